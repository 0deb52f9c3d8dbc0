import { Input } from "antd";
import { useEffect, useId, useState } from "react";
import { parseDate, parseMonth, sayFullDay, sayMonth, weekdayOf } from "#core/dates.ts";
import { later } from "../later.tsx";
import type { CalendarProps } from "./Calendar.tsx";
import { Field, type FieldProps, useFieldValue } from "./fields.tsx";
import type { FieldParts } from "./parts.ts";
import { readDay, readMonth } from "./read-date.ts";

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];

/** Ant's calendar is 33 kB: it comes when a form has a date, and the text field works until then. */
const Calendar = later<CalendarProps>(() => import("./Calendar.tsx").then((m) => m.Calendar));

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
  const { value, set, check } = useFieldValue(field.name);
  const leave = () => {
    set(kind.read(value));
    check();
  };
  const typing = (parts: FieldParts) => (
    <Input
      {...parts}
      inputMode="numeric"
      autoComplete="off"
      placeholder={kind.example}
      value={value}
      onChange={(event) => set(event.target.value)}
      onBlur={leave}
      suffix={<Calendar kind={kind.picker} value={kind.say(value) ? value : ""} choose={set} />}
    />
  );
  return (
    <Field {...field} says={<span className="quiet">{kind.say(value)}</span>}>
      {typing}
    </Field>
  );
}

type DayInputProps = { label: string; value: string; onChange: (day: string) => void };

/** A day outside a form, beside a title: 截至 2025-01-10. It tells only whole days. */
export function DayInput({ label, value, onChange }: DayInputProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const tell = (text: string) => {
    const day = parseDate(readDay(text));
    if (day && day !== value) onChange(day);
    setTyped(day ?? value);
  };
  return (
    <div className="with-unit">
      <label className="secondary nowrap" htmlFor={id}>
        {label}
      </label>
      <Input
        id={id}
        value={typed}
        style={{ width: 176 }}
        inputMode="numeric"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => tell(typed)}
        onPressEnter={() => tell(typed)}
        suffix={<Calendar kind="date" value={value} choose={tell} />}
      />
    </div>
  );
}
