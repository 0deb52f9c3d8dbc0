/** Where a payment stands. Only `failed` and `returned` make room for another one of the same source. */
export type PaymentState = "ordered" | "batched" | "released" | "paid" | "failed" | "returned" | "cancelled";

export type Purpose = "benefit" | "refund" | "relief" | "work_fund";

/** What the bank has said of a payment, in the end. */
export type Outcome = "paid" | "failed" | "returned";

/** From which states each move leads where. */
const moves = {
  batch: { from: ["ordered"], to: "batched" },
  /** Its batch is withdrawn: it waits for another. */
  unbatch: { from: ["batched"], to: "ordered" },
  release: { from: ["batched"], to: "released" },
  pay: { from: ["released"], to: "paid" },
  fail: { from: ["released"], to: "failed" },
  /** 退汇: the payee's bank sends it back, days later. */
  return: { from: ["paid"], to: "returned" },
  cancel: { from: ["ordered", "batched"], to: "cancelled" },
} as const satisfies Record<string, { from: readonly PaymentState[]; to: PaymentState }>;

export type Move = keyof typeof moves;

export const mayMove = (state: PaymentState, move: Move): boolean =>
  (moves[move].from as readonly PaymentState[]).includes(state);

export const after = (move: Move): PaymentState => moves[move].to;

export const before = (move: Move): readonly PaymentState[] => moves[move].from;

/** What may be put right and goes out as a new payment: nothing of it is on its way any more. */
export const mayReplace = (state: PaymentState): boolean => ["ordered", "failed", "returned"].includes(state);
