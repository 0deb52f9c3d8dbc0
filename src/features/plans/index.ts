export { publishPlan } from "./commands.ts";
export { planVersionOn, priceIn } from "./queries.ts";
export type { PlanVersion } from "./rules/plan-version.ts";
export { planDocument, publishedVersions } from "./store.ts";
