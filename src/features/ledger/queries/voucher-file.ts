import { sql } from "kysely";
import type { z } from "zod";
import { writeCsv } from "#core/csv.ts";
import { firstOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { MappingList } from "../contract.ts";
import { knownAccounts } from "../store.ts";
import { nameOfAccount } from "../text.ts";
import { sidesOf } from "./voucher-sheets.ts";
import { postingsOf } from "./vouchers.ts";

async function mapping(ctx: ReadCtx): Promise<ReadonlyMap<string, { code: string; name: string }>> {
  const { rows } = await sql<{ account: string; code: string; name: string }>`
    select account, external_code as code, external_name as name from ledger_mapping
    where city_id = ${ctx.actor.cityId}`.execute(ctx.db);
  return new Map(rows.map((row) => [row.account, row]));
}

/** Every account of ours, with the code and name under which the union's accounting program knows it. */
export async function mappingList(ctx: ReadCtx): Promise<z.input<typeof MappingList>> {
  const mapped = await mapping(ctx);
  return {
    rows: (await knownAccounts(ctx)).map((account) => ({
      account,
      ours: nameOfAccount(account),
      code: mapped.get(account)?.code ?? null,
      name: mapped.get(account)?.name ?? null,
    })),
    allowed: allows(ctx.actor, "ledger.mapping") ? ["set"] : [],
  };
}

const head = [
  "日期",
  "凭证字",
  "凭证号",
  "摘要",
  "科目编码",
  "科目名称",
  "借方金额",
  "贷方金额",
  "辅助核算（单位）",
  "制单",
];

type Entry = {
  id: string;
  number: number;
  effective_on: PlainDate;
  summary: string;
  recorded_by_name: string;
};

/**
 * The vouchers of a month as a file for the union's accounting program: the lines of each as it is printed, under the
 * program's codes and names. An account without a code keeps our name and has none: the program then says so.
 */
export async function voucherFile(ctx: ReadCtx, month: PlainMonth): Promise<string> {
  const mapped = await mapping(ctx);
  const { rows } =
    await sql<Entry>`select id, number, effective_on, summary, recorded_by_name from ledger_entry
    where city_id = ${ctx.actor.cityId} and month = ${firstOf(month)} order by number`.execute(ctx.db);
  const postings = await postingsOf(
    ctx,
    rows.map((row) => row.id),
  );
  const lines = rows.flatMap((row) =>
    sidesOf(postings.get(row.id) ?? []).map(({ account, organisation, debit, credit }) => [
      row.effective_on,
      "记",
      String(row.number),
      row.summary,
      mapped.get(account)?.code ?? "",
      mapped.get(account)?.name ?? nameOfAccount(account),
      debit === undefined ? "" : formatYuan(debit),
      credit === undefined ? "" : formatYuan(credit),
      organisation ?? "",
      row.recorded_by_name,
    ]),
  );
  return writeCsv([head, ...lines]);
}
