import { dayInChina, daysBetween, type PlainDate, plainDate, sayDay } from "#core/dates.ts";

const counts = new Intl.NumberFormat("en-US");

/** 6,079. */
export const sayCount = (n: number): string => counts.format(n).replace("-", "−");

/** Whole per cent of a named whole: never 0% where something is there, never 100% where something is missing. */
export function sayShare(part: number, whole: number): string {
  if (whole <= 0) return "–";
  if (part <= 0) return "0%";
  const share = (part / whole) * 100;
  if (share < 1) return "<1%";
  if (share < 100 && share > 99) return "99%";
  return `${Math.round(share)}%`;
}

/** 3.2MB. */
export function sayBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes}字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)}KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)}MB`;
}

/** 12秒, 3分钟, 1小时5分钟: what is left, rounded up so that it is rather too much. */
export function sayDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))}秒`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes}分钟`;
  return minutes % 60 === 0 ? `${minutes / 60}小时` : `${Math.floor(minutes / 60)}小时${minutes % 60}分钟`;
}

/** 1月25日，还有3天 / 1月10日，今天 / 1月8日，已过2天. */
export function sayDeadline(day: string, today: string): string {
  const due = plainDate(day);
  const left = daysBetween(today as PlainDate, due);
  const said = sayDay(due, today as PlainDate);
  if (left === 0) return `${said}，今天`;
  return left > 0 ? `${said}，还有${left}天` : `${said}，已过${-left}天`;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
});

/** 今天09:42, 昨天16:20, 1月3日10:12: instants as people say them, in China's time. */
export function sayInstant(instant: string, today: string): string {
  const at = new Date(instant);
  const day = dayInChina(at);
  const ago = daysBetween(day, today as PlainDate);
  const said = ago === 0 ? "今天" : ago === 1 ? "昨天" : sayDay(day, today as PlainDate);
  return `${said}${clock.format(at)}`;
}
