import { sql } from "kysely";
import type { z } from "zod";
import { Refusal } from "#core/refusal.ts";
import { workingMinutesBetween } from "#features/duties/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { MyQuestions } from "../contract.ts";
import { entriesOf } from "./questions.ts";

type Row = {
  readonly id: string;
  readonly number: string;
  readonly kind: "question" | "suggestion";
  readonly body: string;
  readonly state: "open" | "answered" | "closed";
  readonly askedAt: Date;
  readonly firstDueAt: Date;
};

/** What a worker asked, newest first, with what was said; and where to call. */
export async function myQuestions(ctx: ReadCtx, personId: string): Promise<z.input<typeof MyQuestions>> {
  const { rows } =
    await sql<Row>`select id, number, kind, body, state, asked_at as "askedAt", first_due_at as "firstDueAt"
    from question where city_id = ${ctx.actor.cityId} and person_id = ${personId}::uuid
    order by id desc limit 30`.execute(ctx.db);
  return {
    rows: await Promise.all(
      rows.map(async ({ askedAt, firstDueAt, ...row }) => ({
        ...row,
        askedAt: askedAt.toISOString(),
        isLate: row.state === "open" && firstDueAt < ctx.now,
        minutesLeft:
          row.state === "open" && firstDueAt >= ctx.now ? workingMinutesBetween(ctx.now, firstDueAt) : null,
        holder: null,
        entries: await entriesOf(ctx, row.id),
      })),
    ),
    station: await nearestStation(ctx),
  };
}

async function nearestStation(ctx: ReadCtx): Promise<z.input<typeof MyQuestions>["station"]> {
  const { rows } = await sql<{
    name: string;
    phone: string;
    address: string;
  }>`select name, phone, address from station
    where city_id = ${ctx.actor.cityId} and is_active and organisation_id = any((select own_units())::uuid[])
    order by number limit 1`.execute(ctx.db);
  return rows[0] ?? null;
}

/** The unit in which a worker is on record. Refuses `not_found`. */
export async function unitOf(ctx: ReadCtx, personId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select organisation_id as id from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}::uuid`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "not_found");
  return rows[0].id;
}
