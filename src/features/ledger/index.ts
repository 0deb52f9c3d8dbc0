export { closeMonth, post, postAll, reopenMonth, reverse } from "./commands.ts";
export type { AccountCode, Entry, Posting } from "./rules/index.ts";
export { closedMonths } from "./store.ts";
