import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import type { Reach } from "#core/permissions.ts";
import { appRole } from "./roles.ts";
import { type Personal, type TableRule, tables, type Wall } from "./tables.ts";

// Each setting and list stands in a subselect of its own: it is worked out once per statement, not per row. The planner
// plans each of them with every statement, so there are few, and lists come from functions.
const cityNumber = "nullif(current_setting('app.city', true), '')::int";
const city = `(select ${cityNumber})`;
/** The actor's city where the actor sees so far, else nothing. */
const cityOf = (...reaches: readonly Reach[]) =>
  `(select case when current_setting('app.reach', true) in (${reaches.map((reach) => `'${reach}'`).join(", ")}) then ${cityNumber} end)`;
const everywhere = "(select current_setting('app.reach', true) in ('system', 'province'))";
const part = "(select nullif(current_setting('app.part', true), '')::uuid)";
const actor = "(select current_setting('app.actor', true))";
const person = "(select nullif(current_setting('app.person', true), '')::uuid)";
// Hashed once per statement, also by PostgreSQL 15: a county's 400 units cost no more than one.
const parts = "(select unnest(actor_parts()))";

/** Raises the walls anew where their declaration has changed since the last time. */
export async function raiseWalls(client: PoolClient, declared = tables): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
     order by relname`,
  );
  const present = rows.map(({ name }) => name);
  const statements = present.flatMap((name) => {
    const rule = declared[name];
    return rule ? wallStatements(name, rule) : [`revoke all on ${name} from ${appRole}`];
  });
  const hash = createHash("sha256").update(statements.join(";")).digest("hex");
  const { rows: last } = await client.query("select hash from schema_migration where number = 0");
  if (last[0]?.hash === hash) return;

  const raise = client.query(
    [
      "begin",
      "select pg_advisory_xact_lock(410900002)", // two starters, one after the other
      `grant usage on schema public to ${appRole}`,
      ...statements,
      `insert into schema_migration (number, name, hash) values (0, 'walls', '${hash}')
       on conflict (number) do update set hash = excluded.hash, applied_at = now()`,
      "commit",
    ].join(";\n"),
  );
  await raise.catch(async (error) => {
    await client.query("rollback");
    throw error;
  });
}

function wallStatements(name: string, rule: TableRule): string[] {
  const rights = rightsOf(rule);
  const grants = [
    `revoke all on ${name} from public, ${appRole}`,
    ...(rights ? [`grant ${rights} on ${name} to ${appRole}`] : []),
  ];
  if (rule.kind !== "distributed") return grants;
  const { using, check } = policy(rule.wall);
  return [
    ...grants,
    `alter table ${name} enable row level security`,
    `alter table ${name} force row level security`,
    `drop policy if exists wall on ${name}`,
    `create policy wall on ${name} using (${using}) with check (${check})`,
    `drop policy if exists personal on ${name}`,
    ...personalPolicy(name, rule),
  ];
}

/** The third way through: a row that is a worker's own. A policy beside the wall, because most of them are read only. */
function personalPolicy(
  name: string,
  { wall, personal, personalWrites }: Personal & { wall: Wall },
): string[] {
  if (!personal && wall !== "shared") return [];
  const column = /^\w+$/.test(personal ?? "");
  const condition = column ? `${personal} = ${person}` : filled(personal ?? "true");
  const own = `city_id = ${cityOf("self")} and (${condition})`;
  return [
    `create policy personal on ${name} ${personalWrites ? `using (${own}) with check (${own})` : `for select using (${own})`}`,
  ];
}

function rightsOf(rule: TableRule): string | undefined {
  if (rule.kind === "local" && rule.app === "none") return undefined;
  if (rule.kind !== "local" && rule.appendOnly) return "select, insert";
  if (rule.kind === "distributed" && rule.changes)
    return `select, insert, update (${rule.changes.join(", ")})`;
  return "select, insert, update, delete";
}

function policy(wall: Wall): { using: string; check: string } {
  const both = (condition: string) => {
    const whole = `${everywhere} or ${condition}`;
    return { using: whole, check: whole };
  };
  if (wall === "shared") return both(`city_id = ${cityOf("city", "part")}`);
  const wholeCity = `city_id = ${cityOf("city")}`;
  if (wall === "city") return both(wholeCity);
  // A list that is looked up by hash, not gone through: a county has hundreds of units and tens of thousands of people.
  if (wall === "organisation")
    return both(`${wholeCity} or (city_id = ${cityOf("part")} and organisation_id in ${parts})`);
  const within = (condition: string) =>
    `${everywhere} or ${wholeCity} or (city_id = ${city} and (${filled(condition)}))`;
  return { using: within(wall.using), check: within(wall.check) };
}

const filled = (condition: string) =>
  condition
    .replaceAll("{parts}", parts)
    .replaceAll("{part}", part)
    .replaceAll("{city}", city)
    .replaceAll("{person}", person)
    .replaceAll("{actor}", actor);
