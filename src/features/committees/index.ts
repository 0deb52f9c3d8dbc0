/** The face of committees: what later features may import. */

export { establishCommittee, noteMeeting, seatSomebody } from "./commands.ts";
export { committeeFigures } from "./queries.ts";
