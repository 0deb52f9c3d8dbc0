export { type PlanVersion, planVersionOf, versionOn } from "./plan-version.ts";
export { type Price, priceOn } from "./price.ts";
