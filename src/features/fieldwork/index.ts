/** The face of fieldwork: what later features may import. */

export { drawArea, noteFounding, noteVisit } from "./commands.ts";
export { fieldworkFigures } from "./queries.ts";
