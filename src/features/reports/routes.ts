import { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { download, read, write } from "#platform/http/route.ts";
import { takeAnnualPaper } from "./commands/annual-paper.ts";
import { addFact } from "./commands/facts.ts";
import { takeQueryWorkbook, takeStatistics } from "./commands/sheet-files.ts";
import {
  AnnualQuery,
  AnnualReport,
  FactRequest,
  FreeQueryChoices,
  FreeQueryReply,
  FreeQueryShape,
  SheetsReply,
  StatisticsQuery,
} from "./contract.ts";
import { annualReport } from "./queries/annual.ts";
import { queryChoices } from "./queries/choices.ts";
import { answerQuery } from "./queries/free-query.ts";
import { statistics } from "./queries/statistics.ts";

export const reportRoutes = [
  read({
    path: "/reports/annual",
    summary: "The twelve months up to a day, each figure with its definition and its records",
    permission: "reports.read",
    query: AnnualQuery,
    reply: AnnualReport,
    handle: (ctx, { query }) => annualReport(ctx, query.asOf ? plainDate(query.asOf) : ctx.today),
  }),
  ...(["docx", "pdf"] as const).map((format) =>
    download({
      path: `/reports/annual.${format}`,
      summary: `The same report as ${format.toUpperCase()}; taking it is recorded`,
      permission: "reports.read",
      query: AnnualQuery,
      handle: (ctx, { query }) =>
        takeAnnualPaper(ctx, query.asOf ? plainDate(query.asOf) : ctx.today, format),
    }),
  ),
  write({
    path: "/reports/facts",
    summary: "Enter what the system cannot know, with its source",
    permission: "reports.write",
    body: FactRequest,
    reply: z.object({ id: z.uuid() }),
    handle: async (ctx, { body }) => ({ id: await addFact(ctx, body) }),
  }),
  read({
    path: "/reports/free-query/choices",
    summary: "What may be asked for: measures with their groups, counties, industries and plans one sees",
    permission: "reports.query",
    reply: FreeQueryChoices,
    handle: (ctx) => queryChoices(ctx),
  }),
  read({
    path: "/reports/free-query",
    summary: "A question of one's own over the data: measures by groups, within one's part of the tree",
    permission: "reports.query",
    query: FreeQueryShape,
    reply: FreeQueryReply,
    handle: (ctx, { query }) => answerQuery(ctx, query),
  }),
  download({
    path: "/reports/free-query.xlsx",
    summary: "The same answer as a workbook; taking it is recorded",
    permission: "reports.query",
    query: FreeQueryShape,
    handle: (ctx, { query }) => takeQueryWorkbook(ctx, query),
  }),
  read({
    path: "/reports/statistics",
    summary: "The statistics of a month or a year: sheets of figures by county, with their definitions",
    permission: "reports.read",
    query: StatisticsQuery,
    reply: SheetsReply,
    handle: (ctx, { query }) => statistics(ctx, query.period),
  }),
  ...(["xlsx", "pdf"] as const).map((format) =>
    download({
      path: `/reports/statistics.${format}`,
      summary: `The statistics of a month or a year as ${format.toUpperCase()}; taking them is recorded`,
      permission: "reports.read",
      query: StatisticsQuery,
      handle: (ctx, { query }) => takeStatistics(ctx, query.period, format),
    }),
  ),
];
