export { requestReceipts, withdrawReceipts } from "./commands/request.ts";
export { receiptRoutes } from "./routes.ts";
export type { Wanted as WantedReceipt } from "./store/requests.ts";
export { receiptTexts } from "./text.ts";
