import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { plainDate, plainMonth } from "#core/dates.ts";
import { formatYuan, parseYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import {
  BatchParams,
  CoverParams,
  RemovalReply,
  RemovalRequest,
  RosterDues,
} from "#features/enrolment/contract.ts";
import type { WriteCtx } from "#platform/context.ts";
import { download, read, upload, write } from "#platform/http/route.ts";
import { advancePeriod } from "./commands/advance.ts";
import { billBatches } from "./commands/bill-batches.ts";
import { closeBase } from "./commands/close-base.ts";
import { askReopening, closePeriod, decideReopening } from "./commands/close-period.ts";
import { remind } from "./commands/remind.ts";
import {
  acknowledgeRemittance,
  checkRemittance,
  makeRemittance,
  returnRemittance,
  takeAnswer,
} from "./commands/remit.ts";
import { removePerson } from "./commands/remove-person.ts";
import { setFundingDays, setFundingRule } from "./commands/set-rule.ts";
import * as shape from "./contract.ts";
import { listCsv, listWorkbook, readAnswer } from "./formats/remittance-list.ts";
import { changeView } from "./present.ts";
import { billList, billPage } from "./queries/bills.ts";
import { monthBoard } from "./queries/month-board.ts";
import { monthUnits } from "./queries/month-units.ts";
import { myCovers } from "./queries/my-covers.ts";
import { periodList } from "./queries/period-list.ts";
import { rosterDues } from "./queries/roster-dues.ts";
import { ruleList } from "./queries/rule-list.ts";
import { listedPeople } from "./store/list.ts";
import { period } from "./store/periods.ts";

const MonthOnly = { params: shape.MonthParams, reply: shape.StateReply } as const;
const stateOf = async (ctx: WriteCtx, month: string) => ({
  state: (await period(ctx, plainMonth(month))).state,
});

const looking = [
  read({
    path: "/months",
    summary: "The funding months, newest first",
    permission: "funding.read",
    reply: shape.PeriodList,
    handle: (ctx) => periodList(ctx),
  }),
  read({
    path: "/months/:month",
    summary: "The month board: steps, what is missing and from whom, where the money stands",
    permission: "funding.read",
    params: shape.MonthParams,
    reply: shape.MonthBoard,
    handle: (ctx, { params }) => monthBoard(ctx, plainMonth(params.month)),
  }),
  read({
    path: "/months/:month/units",
    summary: "The units of a month, those that miss something first",
    permission: "funding.read",
    params: shape.MonthParams,
    query: shape.MonthUnitQuery,
    reply: shape.MonthUnitList,
    handle: (ctx, { params, query }) => monthUnits(ctx, plainMonth(params.month), query),
  }),
  read({
    path: "/bills",
    summary: "Bills with their state, newest month first",
    permission: "funding.read",
    query: shape.BillQuery,
    reply: shape.BillList,
    handle: (ctx, { query }) => billList(ctx, query),
  }),
  read({
    path: "/bills/:billId",
    summary: "One bill: who bears what, what has come in, when cover starts",
    permission: "funding.read",
    params: shape.BillParams,
    reply: shape.BillView,
    handle: (ctx, { params }) => billPage(ctx, params.billId),
  }),
  read({
    path: "/rosters/:batchId/dues",
    summary: "What a roster asks of its unit and of the unions, and by when",
    permission: "funding.read",
    params: BatchParams,
    reply: RosterDues,
    handle: (ctx, { params }) => rosterDues(ctx, params.batchId),
  }),
  read({
    path: "/funding-rules",
    summary: "How the price is split in this city, and the days to pay",
    permission: "funding.read",
    reply: shape.RuleList,
    handle: (ctx) => ruleList(ctx),
  }),
];

const deciding = [
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
    handle: async (ctx, { params }) => ({
      bills: (await billBatches(ctx, plainMonth(params.month))).length,
    }),
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
  read({
    path: "/me/covers",
    summary: "My covers, as their money makes them",
    permission: "me.read",
    reply: shape.MyCovers,
    handle: (ctx) => myCovers(ctx),
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

const remitting = [
  write({
    path: "/months/:month/remittance",
    summary: "Make the month's remittance",
    permission: "funding.remit",
    ...MonthOnly,
    handle: async (ctx, { params }) => {
      await makeRemittance(ctx, plainMonth(params.month));
      return stateOf(ctx, params.month);
    },
  }),
  write({
    path: "/months/:month/remittance/check",
    summary: "A second person approves the remittance, for the heads and the amount seen",
    permission: "funding.check",
    ...MonthOnly,
    body: shape.CheckInput,
    handle: async (ctx, { params, body }) => {
      const seen = { heads: body.heads, cents: parseYuan(body.amount) ?? zero };
      await checkRemittance(ctx, plainMonth(params.month), seen);
      return stateOf(ctx, params.month);
    },
  }),
  write({
    path: "/months/:month/remittance/return",
    summary: "The checker sends the remittance back, with a reason",
    permission: "funding.check",
    ...MonthOnly,
    body: shape.ReasonInput,
    handle: async (ctx, { params, body }) => {
      await returnRemittance(ctx, plainMonth(params.month), body.reason);
      return stateOf(ctx, params.month);
    },
  }),
  download({
    path: "/months/:month/remittance/list",
    summary: "The list for the province, with whole identity numbers; each export is recorded",
    permission: "funding.remit",
    params: shape.MonthParams,
    query: shape.ListQuery,
    handle: exportList,
  }),
  upload({
    path: "/months/:month/remittance/answer",
    summary: "Read the province's answer against the list",
    permission: "funding.period",
    params: shape.MonthParams,
    maxBytes: 50 * 1024 * 1024,
    reply: shape.AnswerReply,
    mayRehearse: true,
    handle: async (ctx, { params, file }) => {
      const { answers, problems } = await readAnswer(file.path);
      if (!answers) {
        const rows = problems.map((problem) => String(problem.row));
        throw new Refusal("invalid", "answer_file_wrong", { code: problems[0]?.code ?? "", rows });
      }
      const differences = await takeAnswer(ctx, plainMonth(params.month), answers);
      return { answered: answers.length, differences: differences.length };
    },
  }),
  write({
    path: "/months/:month/acknowledgement",
    summary: "The province confirms that it has the money and the list",
    permission: "funding.acknowledge",
    ...MonthOnly,
    body: shape.AcknowledgeInput,
    handle: async (ctx, { params, body }) => {
      await acknowledgeRemittance(ctx, plainMonth(params.month), body);
      return stateOf(ctx, params.month);
    },
  }),
];

/**
 * The whole list is read within the request's transaction, so that it is one list; 424,000 people are 30 MB of workbook.
 */
async function exportList(
  ctx: WriteCtx,
  { params, query }: { params: { month: string }; query: { format: "xlsx" | "csv" } },
) {
  const month = plainMonth(params.month);
  let people = 0;
  let cents = zero as bigint;
  const counted = async function* () {
    for await (const person of listedPeople(ctx, month)) {
      people += 1;
      cents += person.cents;
      yield person;
    }
  };
  const stream =
    query.format === "csv"
      ? Readable.from(listCsv(counted()))
      : Readable.fromWeb(listWorkbook(counted()) as NodeStream);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array | string));
  const facts = { month, people, cents: formatYuan(cents as typeof zero), format: query.format };
  await ctx.record("funding.list_exported", facts);
  const type =
    query.format === "csv"
      ? "text/csv; charset=utf-8"
      : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: `上缴名单${month}.${query.format}`, type, content: Buffer.concat(chunks) };
}

export const fundingRoutes = [...looking, ...deciding, ...remitting];
