import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { addMonthsTo, monthOf, type PlainDate, type PlainMonth } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { FreeQueryReply } from "../contract.ts";
import { type Counted, cellOf, hiddenRows, totalCell } from "../rules/cells.ts";
import { checkQuery, daysOf, type FreeQuery, mostRows } from "../rules/free-query.ts";
import { type Group, groupNames, type MeasureCode, measureOf } from "../rules/measures.ts";
import { payerNames } from "../text.ts";
import { countings, type Source, type SourceName, seen, sourceOf } from "./sources.ts";

type Reply = z.input<typeof FreeQueryReply>;
type Row = Readonly<Record<string, unknown>>;
type Days = { readonly from: PlainDate; readonly until: PlainDate };

/**
 * Answers a question of one's own, within the asker's walls. The statement is put together from the catalogue alone; it
 * changes nothing and is given up after some seconds. Refuses what `checkQuery` refuses, `query_months_to_come` and
 * `query_takes_too_long`.
 */
export async function answerQuery(ctx: ReadCtx, query: FreeQuery, most = mostRows): Promise<Reply> {
  checkQuery(query);
  if (query.from > monthOf(ctx.today)) throw new Refusal("invalid", "query_months_to_come");
  const days = daysOf(query, ctx.today);
  const [found, whole] = await asking(ctx, async () => [
    await counted(ctx, query, query.groups, days, most),
    await counted(ctx, query, [], days, most),
  ]);
  const isByMonth = query.groups.length === 1 && query.groups[0] === "month";
  const rows = isByMonth ? withAllMonths(found, query.from, monthOf(days.until)) : found;
  const shown = query.groups.length === 0 ? [] : rows.slice(0, most);
  const hidden = query.measures.map((code, i) =>
    hiddenRows(
      code,
      shown.map((row) => countedIn(row, code, i)),
    ),
  );
  return {
    from: days.from,
    asOf: days.until,
    groups: query.groups.map((code) => ({ code, name: groupNames[code] })),
    measures: query.measures.map((code) => presentMeasure(code)),
    rows: shown.map((row, at) => ({
      keys: query.groups.map((group, i) => ({
        key: String(row[`k${i}`]),
        label: labelOf(group, String(row[`k${i}`]), row[`l${i}`]),
      })),
      cells: query.measures.map((code, i) =>
        cellOf(code, countedIn(row, code, i), hidden[i]?.has(at) ?? false),
      ),
    })),
    total: query.measures.map((code, i) => totalCell(code, countedIn(whole[0] ?? {}, code, i))),
    isCut: rows.length > shown.length && query.groups.length > 0,
    most,
  };
}

export function presentMeasure(code: MeasureCode): Reply["measures"][number] {
  const { name, unit, denominatorName, definition, link } = measureOf(code);
  return { code, name, unit, denominatorName: denominatorName ?? null, definition, link };
}

/** Where a source has no rows of a group, it counted none. */
const countedIn = (row: Row, code: MeasureCode, i: number): Counted => {
  const at = (name: string) => (row[`${name}${i}`] ?? 0n) as bigint;
  const { of, people } = countings[code];
  return { n: at("n"), of: of ? at("of") : null, people: people ? at("p") : null };
};

/** Every month has its row where an answer is divided by months alone: a gap would look like no time at all. */
function withAllMonths(rows: readonly Row[], from: PlainMonth, until: PlainMonth): Row[] {
  const found = new Map(rows.map((row) => [row.k0, row]));
  const all: Row[] = [];
  for (let month = from; month <= until; month = addMonthsTo(month, 1))
    all.push(found.get(month) ?? { k0: month });
  return all;
}

function labelOf(group: Group, key: string, label: unknown): string {
  if (group === "payer") return payerNames[key] ?? key;
  if (group === "industry" && key === "") return "没有填行业";
  return typeof label === "string" && label !== "" ? label : key;
}

/** Reads only, for some seconds at most, whatever transaction it stands in; afterwards all is as it was. */
async function asking<T>(ctx: ReadCtx, ask: () => Promise<T>): Promise<T> {
  await sql`savepoint asking`.execute(ctx.db);
  await sql`set local transaction_read_only = on`.execute(ctx.db);
  await sql`set local statement_timeout = '8s'`.execute(ctx.db);
  try {
    return await ask();
  } catch (error) {
    if ((error as { code?: string }).code === "57014") throw new Refusal("invalid", "query_takes_too_long");
    throw error;
  } finally {
    await sql`rollback to savepoint asking`.execute(ctx.db);
  }
}

type Column = { readonly name: string; readonly source: SourceName; readonly count: RawBuilder<unknown> };

/** One statement: each source is counted by the groups, the rows of all sources are laid over one another. */
async function counted(
  ctx: ReadCtx,
  query: FreeQuery,
  groups: readonly Group[],
  days: Days,
  most: number,
): Promise<readonly Row[]> {
  const columns = query.measures.flatMap((code, i): Column[] => {
    const { n, of, people } = countings[code];
    return (
      [
        ["n", n],
        ["of", of],
        ["p", people],
      ] as const
    ).flatMap(([name, count]) => (count ? [{ name: `${name}${i}`, source: count[0], count: count[1] }] : []));
  });
  const used = [...new Set(columns.map(({ source }) => source))];
  const parts = used.map((name) => partOf(ctx, query, groups, days, name, columns));
  const keys = groups.flatMap((_, i) => [
    sql.ref(`k${i}`),
    sql`max(${sql.ref(`l${i}`)}) as ${sql.ref(`l${i}`)}`,
  ]);
  const sums = columns.map(({ name }) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`);
  const by = groups.map((_, i) => sql.ref(`k${i}`));
  const { rows } = await sql<Row>`select ${sql.join([...keys, ...sums])}
    from (${sql.join(parts, sql` union all `)}) as part
    ${by.length > 0 ? sql`group by ${sql.join(by)} order by ${orderOf(query, groups)}` : sql``}
    limit ${most + 1}`.execute(ctx.db);
  return rows;
}

/** Months in their order; other groups by the first measure, the largest first, those of one group together. */
function orderOf({ measures: [first] }: FreeQuery, groups: readonly Group[]): RawBuilder<unknown> {
  const isRatio = first !== undefined && countings[first].of !== undefined;
  const size = (over: RawBuilder<unknown>) =>
    isRatio
      ? sql`sum(sum(n0)) ${over} / nullif(sum(sum(of0)) ${over}, 0) desc nulls last`
      : sql`sum(sum(n0)) ${over} desc nulls last`;
  return sql.join(
    groups.flatMap((group, i) => {
      const key = sql.ref(`k${i}`);
      const within = sql.join(groups.slice(0, i + 1).map((_, at) => sql.ref(`k${at}`)));
      return group === "month" ? [key] : [size(sql`over (partition by ${within})`), key];
    }),
  );
}

function partOf(
  ctx: ReadCtx,
  query: FreeQuery,
  groups: readonly Group[],
  days: Days,
  name: SourceName,
  columns: readonly Column[],
): RawBuilder<unknown> {
  const source = sourceOf(name);
  const keys = groups.flatMap((group, i) => {
    const [key, label] = keyOf(group, source);
    return [sql`${key} as ${sql.ref(`k${i}`)}`, sql`max(${label}) as ${sql.ref(`l${i}`)}`];
  });
  const counts = columns.map(
    (column) => sql`${column.source === name ? column.count : sql`null`}::bigint as ${sql.ref(column.name)}`,
  );
  const by = groups.map((group) => keyOf(group, source)[0]);
  const plan =
    groups.includes("plan") && source.plan ? sql`left join plan on plan.code = ${source.plan}` : sql``;
  return sql`select ${sql.join([...keys, ...counts])} from ${source.from(ctx, days)}
    join organisation as unit on unit.city_id = ${ctx.actor.cityId} and unit.id = ${source.organisation}
    left join organisation as above on above.city_id = unit.city_id and above.id = unit.union_id ${plan}
    where ${sql.join(conditions(ctx, query, days, source), sql` and `)}
    ${by.length > 0 ? sql`group by ${sql.join(by)}` : sql``}`;
}

function conditions(ctx: ReadCtx, query: FreeQuery, days: Days, source: Source): RawBuilder<unknown>[] {
  const { county, industry, plan } = query;
  return [
    seen(ctx, source),
    ...(source.day ? [sql`${source.day} between ${days.from}::date and ${days.until}::date`] : []),
    ...(county === undefined ? [] : [sql`unit.union_id = ${county}::uuid`]),
    ...(industry === undefined ? [] : [sql`coalesce(unit.sector, '') = ${industry}`]),
    ...(plan === undefined || !source.plan ? [] : [sql`${source.plan} = ${plan}`]),
  ];
}

/** What a group is told apart by, and how it is called. */
function keyOf(
  group: Group,
  source: Source,
): readonly [key: RawBuilder<unknown>, label: RawBuilder<unknown>] {
  const none = sql`null::text`;
  switch (group) {
    case "county":
      return [sql`unit.union_id::text`, sql`coalesce(above.name, unit.name)`];
    case "unit":
      return [sql`unit.id::text`, sql`unit.name`];
    case "industry":
      return [sql`coalesce(unit.sector, '')`, none];
    case "month":
      return [sql`to_char(${source.day ?? sql`null::date`}, 'YYYY-MM')`, none];
    case "plan":
      return [source.plan ?? none, sql`plan.name`];
    case "payer":
      return [source.payer ?? none, none];
  }
}
