export { publishPlan } from "./commands.ts";
export { readPlanFile } from "./formats/plan-file.ts";
export { planDocument, planVersionOn, priceIn } from "./queries.ts";
export type { PlanDocument } from "./rules/plan-document.ts";
export type { PlanVersion } from "./rules/plan-version.ts";
export { publishedVersions } from "./store.ts";
