export {
  cancelPayment,
  orderPayment,
  type Payee,
  type PaymentOrder,
  replacePayment,
} from "./commands/order-payment.ts";
export { paymentLedgerChecks } from "./queries/ledger-checks.ts";
export type { Outcome, PaymentState } from "./rules/payment.ts";
