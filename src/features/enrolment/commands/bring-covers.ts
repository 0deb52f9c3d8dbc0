import { sql } from "kysely";
import { monthOf, type PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { type DecidedLine, decideLine, rosterLine } from "../rules/index.ts";
import { insertBatch, recount } from "../store/batches.ts";
import { storeLines } from "../store/lines.ts";
import { confirmBatch } from "./confirm-batch.ts";
import { markBilled, markRemitted, markSettled } from "./note-money.ts";

export type CoveredPerson = { readonly line: number; readonly name: string; readonly idNumber: string };

/** People of one unit whose covers under one plan run over the same days. */
export type StandingCovers = {
  readonly organisationId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly people: readonly CoveredPerson[];
};

/**
 * Covers that are in force already when a city joins: they were decided, paid and remitted elsewhere, so nobody is judged
 * by age again and nothing is billed. They stand in a batch of their own, like all covers.
 * Refuses `covers_overlap` where somebody would be covered twice.
 */
export async function bringCovers(ctx: WriteCtx, covers: StandingCovers): Promise<string> {
  const { organisationId, planCode, planVersion, from, until, people } = covers;
  const { id } = await insertBatch(ctx, {
    organisationId,
    planCode,
    planVersion,
    settlementMonth: monthOf(from),
    coverFrom: from,
    coverUntil: until,
    label: null,
    giftId: null,
  });
  await storeLines(ctx, { id, organisationId }, [people.map((person) => standing(person, ctx.today, from))]);
  await sql`update enrolment_batch set state = 'read', read_at = ${ctx.now}
    where city_id = ${ctx.actor.cityId} and id = ${id}`.execute(ctx.db);
  await recount(ctx, id);
  const { confirmed } = await confirmBatch(ctx, id);
  if (confirmed !== people.length) throw new Refusal("conflict", "covers_overlap", { unit: organisationId });
  // Paid and remitted by its first day, or by today where it begins later.
  const on = from < ctx.today ? from : ctx.today;
  await markBilled(ctx, [id]);
  await markSettled(ctx, [{ batchId: id, paidOn: on, covered: { from, until } }]);
  await markRemitted(ctx, [id], on);
  return id;
}

const standing = (
  { line, name, idNumber }: CoveredPerson,
  today: PlainDate,
  coverFrom: PlainDate,
): DecidedLine => ({
  ...decideLine(
    rosterLine(line, {
      name: { text: name, isNumber: false },
      id_number: { text: idNumber, isNumber: false },
    }),
    { today, coverFrom, earlier: () => undefined },
  ),
  outcome: "accepted",
  findings: [],
  warnings: [],
});
