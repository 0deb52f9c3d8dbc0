export { guidanceDuty } from "./duties.ts";
