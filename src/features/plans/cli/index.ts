export { workOutCommand } from "./work-out.ts";
