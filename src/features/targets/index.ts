/** The face of targets: what later features may import. */

export { reportMark, setGroupTargets, setTargets, spreadTarget, takeStandings } from "./commands.ts";
export { latestColour, progressList, targetFigures } from "./queries/progress.ts";
export { supportDuty } from "./rules/duties.ts";
