import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn.js";
import { useState } from "react";

export type CalendarProps = {
  kind: "date" | "month";
  /** 2025-01-10, 2025-01 or nothing. */
  value: string;
  choose: (value: string) => void;
};

const formats = { date: "YYYY-MM-DD", month: "YYYY-MM" } as const;

dayjs.locale("zh-cn");

/** Ant's calendar behind a word in the field: the field itself stays plain text that can be typed and pasted. */
export function Calendar({ kind, value, choose }: CalendarProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="calendar-opener">
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {kind === "date" ? "选日期" : "选月份"}
      </button>
      <DatePicker
        picker={kind}
        open={isOpen}
        onOpenChange={setOpen}
        value={value ? dayjs(value) : null}
        onChange={(day) => {
          if (day) choose(day.format(formats[kind]));
          setOpen(false);
        }}
        placement="bottomRight"
        inputReadOnly
        tabIndex={-1}
        aria-hidden="true"
        className="calendar-anchor"
      />
    </span>
  );
}
