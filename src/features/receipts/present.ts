import { capitals } from "#core/capitals.ts";
import { sayFullDay } from "#core/dates.ts";
import { showYuan } from "#core/money.ts";
import { qrSvg } from "#platform/pdf/qr.ts";
import type { PaperData } from "#platform/pdf/render.ts";
import { sayCheckCode } from "./rules/check-code.ts";
import { type Paper, sayHeads } from "./rules/request.ts";
import type { Receipt } from "./store/receipts.ts";
import { paperNames } from "./text.ts";

const notes: Readonly<Record<Paper, string>> = {
  receipt:
    "款项为代收的互助保障会费，已存入专用账户。本收据不是税务发票，开出后不修改，有误时整张红冲后重开。",
  transfer_note: "工会之间的资金往来，已存入专用账户。本单开出后不修改，有误时整张红冲后重开。",
  donation_receipt:
    "本收据是收到捐赠的凭据，不是公益事业捐赠统一票据，不作税前扣除依据。开出后不修改，有误时整张红冲后重开。",
};

/** What is printed: from the receipt's own row alone, so that it is the same whenever it is printed. */
export const paperData = (receipt: Receipt, reverses: string): PaperData => ({
  title: `${paperNames[receipt.paper]}${receipt.number}`,
  heading: `职工互助保障${paperNames[receipt.paper]}`,
  isReversal: receipt.kind === "reversal",
  number: receipt.number,
  code: sayCheckCode(receipt.checkCode),
  issuedOn: sayFullDay(receipt.issuedOn),
  receivedOn: sayFullDay(receipt.receivedOn),
  payer: receipt.title,
  uscc: receipt.uscc || "–",
  item: receipt.item,
  heads: sayHeads(receipt.heads),
  capitals: capitals(receipt.cents),
  amount: showYuan(receipt.cents),
  reverses,
  reason: receipt.reason,
  issuer: receipt.issuerName,
  drawer: receipt.drawnByName,
  checker: receipt.checkedByName,
  note: notes[receipt.paper],
  qr: qrSvg(receipt.checkAddress),
});
