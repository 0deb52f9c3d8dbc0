import { plainMonth } from "#core/dates.ts";
import { BatchParams, RosterDues } from "#features/enrolment/contract.ts";
import { read } from "#platform/http/route.ts";
import * as shape from "../contract.ts";
import { billList, billPage } from "../queries/bills.ts";
import { monthBoard } from "../queries/month-board.ts";
import { monthUnits } from "../queries/month-units.ts";
import { periodList } from "../queries/period-list.ts";
import { rosterDues } from "../queries/roster-dues.ts";
import { ruleList } from "../queries/rule-list.ts";

export const lookingRoutes = [
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
