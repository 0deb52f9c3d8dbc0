/** The face of relief: what later features may import. */

export { setReliefBudget } from "./commands/budget.ts";
export { decideRelief, giveOpinion } from "./commands/decide.ts";
export { takeHardshipList } from "./commands/hardship.ts";
export { proposeRelief } from "./commands/propose.ts";
export { followMerge, settleRelief } from "./commands/settle.ts";
export { reliefFigures } from "./queries/figures.ts";
export { hardshipPeople } from "./queries/helped.ts";
