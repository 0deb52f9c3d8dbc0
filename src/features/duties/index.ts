/** The face of duties: what later features may import. */

export { cancelDuties, cancelDuty, closeDuties, closeDuty, type Evidence } from "./commands/close.ts";
export { addDutyKinds } from "./commands/kinds.ts";
export { type NewDuty, openDuties, openDuty } from "./commands/open.ts";
export { escalateDuty, passDueTimes } from "./commands/pass-due-times.ts";
export { pauseDuty, resumeDuty } from "./commands/pause.ts";
export { dutiesOf, owedDuties, punctuality, punctualityByKind, withDuties } from "./queries.ts";
export type { Clock, DutyKind } from "./rules/index.ts";
