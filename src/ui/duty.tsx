import { dayInChina, type PlainDate } from "#core/dates.ts";
import { sayDeadline, sayInstant } from "./say.ts";
import { useToday } from "./session.tsx";
import { StatusTag } from "./Text.tsx";

/** What a page needs to know of a duty; the API answers it in every page whose record has one. */
export type DutyShown = {
  readonly title: string;
  readonly organisationName: string;
  readonly state: "open" | "paused" | "done" | "cancelled";
  readonly unit: "working_minutes" | "working_days" | "days" | "day";
  readonly dueAt: string;
  readonly isLate: boolean;
  readonly left: number;
  readonly level: number;
};

/** 还有12分钟 / 3月17日，还有5天 / 已过期: until when, in words and colour. */
export function DutyTime({ duty }: { duty: DutyShown }) {
  const today = useToday();
  if (duty.state === "paused") return <StatusTag>暂停计时</StatusTag>;
  if (duty.state === "cancelled") return <StatusTag>不用再办</StatusTag>;
  if (duty.state === "done") return <StatusTag tone="good">已办完</StatusTag>;
  if (duty.isLate) return <StatusTag tone="bad">已过期，应在{sayDue(duty, today)}</StatusTag>;
  if (duty.unit === "working_minutes")
    return <StatusTag tone={duty.left <= 10 ? "bad" : "wait"}>还有{duty.left}分钟</StatusTag>;
  const isSoon = duty.unit === "working_days" ? duty.left <= 1 : duty.left <= 3;
  return <StatusTag tone={isSoon ? "wait" : "plain"}>{sayDeadline(dayOf(duty), today)}</StatusTag>;
}

const dayOf = (duty: DutyShown): string => dayInChina(new Date(duty.dueAt));

const sayDue = (duty: DutyShown, today: string): string =>
  duty.unit === "working_minutes"
    ? sayInstant(duty.dueAt, today)
    : (sayDeadline(dayOf(duty) as PlainDate, today).split("，")[0] ?? "");

/** One line on the page of the record: who owes what, until when. */
export const DutyNote = ({ duty }: { duty: DutyShown }) => (
  <p className="secondary">
    {duty.organisationName}
    {duty.level > 0 && "（已转上级）"}：{duty.title} <DutyTime duty={duty} />
  </p>
);
