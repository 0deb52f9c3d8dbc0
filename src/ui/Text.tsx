import type { ReactNode } from "react";
import { type PlainDate, plainDate, sayDay } from "#core/dates.ts";
import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import { sayDeadline, sayInstant } from "./say.ts";
import { useToday } from "./session.tsx";
import "./Text.css";

type MoneyProps = {
  /** Yuan as the API writes them, "1234.50"; null where there is no such sum (shown –). */
  yuan: string | null | undefined;
  /** Adds 元 after a single sum. Columns say 单位：元 in their header instead. */
  unit?: boolean;
  /** 万元 for charts and leaders' pages only; the exact sum is read on hover. */
  inTenThousands?: boolean;
};

/** Money on a screen: two decimals, commas, a true minus sign; 0.00 when nought, – when it does not exist. */
export function MoneyText({ yuan, unit, inTenThousands }: MoneyProps) {
  if (yuan === null || yuan === undefined) return <span className="quiet">–</span>;
  const amount = parseYuan(yuan);
  if (amount === undefined) return <span>{yuan}</span>;
  if (inTenThousands) {
    return (
      <span className="money" title={`${showYuan(amount)}元`}>
        {sayTenThousands(amount)}
        {unit && <span className="money-unit">万元</span>}
      </span>
    );
  }
  return (
    <span className="money">
      {showYuan(amount)}
      {unit && <span className="money-unit">元</span>}
    </span>
  );
}

/** Whole cents to two decimals of 万元, half up. */
function sayTenThousands(amount: Cents): string {
  const size = amount < 0n ? -amount : amount;
  const hundredths = (size + 5_000n) / 10_000n;
  return `${amount < 0n ? "−" : ""}${showYuan(hundredths as Cents)}`;
}

/** "1234.50" as 1,234.50, for sentences and button names. */
export function sayMoney(yuan: string): string {
  const amount = parseYuan(yuan);
  return amount === undefined ? yuan : showYuan(amount);
}

type DateProps = {
  /** A day `2025-01-10`, or an instant for `as="instant"`. */
  day: string | null | undefined;
  /** `table` 2025-01-10 · `sentence` 1月10日 · `deadline` 1月25日，还有3天 · `instant` 今天09:42 */
  as?: "table" | "sentence" | "deadline" | "instant";
};

export function DateText({ day, as = "table" }: DateProps) {
  const today = useToday();
  if (!day) return <span className="quiet">–</span>;
  if (as === "table") return <time className="nowrap">{day.slice(0, 10)}</time>;
  if (as === "instant") return <time dateTime={day}>{sayInstant(day, today)}</time>;
  if (as === "deadline") {
    const tone = day < today ? "bad" : undefined;
    return (
      <time dateTime={day} className={tone}>
        {sayDeadline(day, today)}
      </time>
    );
  }
  return <time dateTime={day}>{sayDay(plainDate(day), today as PlainDate)}</time>;
}

/** `good` done, in full, covered · `wait` waiting, due soon, to check · `bad` overdue, refused, wrong · `plain` the rest. */
export type Tone = "good" | "wait" | "bad" | "plain";

/** A state: always a word, and a colour only where it means something. 处理中 is plain. */
export function StatusTag({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`tag tag-${tone}`}>{children}</span>;
}

/** A coloured dot before a word, where a tag would be too loud. */
export function Dot({ tone }: { tone: Tone }) {
  return <span className={`dot dot-${tone}`} aria-hidden="true" />;
}
