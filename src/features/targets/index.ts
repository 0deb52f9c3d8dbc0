/** The face of targets: what later features may import. */

export { reportMark, setTargets, spreadTarget, takeStandings } from "./commands.ts";
export { progressList, targetFigures } from "./queries.ts";
