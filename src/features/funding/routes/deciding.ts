import { plainDate, plainMonth } from "#core/dates.ts";
import { parseYuan, zero } from "#core/money.ts";
import { matchSoon } from "#features/banking/index.ts";
import { CoverParams, RemovalReply, RemovalRequest } from "#features/enrolment/contract.ts";
import { write } from "#platform/http/route.ts";
import { advancePeriod } from "../commands/advance.ts";
import { billBatches } from "../commands/bill-batches.ts";
import { closeBase } from "../commands/close-base.ts";
import { askReopening, closePeriod, decideReopening } from "../commands/close-period.ts";
import { remind } from "../commands/remind.ts";
import { removePerson } from "../commands/remove-person.ts";
import { setFundingDays, setFundingRule } from "../commands/set-rule.ts";
import * as shape from "../contract.ts";
import { changeView } from "../present.ts";
import { MonthOnly, stateOf } from "./month-state.ts";

export const decidingRoutes = [
  write({
    path: "/funding-rules",
    summary: "Set how the price is split, from a day on",
    permission: "funding.rules",
    body: shape.RuleInput,
    reply: shape.Made,
    handle: async (ctx, { body }) => ({
      id: await setFundingRule(ctx, {
        ...body,
        validFrom: plainDate(body.validFrom),
        shares: body.shares.map(({ amount, ...share }) => ({ ...share, cents: parseYuan(amount) ?? zero })),
      }),
    }),
  }),
  write({
    method: "PUT",
    path: "/funding-days",
    summary: "Set the days by which money must be in",
    permission: "funding.rules",
    body: shape.DaysInput,
    reply: shape.DaysInput,
    handle: async (ctx, { body }) => {
      await setFundingDays(ctx, body);
      return body;
    },
  }),
  write({
    path: "/months/:month/bills",
    summary: "Bill the month's confirmed batches that have no bill yet",
    permission: "funding.bill",
    params: shape.MonthParams,
    reply: shape.Billed,
    mayRehearse: true,
    handle: async (ctx, { params }) => {
      const bills = (await billBatches(ctx, plainMonth(params.month))).length;
      await matchSoon(ctx);
      return { bills };
    },
  }),
  write({
    path: "/covers/:coverId/removal",
    summary: "Take a person off a confirmed roster before its money is remitted; its bill is made anew",
    permission: "enrolment.confirm",
    params: CoverParams,
    body: RemovalRequest,
    reply: RemovalReply,
    mayRehearse: true,
    handle: async (ctx, { params, body }) => {
      const { left, bill } = await removePerson(ctx, params.coverId, body.reason);
      // What was a part before may be the whole now.
      if (bill) await matchSoon(ctx);
      return { left, bill: bill ? { month: bill.month, ...changeView(bill) } : null };
    },
  }),
  write({
    path: "/months/:month/base-closing",
    summary: "Close the base: settle what is in full, announce the subsidies",
    permission: "funding.period",
    params: shape.MonthParams,
    reply: shape.BaseClosed,
    mayRehearse: true,
    handle: async (ctx, { params }) => {
      const { funded, ...closed } = await closeBase(ctx, plainMonth(params.month));
      await matchSoon(ctx);
      return { ...closed, isFunded: funded };
    },
  }),
  write({
    path: "/months/:month/advance",
    summary: "Move the month on as far as the bank's lines allow",
    permission: "funding.period",
    ...MonthOnly,
    handle: async (ctx, { params }) => ({ state: await advancePeriod(ctx, plainMonth(params.month)) }),
  }),
  write({
    path: "/months/:month/reminders",
    summary: "Remind those whose money is missing",
    permission: "funding.remind",
    params: shape.MonthParams,
    body: shape.RemindInput,
    reply: shape.RemindReply,
    handle: async (ctx, { params, body }) => {
      const told = await remind(ctx, plainMonth(params.month), body.organisationIds);
      return { ...told, withoutPhone: [...told.withoutPhone] };
    },
  }),
  write({
    path: "/months/:month/closing",
    summary: "Close the month and lock its books",
    permission: "funding.close",
    ...MonthOnly,
    handle: async (ctx, { params }) => {
      await closePeriod(ctx, plainMonth(params.month));
      return stateOf(ctx, params.month);
    },
  }),
  write({
    path: "/months/:month/reopening",
    summary: "Ask for the month to be reopened",
    permission: "funding.close",
    ...MonthOnly,
    body: shape.ReasonInput,
    handle: async (ctx, { params, body }) => {
      await askReopening(ctx, plainMonth(params.month), body.reason);
      return stateOf(ctx, params.month);
    },
  }),
  write({
    path: "/months/:month/reopening/decision",
    summary: "A second person reopens the month, or does not",
    permission: "funding.close",
    ...MonthOnly,
    body: shape.DecisionInput,
    handle: async (ctx, { params, body }) => ({
      state: await decideReopening(ctx, plainMonth(params.month), body.agree),
    }),
  }),
];
