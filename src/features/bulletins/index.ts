/** The face of bulletins: what later features may import. */

export { publishBulletin } from "./commands.ts";
export { draft } from "./queries.ts";
