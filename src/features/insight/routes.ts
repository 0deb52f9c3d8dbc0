import { writeCsv } from "#core/csv.ts";
import { owedDuties } from "#features/duties/index.ts";
import { download, read, write } from "#platform/http/route.ts";
import {
  CountsReply,
  HomeReply,
  OverviewQuery,
  OverviewReply,
  SearchBody,
  SearchReply,
  UnitRatesQuery,
  UnitRatesReply,
} from "./contract.ts";
import { home } from "./queries/home.ts";
import { overview, unitRates } from "./queries/overview.ts";
import { search } from "./queries/search.ts";
import { waiting } from "./queries/waiting.ts";

export const insightRoutes = [
  read({
    path: "/home",
    summary: "What needs me, the month, the five numbers, what I answer for",
    permission: "signed_in",
    reply: HomeReply,
    handle: (ctx) => home(ctx),
  }),
  read({
    path: "/counts",
    summary: "How much waits behind each entry of the navigation",
    permission: "signed_in",
    reply: CountsReply,
    handle: async (ctx) => {
      const waits = await waiting(ctx);
      const owed = await owedDuties(ctx);
      const toReview = ["claimsFirst", "claimsSecond", "claimsFinal"] as const;
      return {
        counts: {
          ...Object.fromEntries(Object.entries(waits).map(([key, each]) => [key, each.n])),
          duties: owed.reduce((n, kind) => n + kind.n, 0),
          claimsToReview: toReview.reduce((n, key) => n + (waits[key]?.n ?? 0), 0),
        },
      };
    },
  }),
  read({
    path: "/overview",
    summary: "The report's own figures at a day",
    permission: "insight.read",
    query: OverviewQuery,
    reply: OverviewReply,
    handle: (ctx, { query }) => overview(ctx, query.asOf),
  }),
  read({
    path: "/overview/units",
    summary: "Participation of each unit, lowest first",
    permission: "insight.read",
    query: UnitRatesQuery,
    reply: UnitRatesReply,
    handle: (ctx, { query }) => unitRates(ctx, query),
  }),
  download({
    path: "/overview/units/export",
    summary: "The same table as a file, exactly the filter seen",
    permission: "insight.read",
    query: UnitRatesQuery,
    handle: async (ctx, { query }) => {
      const { rows } = await unitRates(ctx, { ...query, after: undefined, limit: 100_000 });
      const table = [
        [
          "单位编号",
          "单位",
          "上级工会",
          "行业",
          "在职职工",
          "名册人数",
          "已确认",
          "已缴会费",
          "保障中",
          "参加率（已确认÷在职职工）",
        ],
        ...rows.map((row) => [
          row.code,
          row.name,
          row.unionName,
          row.sector ?? "",
          row.staff === null || row.staff === undefined ? "" : String(row.staff),
          String(row.onRosters),
          String(row.confirmed),
          String(row.paid),
          String(row.covered),
          row.participationBp === null ? "" : `${(row.participationBp / 100).toFixed(1)}%`,
        ]),
      ];
      await ctx.record("overview.exported", { rows: rows.length });
      return {
        name: `单位参加情况_${query.asOf ?? ctx.today}.csv`,
        type: "text/csv; charset=utf-8",
        content: Buffer.from(writeCsv(table)),
      };
    },
  }),
  // A POST although it changes nothing: what somebody looks for must not stand in an address or a log.
  write({
    path: "/search",
    summary: "Units, bank lines: within one's part of the tree",
    permission: "signed_in",
    body: SearchBody,
    reply: SearchReply,
    handle: (ctx, { body }) => search(ctx, body.q),
  }),
];
