export { publishPlan } from "./commands/publish-plan.ts";
export { readPlanFile } from "./formats/plan-file.ts";
export { planDocument, planVersionOn, priceIn } from "./queries/plans.ts";
export type { PlanDocument } from "./rules/plan-document.ts";
export type { PlanVersion } from "./rules/plan-version.ts";
export { publishedVersions } from "./store/versions.ts";
