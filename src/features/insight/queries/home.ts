import { sql } from "kysely";
import type { z } from "zod";
import {
  addDays,
  dayInMonth,
  monthOf,
  type PlainDate,
  type PlainMonth,
  plainMonth,
  sayFullDay,
  sayMonth,
  weekdayOf,
} from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import { roleOf } from "#core/permissions.ts";
import { calendarDay, cutOffDay, isKnownYear, type Shift } from "#features/calendar/index.ts";
import { owedDuties } from "#features/duties/index.ts";
import { periodList, periodStateNames, unitFigures } from "#features/funding/index.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import type { AnswerFor, HomeMonth, HomeReply } from "../contract.ts";
import { type Deadlines, type Need, needs } from "../rules/needs.ts";
import { isAsked, waiting } from "./waiting.ts";

type FundingDays = { base_day: number; subsidy_day: number; shift: Shift };

/** The first page of whoever asks: what needs them, the month, the five numbers, what they answer for. */
export async function home(ctx: ReadCtx): Promise<z.input<typeof HomeReply>> {
  const month = await currentMonth(ctx);
  const days = await fundingDays(ctx);
  const base = cutOff(month, days.base_day, days.shift);
  const subsidy = cutOff(month, days.subsidy_day, days.shift);
  const waits = await waiting(ctx);
  const weekday = `星期${"一二三四五六日"[weekdayOf(ctx.today) - 1]}`;
  const deadlines: Deadlines = {
    base: (of) => cutOff(of, days.base_day, days.shift),
    subsidy: (of) => cutOff(of, days.subsidy_day, days.shift),
  };
  const found = needs(
    waits,
    deadlines,
    (await owedDuties(ctx)).filter(({ hasOwnWords }) => !hasOwnWords),
  );
  const page = {
    subtitle: `${sayFullDay(ctx.today)}${weekday} · ${ctx.actor.role === "system" ? "" : roleOf(ctx.actor.role).name}`,
    needs: found,
    hint: "有新的名册、来款或临近的截止日，会出现在这里。",
    standing: null,
    month: calendarMonth(ctx.today, month, base, subsidy),
  };
  if (await isOffice(ctx)) {
    const hint = "在右上角切换到一个市，看它的单位、名册和资金。";
    return { ...page, title: titleOf(ctx, month, base, subsidy, found), hint, figures: [], answerFor: null };
  }
  const figures = await fiveNumbers(ctx);
  const title = isAsked(ctx)
    ? titleOf(ctx, month, base, subsidy, found)
    : `${sayCount(figures[0]?.value ?? 0)}家单位参加，${sayCount(figures.at(-1)?.value ?? 0)}人在保障中`;
  return {
    ...page,
    title,
    standing: isAsked(ctx) ? null : await standing(ctx),
    figures,
    answerFor: await answerFor(ctx, month),
  };
}

const sayCount = (n: number): string => n.toLocaleString("en-US");

/** Whether the actor stands in the province's own office, which has no units: they are in its cities. */
async function isOffice(ctx: ReadCtx): Promise<boolean> {
  const { rows } =
    await sql`select from city where city_id = ${ctx.actor.cityId} and city_id = province_id`.execute(ctx.db);
  return rows.length > 0;
}

const tones = { closed: "good", base_closed: "wait", funded: "wait" } as const;

async function standing(ctx: ReadCtx): Promise<z.input<typeof HomeReply>["standing"]> {
  const { rows } = await periodList(ctx);
  return rows.slice(0, 6).map(({ month, state, heads, due }) => ({
    month,
    state: periodStateNames[state],
    tone: tones[state as keyof typeof tones] ?? "plain",
    heads,
    amount: due,
  }));
}

/** The month people work on: the first that is not remitted, else the month of today. */
async function currentMonth(ctx: ReadCtx): Promise<PlainMonth> {
  const { rows } = await sql<{ month: string }>`select to_char(month, 'YYYY-MM') as month from funding_period
    where city_id = ${ctx.actor.cityId} and state in ('open', 'base_closed', 'funded') order by month limit 1`.execute(
    ctx.db,
  );
  return rows[0] ? plainMonth(rows[0].month) : monthOf(ctx.today);
}

async function fundingDays(ctx: ReadCtx): Promise<FundingDays> {
  const { rows } = await sql<FundingDays>`select base_day, subsidy_day, shift from funding_days
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0] ?? { base_day: 10, subsidy_day: 25, shift: "next" };
}

/** Null where the State Council has not yet said which days of the year are worked. */
const cutOff = (month: PlainMonth, day: number, shift: Shift): PlainDate | null =>
  isKnownYear(Number(month.slice(0, 4))) ? cutOffDay(month, day, shift) : null;

function titleOf(
  ctx: ReadCtx,
  month: PlainMonth,
  base: PlainDate | null,
  subsidy: PlainDate | null,
  found: readonly Need[],
): string {
  if (base === ctx.today) return `今天是${sayMonth(month).slice(5)}会费截止日`;
  if (subsidy === ctx.today) return `今天是${sayMonth(month).slice(5)}补助截止日`;
  if (found.length === 0) return "现在没有等您处理的事";
  const late = found.filter(({ due }) => due !== null && due < ctx.today).length;
  return `有${found.length}件事等您处理${late > 0 ? `，${late}件已过期` : ""}`;
}

function calendarMonth(
  today: PlainDate,
  worked: PlainMonth,
  base: PlainDate | null,
  subsidy: PlainDate | null,
): z.input<typeof HomeMonth> | null {
  const month = monthOf(today);
  if (!isKnownYear(Number(month.slice(0, 4)))) return null;
  const marks: z.input<typeof HomeMonth>["marks"] = [];
  for (let day = dayInMonth(month, 1); monthOf(day) === month; day = addDays(day, 1)) {
    const { isWorking, isWorkedWeekend } = calendarDay(day);
    if (isWorkedWeekend) marks.push({ day, kind: "work" });
    else if (!isWorking && weekdayOf(day) <= 5) marks.push({ day, kind: "off" });
  }
  const named = `${sayMonth(worked).slice(5)}`;
  return {
    month,
    marks,
    deadlines: [
      ...(base ? [{ day: base, label: `${named}会费截止` }] : []),
      ...(subsidy ? [{ day: subsidy, label: `${named}市、县补助截止` }] : []),
    ],
  };
}

/** The five numbers, never merged. */
async function fiveNumbers(ctx: ReadCtx): Promise<z.input<typeof HomeReply>["figures"]> {
  const { rows } = await sql<
    Record<"units" | "with_rosters" | "on_rosters" | "confirmed" | "paid" | "covered", bigint>
  >`
    select count(*) as units, count(*) filter (where on_rosters > 0) as with_rosters,
      coalesce(sum(on_rosters), 0)::bigint as on_rosters, coalesce(sum(confirmed), 0)::bigint as confirmed,
      coalesce(sum(paid), 0)::bigint as paid, coalesce(sum(covered), 0)::bigint as covered
    from (${unitFigures(ctx, ctx.today)}) as unit`.execute(ctx.db);
  const row = rows[0];
  if (!row) return [];
  const whole = Number(row.on_rosters);
  const people = (label: string, value: bigint, note: string, to: string) => ({
    label,
    value: Number(value),
    unit: "人",
    part: Number(value),
    whole,
    note,
    to,
  });
  return [
    { label: "登记单位", value: Number(row.units), unit: "家", note: "登记已通过审核", to: "/units" },
    people("名册人数", row.on_rosters, `${row.with_rosters}家单位已交名册`, "/rosters"),
    people("已确认", row.confirmed, "单位已确认", "/rosters"),
    people("已缴会费", row.paid, "单位这一份已到齐", "/bills"),
    people("保障中", row.covered, "已上缴，今天在保障期内", "/covers"),
  ];
}

type Answer = { key: string; name: string; n: bigint; due: bigint; arrived: bigint; behind: bigint };

/** The month's contributions of those the actor answers for: unions for the city, units for a union; worst first. */
async function answerFor(ctx: ReadCtx, month: PlainMonth): Promise<z.input<typeof AnswerFor> | null> {
  const byUnion = ctx.actor.reach !== "part";
  const { rows } =
    await sql<Answer>`select who.id::text as key, who.name, count(*) as n, sum(item.due_cents)::bigint as due,
      sum(item.received_cents)::bigint as arrived, count(*) filter (where item.received_cents < item.due_cents) as behind
    from open_item as item
    join organisation as unit on unit.city_id = item.city_id and unit.id = item.organisation_id
    join organisation as who on who.city_id = unit.city_id and who.id = ${byUnion ? sql.ref("unit.parent_id") : sql.ref("unit.id")}
    where item.city_id = ${ctx.actor.cityId} and item.kind = 'unit_share' and item.month = ${`${month}-01`}
      and not item.is_withdrawn and ${withinPart(ctx, sql.ref("item.organisation_id"))}
    group by who.id, who.name order by sum(item.due_cents - item.received_cents) desc, who.name limit 30`.execute(
      ctx.db,
    );
  if (rows.length === 0) return null;
  const present = (row: Omit<Answer, "key" | "name">) => ({
    count: Number(row.n),
    due: formatYuan(row.due as Cents),
    arrived: formatYuan(row.arrived as Cents),
    missing: row.due === row.arrived ? null : formatYuan((row.due - row.arrived) as Cents),
    situation:
      row.behind === 0n
        ? "已到齐"
        : byUnion
          ? `${row.behind}家未到齐`
          : row.arrived > 0n
            ? "未到齐"
            : "未到账",
    tone: row.behind === 0n ? ("good" as const) : ("wait" as const),
  });
  const add = (pick: (row: Answer) => bigint) => rows.reduce((sum, row) => sum + pick(row), 0n);
  const total = {
    n: add((r) => r.n),
    due: add((r) => r.due),
    arrived: add((r) => r.arrived),
    behind: add((r) => r.behind),
  };
  return {
    title: `${sayMonth(month).slice(5)}会费到账`,
    note: "单位：元 · 按未到账金额排序",
    nameTitle: byUnion ? "上级工会" : "单位",
    countTitle: "账单（份）",
    rows: rows.map((row) => ({ key: row.key, name: row.name, to: `/months/${month}`, ...present(row) })),
    total: present(total),
  };
}
