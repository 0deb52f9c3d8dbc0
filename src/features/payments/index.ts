export {
  cancelPayment,
  orderPayment,
  type Payee,
  type PaymentOrder,
  replacePayment,
} from "./commands/order-payment.ts";
export type { Outcome, PaymentState } from "./rules/payment.ts";
