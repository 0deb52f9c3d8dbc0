import type { z } from "zod";
import type { BankLineList, BankLinePage, BankLineRow, ItemView, SuggestionView } from "../contract.ts";

export type LineRow = z.output<typeof BankLineRow>;
export type LineList = z.output<typeof BankLineList>;
export type LinePage = z.output<typeof BankLinePage>;
export type Suggestion = z.output<typeof SuggestionView>;
export type Item = z.output<typeof ItemView>;

/** 12-04 */
export const shortDay = (day: string): string => day.slice(5);

/** The heads of the queue, in its order. */
export const sections = [
  { states: ["to_decide"], title: "需要您决定" },
  { states: ["waiting"], title: "等待补足，到截止日仍不足再请您决定" },
  { states: ["new"], title: "还没有核对" },
  { states: ["matched", "left", "sent_back"], title: "已核对" },
] as const;
