import { useRef } from "react";
import { parseDate, parseMonth, sayFullDay, sayMonth, weekdayOf } from "#core/dates.ts";
import { Field, type FieldProps } from "./fields.tsx";
import { useFormState } from "./form.tsx";

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];

/** What people type for a day – 20250110, 2025.1.10, 2025年1月10日 – as 2025-01-10; anything else as it stands. */
export function readDay(typed: string): string {
  const digits =
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed.trim()) ?? /^(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*$/.exec(typed.trim());
  if (!digits) return typed.trim();
  return `${digits[1]}-${digits[2]?.padStart(2, "0")}-${digits[3]?.padStart(2, "0")}`;
}

/** The same for a month: 202501, 2025年1月. */
export function readMonth(typed: string): string {
  const digits = /^(\d{4})(\d{2})$/.exec(typed.trim()) ?? /^(\d{4})\D+(\d{1,2})\D*$/.exec(typed.trim());
  return digits ? `${digits[1]}-${digits[2]?.padStart(2, "0")}` : typed.trim();
}

type Kind = {
  readonly picker: "date" | "month";
  readonly example: string;
  readonly read: (typed: string) => string;
  readonly say: (value: string) => string | undefined;
};

const dayKind: Kind = {
  picker: "date",
  example: "2025-01-10",
  read: readDay,
  say: (value) => {
    const day = parseDate(value);
    return day && `${sayFullDay(day)}，星期${weekdays[weekdayOf(day) - 1]}`;
  },
};

const monthKind: Kind = {
  picker: "month",
  example: "2025-01",
  read: readMonth,
  say: (value) => {
    const month = parseMonth(value);
    return month && sayMonth(month);
  },
};

/** A day, typed in any usual way or picked; said back in words, so that 1月10日 is never taken for 10月1日. */
export const DateField = (props: FieldProps) => <CalendarField {...props} kind={dayKind} />;

/** A month: 2025-01. */
export const MonthField = (props: FieldProps) => <CalendarField {...props} kind={monthKind} />;

function CalendarField({ kind, ...field }: FieldProps & { kind: Kind }) {
  const form = useFormState();
  const picker = useRef<HTMLInputElement>(null);
  const value = String(form.values[field.name] ?? "");
  const leave = () => {
    form.set(field.name, kind.read(value));
    form.check(field.name);
  };
  return (
    <Field {...field} says={<span className="quiet">{kind.say(value)}</span>}>
      {(parts) => (
        <span className="with-unit with-picker">
          <input
            {...parts}
            inputMode="numeric"
            autoComplete="off"
            placeholder={kind.example}
            value={value}
            onChange={(event) => form.set(field.name, event.target.value)}
            onBlur={leave}
          />
          <button type="button" className="button" onClick={() => picker.current?.showPicker?.()}>
            选{kind.picker === "date" ? "日期" : "月份"}
          </button>
          <input
            ref={picker}
            type={kind.picker}
            className="picker"
            tabIndex={-1}
            aria-hidden="true"
            value={kind.say(value) ? value : ""}
            onChange={(event) => form.set(field.name, event.target.value)}
          />
        </span>
      )}
    </Field>
  );
}
