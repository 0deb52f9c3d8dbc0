import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import {
  advanceMonths,
  billBatches,
  checkRemittance,
  closeBase,
  makeRemittance,
} from "#features/funding/index.ts";
import { type WriteCtx, writing } from "#platform/context.ts";
import { bareMonth, lookAtTables } from "./bare-month.ts";
import { actorOf, cityId, month, monthDay } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { statementFile, type Transfer, takeStatement } from "./money.ts";
import { type Figure, timed } from "./table.ts";

/**
 * The month of the whole city, step by step as people do it, each in its own transaction: bills, base closed with
 * subsidies, remittance made and checked. The money that comes in between is not counted here. Days pass between the
 * steps, in which the server looks at its tables: here it is told to, and the bare script, too.
 */
export async function monthOfCity(folder: BenchFolder): Promise<Figure[]> {
  const { pool, close } = await folder.open(cityDatabase);
  const client = await folder.connect(cityDatabase);
  const bare = [await bareMonth(client), await bareMonth(client)];
  const clerk = actorOf("city_clerk", "clerk");
  const step = async <T>(run: (ctx: WriteCtx) => Promise<T>, actor = clerk): Promise<number> => {
    await client.query(lookAtTables);
    return (await timed(() => writing(pool, actor, run, { at: monthDay }))).seconds;
  };
  const billed = await step((ctx) => billBatches(ctx, month));
  await step((ctx) => receive(ctx, "unit_share", "2025-01-07", "A"));
  const closed = await step((ctx) => closeBase(ctx, month));
  await step((ctx) => receive(ctx, "subsidy", "2025-01-20", "B"));
  const advanced = await step(async (ctx) => void (await advanceMonths(ctx)));
  const made = await step((ctx) => makeRemittance(ctx, month));
  const checked = await step((ctx) => checkRemittance(ctx, month), actorOf("city_accountant", "checker"));
  const { rows } = await client.query(
    "select count(*)::int as bills, sum(heads)::int as heads from bill where city_id = $1 and settled_month = '2025-01-01'",
    [cityId],
  );
  await client.query("vacuum analyze");
  await client.end();
  await close();
  const { bills, heads } = rows[0];
  const remitted = advanced + made + checked;
  const note = `billed ${billed.toFixed(2)} s, base closed ${closed.toFixed(2)} s, remitted ${remitted.toFixed(2)} s`;
  const what = `bills and month of ${Number(heads).toLocaleString("en")} people in ${Number(bills).toLocaleString("en")} units`;
  const ours = billed + closed + remitted;
  return [{ what, ours, bound: Math.min(...bare), unit: "s", aim: { most: 2, of: "ours" }, note }];
}

/** Everybody pays what they owe. */
async function receive(ctx: WriteCtx, kind: string, day: string, serials: string): Promise<void> {
  const { rows } = await sql<{ code: string; name: string; cents: Cents }>`
    select unit.code, unit.name, item.due_cents as cents from open_item item
    join organisation unit on unit.city_id = item.city_id and unit.id = item.organisation_id
    where item.city_id = ${cityId} and item.kind = ${kind} and item.received_cents = 0`.execute(ctx.db);
  const on = plainDate(day);
  const transfers = rows.map(
    ({ code, name, cents }): Transfer => ({
      name,
      account: `6222${code.charCodeAt(0)}${code.slice(1).padStart(12, "0")}`,
      cents,
      memo: "2025年1月会费",
    }),
  );
  const { matched, lines } = await takeStatement(ctx, statementFile(transfers, on, serials), on);
  if (matched !== lines) throw new Error(`${matched} of ${lines} lines matched.`);
}
