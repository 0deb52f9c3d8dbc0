/** The face of care: what later features may import. */

export { endEvent, noteArrival, noteCost, planEvent, signUp } from "./commands/events.ts";
export { buyPacks, closePack, countPacks, issuePacks, openPack } from "./commands/packs.ts";
export { handOver, listRecipients } from "./commands/recipients.ts";
export { careFigures } from "./queries/figures.ts";
