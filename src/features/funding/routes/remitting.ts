import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { plainMonth } from "#core/dates.ts";
import { formatYuan, parseYuan, zero } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { matchSoon } from "#features/banking/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { download, upload, write } from "#platform/http/route.ts";
import {
  acknowledgeRemittance,
  checkRemittance,
  makeRemittance,
  returnRemittance,
  takeAnswer,
} from "../commands/remit.ts";
import * as shape from "../contract.ts";
import { listCsv, listWorkbook, readAnswer } from "../formats/remittance-list.ts";
import { listedPeople } from "../store/list.ts";
import { MonthOnly, stateOf } from "./month-state.ts";

export const remittingRoutes = [
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
      await matchSoon(ctx);
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
