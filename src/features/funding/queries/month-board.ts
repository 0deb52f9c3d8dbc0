import type { z } from "zod";
import { addMonthsTo, firstOf, type PlainMonth } from "#core/dates.ts";
import { type Cents, formatYuan, lesser, plus, sum } from "#core/money.ts";
import type { Permission } from "#core/permissions.ts";
import { smsOutcomes } from "#features/notices/index.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import { periodFacts, type SubsidyState, subsidyStates } from "../commands/facts.ts";
import type { MonthBoard } from "../contract.ts";
import { moneyView } from "../present.ts";
import { type Move, obstacle, openMoves, type PeriodFacts } from "../rules/period.ts";
import { baseCutOff, subsidyCutOff } from "../rules/settle.ts";
import { whoOwes } from "../store/owing.ts";
import { type Period, period, periodEvents } from "../store/periods.ts";
import { type Remittance, remittanceOf } from "../store/remittances.ts";
import { openReopening } from "../store/reopenings.ts";
import { fundingDays } from "../store/rules.ts";
import { fundingTexts } from "../text.ts";
import { accountBalances, lateBills, type MonthSums, monthSums, reimbursementSums } from "./month-sums.ts";
import { refundsOfMonth } from "./refunds.ts";
import { nextMove, stepsOf } from "./steps.ts";

type Board = z.input<typeof MonthBoard>;

const needs: Record<Move, Permission> = {
  close_base: "funding.period",
  mark_funded: "funding.period",
  make_remittance: "funding.remit",
  check_remittance: "funding.check",
  mark_remitted: "funding.period",
  acknowledge: "funding.acknowledge",
  close: "funding.close",
  reopen: "funding.close",
};

/** The month: its steps, what is missing and from whom, where the money stands, what may be done. */
export async function monthBoard(ctx: ReadCtx, month: PlainMonth): Promise<Board> {
  const now = await period(ctx, month);
  const days = await fundingDays(ctx);
  const facts = await periodFacts(ctx, now);
  const sums = await monthSums(ctx, month, now.state === "open");
  const subsidies = await subsidyStates(ctx, month);
  const remittance = await remittanceOf(ctx, month);
  const reopening = await openReopening(ctx, month);
  const owing = await whoOwes(ctx, month);
  const reminders = owing.flatMap(({ reminded }) => reminded?.id ?? []);
  const messages = await smsOutcomes(ctx, "funding", reminders);
  return {
    month,
    state: now.state,
    today: ctx.today,
    baseCutOff: baseCutOff(month, days),
    subsidyCutOff: subsidyCutOff(month, days),
    coverFrom: firstOf(addMonthsTo(month, 1)),
    units: sums.units,
    heads: sums.heads,
    bills: sums.bills,
    steps: stepsOf(
      ctx.today,
      now,
      { base: baseCutOff(month, days), subsidies: subsidyCutOff(month, days) },
      remittance,
    ),
    next: nextOf(ctx, facts),
    missing: owing.map((each) => ({
      organisationId: each.organisationId,
      name: each.name,
      reason: each.reason,
      amount: formatYuan(each.cents),
      heads: each.heads,
      units: each.units,
      remindedAt: each.reminded?.at.toISOString() ?? null,
      sms: messages.get(each.reminded?.id ?? "") ?? null,
    })),
    ...moneyOfMonth(sums, subsidies, now.fundedOn !== undefined),
    paidBack: await paidBack(ctx, month, subsidies),
    refunds: await refundsOfMonth(ctx, month),
    account: allows(ctx.actor, "ledger.read") ? await accountBalances(ctx) : null,
    late: (await lateBills(ctx, month)).map(({ amount, ...bill }) => ({
      ...bill,
      amount: formatYuan(amount),
    })),
    remittance: remittance ? remittanceView(remittance) : null,
    reopening: reopening
      ? {
          reason: reopening.reason,
          askedBy: reopening.askedByName,
          askedAt: reopening.askedAt.toISOString(),
        }
      : null,
    events: (await periodEvents(ctx, month)).map((event) => ({ ...event, at: event.at.toISOString() })),
    allowed: allowedOn(ctx, facts, now, owing.length > 0, remittance),
  };
}

/** The one next step, with what stands in its way in words. */
function nextOf(ctx: ReadCtx, facts: PeriodFacts): Board["next"] {
  const move = nextMove(facts);
  if (!move) return null;
  // What a closed base waits for is the unions' money, not the button.
  const asked = facts.state === "base_closed" ? "mark_funded" : move;
  const found = obstacle(asked, facts, { today: ctx.today, actor: ctx.actor.id });
  const words = found && fundingTexts[found.code]?.(found.facts);
  return {
    move,
    obstacle: found ? { code: found.code, title: words?.title ?? "", detail: words?.detail ?? "" } : null,
    may: allows(ctx.actor, needs[move]),
  };
}

/**
 * What is due comes from the bills one may see; what is in, from the bank – and from the month's state: once it is
 * funded every share is in, also for those who do not see the unions' accounts.
 */
function moneyOfMonth(sums: MonthSums, subsidies: readonly SubsidyState[], isFunded: boolean) {
  const pooled = subsidies.filter((each) => each.mode === "direct_pool");
  const counties = pooled.filter((each) => each.payer.startsWith("county_union:"));
  const city = pooled.filter((each) => each.payer === "city_union");
  const received = (of: readonly SubsidyState[], due: Cents) =>
    isFunded ? due : lesser(sum(of.map((each) => each.received)), due);
  const fromCounties = received(counties, sums.countyDue);
  const fromCity = received(city, sums.cityDue);
  return {
    whole: moneyView(sums.whole, plus(plus(sums.ownReceived, fromCounties), fromCity)),
    prices: sums.prices.map(({ price, heads }) => ({ price: formatYuan(price), heads })),
    own: moneyView(sums.ownDue, sums.ownReceived),
    county: {
      ...moneyView(sums.countyDue, fromCounties),
      payers: counties.length,
      missing: isFunded ? 0 : counties.filter((each) => each.received < each.due).length,
    },
    city: moneyView(sums.cityDue, fromCity),
  };
}

async function paidBack(ctx: ReadCtx, month: PlainMonth, subsidies: readonly SubsidyState[]) {
  if (!subsidies.some((each) => each.mode === "reimburse_unit")) return null;
  const { due, paid } = await reimbursementSums(ctx, month);
  return moneyView(due, paid);
}

const remittanceView = (remittance: Remittance) => ({
  heads: remittance.heads,
  amount: formatYuan(remittance.cents),
  state: remittance.state,
  madeBy: remittance.madeByName,
  madeAt: remittance.madeAt.toISOString(),
  checkedBy: remittance.checkedByName ?? null,
  checkedAt: remittance.checkedAt?.toISOString() ?? null,
  remittedOn: remittance.remittedOn ?? null,
  answer: remittance.answer
    ? { answered: remittance.answer.answered, differences: [...remittance.answer.differences] }
    : null,
});

function allowedOn(
  ctx: ReadCtx,
  facts: PeriodFacts,
  now: Period,
  owes: boolean,
  remittance: Remittance | undefined,
): Board["allowed"] {
  const open = openMoves(facts, { today: ctx.today, actor: ctx.actor.id }).filter((move) =>
    allows(ctx.actor, needs[move]),
  );
  const also = [
    ["bill", now.state === "open" && allows(ctx.actor, "funding.bill")],
    ["remind", owes && allows(ctx.actor, "funding.remind")],
    ["export", facts.heads > 0 && allows(ctx.actor, "funding.remit")],
    ["answer", remittance?.remittedOn !== undefined && allows(ctx.actor, "funding.period")],
  ] as const;
  return [...open, ...also.filter(([, may]) => may).map(([name]) => name)];
}
