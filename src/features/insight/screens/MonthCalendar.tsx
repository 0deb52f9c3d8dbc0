import {
  addMonthsTo,
  dayInMonth,
  dayOfMonth,
  daysInMonth,
  type PlainDate,
  plainDate,
  plainMonth,
  sayDay,
  sayMonth,
  weekdayOf,
} from "#core/dates.ts";
import { useToday } from "#ui/session.tsx";
import type { HomeMonth } from "../contract.ts";

const weekdays = ["一", "二", "三", "四", "五", "六", "日"];

/** The month with its deadlines: today filled, days due framed, 休 and 班 where a day is unlike its weekday. */
export function MonthCalendar({ month }: { month: HomeMonth }) {
  const today = useToday();
  const shown = plainMonth(month.month);
  const [year = 0, number = 0] = month.month.split("-").map(Number);
  const before = weekdayOf(dayInMonth(shown, 1)) - 1;
  const days = Array.from({ length: daysInMonth(year, number) }, (_, i) => dayInMonth(shown, i + 1));
  const deadlines = month.deadlines.filter((due) => due.day < dayInMonth(addMonthsTo(shown, 1), 1));
  return (
    <section className="surface calendar" aria-labelledby="calendar">
      <h2 id="calendar">{sayMonth(shown)}</h2>
      <div className="calendar-days" aria-hidden="true">
        {weekdays.map((weekday) => (
          <span key={weekday} className="calendar-head">
            {weekday}
          </span>
        ))}
        {days.map((day, i) => (
          <DayCell
            key={day}
            day={day}
            month={month}
            isToday={day === today}
            start={i === 0 ? before + 1 : undefined}
          />
        ))}
      </div>
      <ul className="calendar-list">
        {deadlines.map((due) => (
          <li key={`${due.day}${due.label}`}>
            <span className="strong nowrap">{sayDay(plainDate(due.day), today as PlainDate)}</span>
            <span>
              {due.label}
              {due.note && <span className="quiet">（{due.note}）</span>}
              {due.day === today && <span className="bad">　今天</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type DayProps = { day: PlainDate; month: HomeMonth; isToday: boolean; start: number | undefined };

function DayCell({ day, month, isToday, start }: DayProps) {
  const mark = month.marks.find((other) => other.day === day)?.kind;
  const isDue = month.deadlines.some((due) => due.day === day);
  const isOff = mark === "off" || (weekdayOf(day) > 5 && mark !== "work");
  const looks = ["calendar-day", isToday && "is-today", isDue && "is-due", isOff && "is-off"];
  return (
    <span className={looks.filter(Boolean).join(" ")} style={start ? { gridColumnStart: start } : undefined}>
      {dayOfMonth(day)}
      {mark && <sup>{mark === "off" ? "休" : "班"}</sup>}
    </span>
  );
}
