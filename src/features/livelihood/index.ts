/** The face of livelihood: what later features may import. */

export { promiseItem, reportItem } from "./commands.ts";
export { livelihoodFigures } from "./queries.ts";
