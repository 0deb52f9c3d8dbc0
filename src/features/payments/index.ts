export { type BankBooks, openBank } from "./cli/bank-books.ts";
export { makeBatch, withdrawBatch } from "./commands/batch.ts";
export { takeReturns } from "./commands/came-back.ts";
export {
  cancelPayment,
  orderPayment,
  type Payee,
  type PaymentOrder,
  replacePayment,
} from "./commands/order-payment.ts";
export { releaseBatch } from "./commands/release-batch.ts";
export { takeFile } from "./commands/take-file.ts";
export { takeResult } from "./commands/take-result.ts";
export { readResult } from "./payment-results/index.ts";
export { paymentLedgerChecks } from "./queries/ledger-checks.ts";
export { bankOf } from "./rules/bank.ts";
export type { Outcome, PaymentState } from "./rules/payment.ts";
export { findBatch } from "./store/batches.ts";
