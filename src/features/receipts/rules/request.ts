/** Where the receipt for some money stands. */
export type RequestState = "requested" | "confirmed" | "drawn" | "issued" | "reversal_drawn" | "withdrawn";

export type ReceiptKind = "contribution" | "subsidy" | "gift" | "donation";
export type SubsidyPaper = "receipt" | "transfer_note";
export type Paper = SubsidyPaper | "donation_receipt";

const moves = {
  /** 开票确认, by who paid. */
  confirm: { from: ["requested", "confirmed"], to: "confirmed" },
  /** 开票, by the first person of the issuer. */
  draw: { from: ["confirmed"], to: "drawn" },
  /** The second person sends a drawn one back. */
  return: { from: ["drawn"], to: "confirmed" },
  /** 复核开出. */
  issue: { from: ["drawn"], to: "issued" },
  /** 提出红冲. */
  draw_reversal: { from: ["issued"], to: "reversal_drawn" },
  return_reversal: { from: ["reversal_drawn"], to: "issued" },
  /** 红冲开出: the next round begins with the title. */
  reverse: { from: ["reversal_drawn"], to: "requested" },
} as const satisfies Record<string, { from: readonly RequestState[]; to: RequestState }>;

export type Move = keyof typeof moves;

export const mayMove = (state: RequestState, move: Move): boolean =>
  (moves[move].from as readonly RequestState[]).includes(state);

export const after = (move: Move): RequestState => moves[move].to;

/**
 * A unit's and a funder's money is receipted; between unions it may be a note of the transfer (往来); a donor's receipt is of
 * a series of its own.
 */
export const paperOf = (kind: ReceiptKind, subsidyPaper: SubsidyPaper): Paper => {
  if (kind === "donation") return "donation_receipt";
  return kind === "subsidy" ? subsidyPaper : "receipt";
};

/** 人数: of a donation there is none. */
export const sayHeads = (heads: number): string => (heads > 0 ? `${heads}人` : "–");
