import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { settlePayment } from "#features/claims/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { ArrivedFile } from "#platform/http/route.ts";
import { readRows, type TableRow } from "#platform/tables/read-rows.ts";
import { type Change, type ResultProblem, readResult, reconcile } from "../rules/result.ts";
import {
  changeItems,
  type Export,
  type Item,
  insertResult,
  isResultKnown,
  itemsOf,
  lockExport,
  type NewNumber,
  type NumberKind,
  noteNumbers,
  numbersTaken,
  titlesSet,
} from "../store.ts";
import { sayResultProblem } from "../text.ts";

export type ResultTaken = {
  readonly accepted: number;
  readonly paid: number;
  readonly refused: number;
  readonly failed: number;
  readonly differs: number;
  readonly known: number;
};

/**
 * Reads back what became of what was sent: all of the file fits it, or nothing is taken. Numbers are noted, claims are paid
 * by it. Refuses `not_found`, `result_read_before`, `result_wrong` (with everything that is wrong), and as `readRows`.
 */
export async function takeResult(
  ctx: WriteCtx,
  exportId: string,
  file: Pick<ArrivedFile, "path" | "name" | "sha256">,
): Promise<ResultTaken> {
  const exported = await lockExport(ctx, exportId);
  const sha256 = Buffer.from(file.sha256, "hex");
  if (await isResultKnown(ctx, sha256)) throw new Refusal("conflict", "result_read_before");
  const rows: TableRow[] = [];
  await readRows(file.path, (_sheet, some) => void rows.push(...some), { mostCharacters: 20_000_000 });
  const texts = rows.map(({ line, cells }) => ({ line, cells: cells.map(String) }));
  const reading = readResult(texts, await titlesSet(ctx));
  if (reading.problems.length > 0) throw wrong(reading.problems);
  const items = await itemsOf(ctx, exportId);
  const { changes, known, problems } = reconcile(exported.kind, items, reading.lines);
  const numbers = changes.flatMap((change) => numbersFrom(exported, change as Change & { item: Item }));
  const taken = await numbersTaken(
    ctx,
    numbers.map(({ entry }) => entry),
  );
  const used = numbers
    .filter(({ entry }) => taken.has(`${entry.kind} ${entry.number}`))
    .map(({ line }) => ({ line, code: "result_number_used", facts: {} }));
  if (problems.length + used.length > 0) throw wrong([...problems, ...used]);
  await changeItems(ctx, changes);
  await noteNumbers(ctx, await ofClaims(ctx, exported, lastOfEach(numbers.map(({ entry }) => entry))));
  await insertResult(ctx, { exportId, name: file.name, sha256, lines: reading.lines.length, known });
  if (exported.kind === "claim")
    for (const change of changes) await settle(ctx, change as Change & { item: Item });
  const count = (state: string) => changes.filter((change) => change.state === state).length;
  const counts = {
    ...{ accepted: count("accepted"), paid: count("paid"), refused: count("refused") },
    ...{ failed: count("failed"), differs: count("differs"), known },
  };
  await ctx.record("national.result_read", { exportId, ...counts });
  return counts;
}

const wrong = (problems: readonly ResultProblem[]): Refusal =>
  new Refusal("invalid", "result_wrong", {
    count: problems.length,
    said: problems.slice(0, 50).map(({ line, code, facts }) => sayResultProblem(line, code, facts)),
  });

const own: Record<Export["kind"], NumberKind> = { roster: "cover", remittance: "remittance", claim: "claim" };

/** What they call the thing itself, its unit and its person. */
function numbersFrom(
  { kind }: Export,
  { item, line }: Change & { item: Item },
): { readonly line: number; readonly entry: NewNumber }[] {
  const all: readonly (readonly [NumberKind, string | null, string])[] = [
    [own[kind], item.ourId, line.number],
    ["unit", item.unitId, line.unitNumber],
    ["person", item.personId, line.personNumber],
  ];
  return all.flatMap(([of, ourId, number]) =>
    ourId && number !== "" ? [{ line: line.line, entry: { kind: of, ourId, number } }] : [],
  );
}

const lastOfEach = (numbers: readonly NewNumber[]): NewNumber[] => [
  ...new Map(numbers.map((entry) => [`${entry.kind} ${entry.ourId}`, entry])).values(),
];

/** What is sent of a claim is a payment; the number is the claim's. */
async function ofClaims(
  ctx: WriteCtx,
  { kind }: Export,
  numbers: readonly NewNumber[],
): Promise<NewNumber[]> {
  if (kind !== "claim") return [...numbers];
  const { rows } = await sql<{
    id: string;
    claimId: string;
  }>`select id, claim_id as "claimId" from claim_payment
    where city_id = ${ctx.actor.cityId} and id = any(${numbers.map(({ ourId }) => ourId)}::uuid[])`.execute(
    ctx.db,
  );
  const claims = new Map(rows.map(({ id, claimId }) => [id, claimId]));
  return lastOfEach(
    numbers.map((entry) =>
      entry.kind === "claim" ? { ...entry, ourId: claims.get(entry.ourId) ?? entry.ourId } : entry,
    ),
  );
}

/** Paid by the province, or not: the claim goes on as if our own bank had said so. */
async function settle(ctx: WriteCtx, { item, line, state }: Change & { item: Item }): Promise<void> {
  if ((state !== "paid" && state !== "failed") || !line.on) return;
  await settlePayment(ctx, {
    paymentId: item.id,
    sourceId: item.ourId,
    outcome: state,
    on: line.on,
    reason: line.reason,
  });
}
