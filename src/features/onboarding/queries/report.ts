import { sql } from "kysely";
import { monthResults } from "#features/funding/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import {
  bankReport,
  type CityReport,
  centsNumber,
  type MonthReport,
  type RosterReport,
  sharesReport,
} from "../rules/report.ts";
import { tookByKind } from "../store.ts";
import { explainedLines } from "./bank-lines.ts";

/** What became of a city's folder: read from what is stored, nothing remembered from the loading. */
export async function cityReport(ctx: ReadCtx, loadId: string): Promise<CityReport> {
  const batches = await workedBatches(ctx, loadId);
  const rosters = await rosterReports(ctx, batches);
  const months: Record<string, MonthReport> = {};
  for (const [month, result] of await monthResults(ctx)) {
    months[month] = {
      units: result.units,
      members: result.members,
      shares: sharesReport(Object.entries(result.shares)),
      remitted: centsNumber(result.remitted),
    };
  }
  return {
    units: new Set(batches.map((batch) => batch.unit)).size,
    members: batches.reduce((members, batch) => members + batch.confirmed, 0),
    contributions_cents: centsNumber(await contributions(ctx)),
    rosters,
    months,
    bank: (await explainedLines(ctx)).map(bankReport),
    ledger: await ledgerReport(ctx),
    took_ms: await tookByKind(ctx, loadId),
  };
}

type WorkedBatch = Omit<RosterReport, "not_accepted" | "warnings"> & {
  readonly id: string;
  readonly unit: string;
};

/** The batches of the load in the order in which they were worked, with their counts. */
async function workedBatches(ctx: ReadCtx, loadId: string): Promise<WorkedBatch[]> {
  const { rows } =
    await sql<WorkedBatch>`select batch.id, unit.code as unit, coalesce(file.name, '') as file, batch.rows,
      batch.accepted, batch.review, batch.rejected, batch.approved as approved_on_review, batch.confirmed
    from load_step as step
    join enrolment_batch as batch on batch.city_id = step.city_id and batch.id = (step.result ->> 'batchId')::uuid
    join organisation as unit on unit.city_id = batch.city_id and unit.id = batch.organisation_id
    left join roster_file as file on file.city_id = batch.city_id and file.id = batch.file_id
    where step.city_id = ${ctx.actor.cityId} and step.load_id = ${loadId} and step.kind = 'read'
    order by (step.result ->> 'order')::int`.execute(ctx.db);
  return rows;
}

type OddLine = {
  readonly batchId: string;
  readonly line: number;
  readonly outcome: string;
  readonly code: string | null;
  readonly also: readonly string[];
  readonly warnings: readonly string[] | null;
};

async function rosterReports(
  ctx: ReadCtx,
  batches: readonly WorkedBatch[],
): Promise<Record<string, RosterReport>> {
  const odd = await oddLines(
    ctx,
    batches.map((batch) => batch.id),
  );
  const counts = new Map<string, number>();
  const rosters: Record<string, RosterReport> = {};
  for (const { id, unit, ...report } of batches) {
    const nth = (counts.get(unit) ?? 0) + 1;
    counts.set(unit, nth);
    const lines = odd.get(id) ?? [];
    rosters[nth === 1 ? unit : `${unit}#${nth}`] = {
      ...report,
      not_accepted: lines
        .filter(({ outcome }) => outcome !== "accepted")
        .map(({ line, outcome, code, also }) => ({
          line,
          outcome,
          codes: [code ?? ""] as const,
          ...(also.length > 0 && { also }),
        })),
      warnings: lines
        .filter(({ outcome, warnings }) => outcome === "accepted" && warnings !== null)
        .map(({ line, warnings }) => ({ line, codes: warnings ?? [] })),
    };
  }
  return rosters;
}

/** Lines that are not simply accepted, of all batches at once. */
async function oddLines(ctx: ReadCtx, batchIds: readonly string[]): Promise<Map<string, OddLine[]>> {
  const { rows } = await sql<OddLine>`select batch_id as "batchId", line, outcome, code, warnings,
      coalesce((select array_agg(finding.value ->> 'code' order by finding.ordinality)
        from jsonb_array_elements(findings) with ordinality as finding where finding.ordinality > 1), '{}') as also
    from roster_line where city_id = ${ctx.actor.cityId} and batch_id = any(${batchIds}::uuid[])
      and (outcome <> 'accepted' or warnings is not null) order by batch_id, line`.execute(ctx.db);
  const byBatch = new Map<string, OddLine[]>();
  for (const row of rows) {
    const known = byBatch.get(row.batchId);
    if (known) known.push(row);
    else byBatch.set(row.batchId, [row]);
  }
  return byBatch;
}

/** What all bills come to, whoever pays: price × people confirmed. */
async function contributions(ctx: ReadCtx): Promise<bigint> {
  const { rows } = await sql<{
    cents: bigint;
  }>`select coalesce(sum(cents), 0)::bigint as cents from bill_share
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return rows[0]?.cents ?? 0n;
}

/** Balances of the accounts that are not empty; what the bank holds is what all the others hold together. */
async function ledgerReport(ctx: ReadCtx): Promise<CityReport["ledger"]> {
  const { rows } = await sql<{
    code: string;
    nature: string;
    cents: bigint;
  }>`select code, nature, balance_cents as cents
    from ledger_account where city_id = ${ctx.actor.cityId} order by code`.execute(ctx.db);
  const sumOf = (isBank: boolean) =>
    rows
      .filter(({ nature }) => (nature === "bank") === isBank)
      .reduce((total, { cents }) => total + cents, 0n);
  return {
    balanced: sumOf(true) === sumOf(false),
    accounts: Object.fromEntries(
      rows.filter(({ cents }) => cents !== 0n).map(({ code, cents }) => [code, centsNumber(cents)]),
    ),
  };
}
