/** The face of onboarding: what the program's start and the command line use. */

export { demoProgress, isDemoDue, loadDemo } from "./commands/demo.ts";
export { type LoadOptions, loadCity } from "./commands/load.ts";
export { publishShippedPlans } from "./commands/publish-plans.ts";
export type { LoadProgress } from "./contract.ts";
export type { CityReport } from "./rules/report.ts";
