import type { z } from "zod";
import { sayCount } from "#ui/say.ts";
import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { ReceiptList, ReceiptPage, RequestRow } from "../contract.ts";
import { requestStateNames } from "../text.ts";

export type Row = z.output<typeof RequestRow>;
export type List = z.output<typeof ReceiptList>;
export type Detail = z.output<typeof ReceiptPage>;

const tones: Record<Row["state"], Tone> = {
  requested: "wait",
  confirmed: "wait",
  drawn: "wait",
  issued: "good",
  reversal_drawn: "wait",
  withdrawn: "plain",
};

/** Where it stands; an issued one of another amount has to be reversed. */
export const RequestTag = ({ row }: { row: Pick<Row, "state" | "hasChanged"> }) =>
  row.state === "issued" && row.hasChanged ? (
    <StatusTag tone="bad">金额已变，要红冲</StatusTag>
  ) : (
    <StatusTag tone={tones[row.state]}>{requestStateNames[row.state]}</StatusTag>
  );

/** 人数: of a donation there is none. */
export const sayHeads = ({ heads }: Pick<Row, "heads">): string => (heads > 0 ? `${sayCount(heads)}人` : "–");
