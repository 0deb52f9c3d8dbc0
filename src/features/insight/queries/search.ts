import { sql } from "kysely";
import type { z } from "zod";
import { parseYuan, showYuan } from "#core/money.ts";
import { peopleList } from "#features/people/index.ts";
import { allows, type ReadCtx, withinPart } from "#platform/context.ts";
import type { SearchReply } from "../contract.ts";

type Group = z.input<typeof SearchReply>["groups"][number];

/** What one box finds within the actor's part of the tree: units, people, bank lines. */
export async function search(ctx: ReadCtx, words: string): Promise<z.input<typeof SearchReply>> {
  const groups = [await units(ctx, words), await people(ctx, words), await bankLines(ctx, words)];
  return { groups: groups.filter((group) => group.hits.length > 0) };
}

async function units(ctx: ReadCtx, words: string): Promise<Group> {
  const { rows } = await sql<{ id: string; code: string; name: string; union_name: string | null }>`
    select unit.id, unit.code, unit.name, parent.name as union_name
    from organisation as unit
    left join organisation as parent on parent.city_id = unit.city_id and parent.id = unit.parent_id
    where unit.city_id = ${ctx.actor.cityId} and (strpos(unit.name, ${words}) > 0 or unit.code = upper(${words}))
      and ${withinPart(ctx, sql.ref("unit.id"))}
    order by (unit.name = ${words}) desc, length(unit.name), unit.name limit 8`.execute(ctx.db);
  return {
    label: "单位",
    hits: rows.map((row) => ({
      title: row.name,
      detail: `${row.code} · ${row.union_name ?? ""}`,
      to: `/units/${row.id}`,
    })),
  };
}

/** By part of the name or by a whole identity number; shown masked. */
async function people(ctx: ReadCtx, words: string): Promise<Group> {
  if (!allows(ctx.actor, "people.read")) return { label: "职工", hits: [] };
  const { rows } = await peopleList(ctx, { text: words, limit: 8 });
  return {
    label: "职工",
    hits: rows.map((row) => ({
      title: `${row.name} ${row.idNumber ?? ""}`,
      detail: row.organisationName,
      to: `/people/${row.id}`,
    })),
  };
}

async function bankLines(ctx: ReadCtx, words: string): Promise<Group> {
  const amount = parseYuan(words);
  const looksLikeSerial = /^[0-9A-Za-z-]{6,40}$/.test(words);
  if (!allows(ctx.actor, "banking.read") || (amount === undefined && !looksLikeSerial))
    return { label: "银行来款", hits: [] };
  const { rows } = await sql<{
    id: string;
    booked_on: string;
    name: string;
    amount_cents: bigint;
    serial: string;
  }>`
    select id, booked_on, name, amount_cents, serial from bank_line
    where city_id = ${ctx.actor.cityId} and (amount_cents = ${amount ?? -1n} or serial = ${words})
    order by booked_on desc limit 8`.execute(ctx.db);
  return {
    label: "银行来款",
    hits: rows.map((row) => ({
      title: `${showYuan(row.amount_cents as Parameters<typeof showYuan>[0])}元 ${row.name}`,
      detail: `${row.booked_on} · 流水号${row.serial}`,
      to: `/bank?line=${row.id}`,
    })),
  };
}
