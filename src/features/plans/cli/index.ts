export { plansCommand } from "./check.ts";
export { workOutCommand } from "./work-out.ts";
