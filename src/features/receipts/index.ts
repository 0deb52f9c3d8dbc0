export { drawReceipts, drawReversal, issueReceipts } from "./commands/issue.ts";
export { confirmRequest, requestReceipts, reverseChanged, withdrawReceipts } from "./commands/request.ts";
export { receiptRoutes } from "./routes.ts";
export { checkCode, readCheckCode, sayCheckCode } from "./rules/check-code.ts";
export {
  receiptsFor,
  type Standing as ReceiptStanding,
  type Wanted as WantedReceipt,
} from "./store/requests.ts";
export { receiptTexts } from "./text.ts";
