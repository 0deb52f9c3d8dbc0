import { sql } from "kysely";
import type { z } from "zod";
import { plainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { closeDuty, openDuties } from "#features/duties/index.ts";
import { agencyId, organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import type { DirectiveRequest } from "./contract.ts";
import { directiveFault, taskTitle } from "./rules/directive.ts";
import { receiptDays, receiptDuty, taskDuty } from "./rules/duties.ts";

type Given = z.output<typeof DirectiveRequest>;

/**
 * Registers a directive, sends it and says what each party owes. Refuses `directive_only_at_city`, `directive_number_taken`,
 * `directive_issued_in_future`, `directive_ends_before_it_begins`, `directive_task_due_too_early`, `directive_task_of_nobody`,
 * `organisation_unknown`.
 */
export async function registerDirective(ctx: WriteCtx, given: Given): Promise<string> {
  const { cityId, name, reach } = ctx.actor;
  if (reach === "part") throw new Refusal("forbidden", "directive_only_at_city");
  const fault = directiveFault(given, ctx.today);
  if (fault) throw new Refusal("invalid", fault);
  if (
    given.tasks.some(
      ({ organisationId, partner }) => (organisationId === undefined) === (partner === undefined),
    )
  )
    throw new Refusal("invalid", "directive_task_of_nobody");
  const ids = [...new Set(given.tasks.flatMap(({ organisationId }) => organisationId ?? []))];
  if ((await organisationsIn(ctx, { ids })).length !== ids.length)
    throw new Refusal("not_found", "organisation_unknown");
  const id = newId();
  const { rows } =
    await sql`insert into directive (city_id, id, kind, number, title, issuers, body, issued_on, valid_until,
      noted_by_name, noted_at)
    values (${cityId}, ${id}, ${given.kind}, ${given.number ?? null}, ${given.title}, ${given.issuers}::text[], ${given.body},
      ${given.issuedOn}, ${given.validUntil ?? null}, ${name}, ${ctx.now})
    on conflict on constraint directive_number_once do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "directive_number_taken");
  await setTasks(ctx, id, given);
  const sent = await send(ctx, id, given);
  await ctx.record("directive.registered", { directiveId: id, tasks: given.tasks.length, sent });
  return id;
}

async function setTasks(ctx: WriteCtx, directiveId: string, { tasks }: Given): Promise<void> {
  const agency = await agencyId(ctx);
  const made = tasks.map((task) => ({ ...task, id: newId(), owes: task.organisationId ?? agency }));
  for (const task of made)
    await sql`insert into directive_task (city_id, id, organisation_id, directive_id, partner, words, due_on)
      values (${ctx.actor.cityId}, ${task.id}, ${task.owes}, ${directiveId}, ${task.partner ?? null}, ${task.words},
        ${task.dueOn})`.execute(ctx.db);
  await openDuties(
    ctx,
    taskDuty,
    made.map((task) => ({
      organisationId: task.owes,
      sourceId: task.id,
      title: taskTitle(task.words, task.partner),
      link: "/directives",
      clock: { by: plainDate(task.dueOn) },
    })),
  );
}

/** To the unions below the city, or to all units, too. Answers to how many. */
async function send(ctx: WriteCtx, directiveId: string, { sentTo, title }: Given): Promise<number> {
  if (sentTo === "nobody") return 0;
  const unions = ["county_union", "industry_union", "functional_zone"] as const;
  const kinds = sentTo === "unions" ? unions : ([...unions, "joint_union", "member_unit"] as const);
  const to = (await organisationsIn(ctx, { kinds })).filter(({ state }) => state === "registered");
  const receipts = to.map(({ id }) => ({ id: newId(), organisationId: id }));
  await sql`insert into directive_receipt (city_id, id, organisation_id, directive_id, sent_at)
    select ${ctx.actor.cityId}, r.id, r.organisation_id, ${directiveId}::uuid, ${ctx.now}
    from unnest(${receipts.map(({ id }) => id)}::uuid[], ${receipts.map((each) => each.organisationId)}::uuid[])
      as r (id, organisation_id)`.execute(ctx.db);
  await openDuties(
    ctx,
    receiptDuty,
    receipts.map(({ id, organisationId }) => ({
      organisationId,
      sourceId: id,
      title: `签收文件：${title}`,
      link: "/directives",
      clock: { workingDays: receiptDays },
    })),
  );
  return receipts.length;
}

/** The actor's own organisation has it. Refuses `directive_not_sent_here`, `directive_received_already`. */
export async function confirmReceipt(ctx: WriteCtx, directiveId: string): Promise<void> {
  const { cityId, name, organisationId } = ctx.actor;
  const { rows } = await sql<{
    id: string;
    isReceived: boolean;
  }>`select id, received_at is not null as "isReceived"
    from directive_receipt where city_id = ${cityId} and directive_id = ${directiveId}::uuid
      and organisation_id = ${organisationId ?? null}::uuid for update`.execute(ctx.db);
  const [receipt] = rows;
  if (!receipt) throw new Refusal("not_found", "directive_not_sent_here");
  if (receipt.isReceived) throw new Refusal("conflict", "directive_received_already");
  await sql`update directive_receipt set received_at = ${ctx.now}, received_by_name = ${name}
    where city_id = ${cityId} and id = ${receipt.id}`.execute(ctx.db);
  await closeDuty(ctx, receiptDuty, receipt.id);
  await ctx.record("directive.received", { directiveId, receiptId: receipt.id });
}
