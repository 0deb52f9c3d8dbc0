import { sql } from "kysely";
import type { z } from "zod";
import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { allows, type ReadCtx } from "#platform/context.ts";
import type { PaymentPage } from "../contract.ts";
import { mayReplace, type Outcome } from "../rules/payment.ts";
import { paymentRows, presentPayment } from "./payments.ts";

type Facts = Parameters<typeof presentPayment>[0] & {
  bank_code: string;
  ordered_at: Date;
  ordered_by_name: string;
  made_at: Date | null;
  made_by_name: string | null;
  released_at: Date | null;
  released_by_name: string | null;
};

/** One payment: to whom, from what, where it stands, who did what when, and what it replaces or is replaced by. */
export async function paymentPage(ctx: ReadCtx, paymentId: string): Promise<z.input<typeof PaymentPage>> {
  const { rows } =
    await sql<Facts>`select shown.*, p.bank_code, p.ordered_at, p.ordered_by_name, batch.made_at,
      batch.made_by_name, batch.released_at, batch.released_by_name
    from (${paymentRows} where p.city_id = ${ctx.actor.cityId} and p.id = ${paymentId}) as shown
    join payment as p on p.city_id = ${ctx.actor.cityId} and p.id = shown.id
    left join payment_batch as batch on batch.city_id = p.city_id and batch.id = p.batch_id`.execute(ctx.db);
  const [row] = rows;
  if (!row) throw new Refusal("not_found", "not_found");
  const outcomes = await outcomesWithPeople(ctx, paymentId);
  const links = await linksOf(ctx, paymentId, row.replaces_id);
  return {
    payment: {
      ...presentPayment(row),
      bankCode: row.bank_code,
      settledOn: outcomes.at(-1)?.settled_on ?? null,
    },
    ...links,
    course: courseOf(row, outcomes),
    allowed: [
      ...(mayReplace(row.state) && !links.replacedBy && allows(ctx.actor, "payments.make")
        ? ["replace"]
        : []),
      ...(allows(ctx.actor, "payments.unmask") ? ["reveal"] : []),
    ],
  };
}

type OutcomeRow = {
  outcome: Outcome;
  settled_on: PlainDate;
  reason: string;
  noted_at: Date;
  noted_by_name: string;
};

async function outcomesWithPeople(ctx: ReadCtx, paymentId: string): Promise<OutcomeRow[]> {
  const { rows } =
    await sql<OutcomeRow>`select outcome, settled_on, reason, noted_at, noted_by_name from payment_outcome
    where city_id = ${ctx.actor.cityId} and payment_id = ${paymentId} order by id`.execute(ctx.db);
  return rows;
}

async function linksOf(ctx: ReadCtx, paymentId: string, replacesId: string | null) {
  const { rows } = await sql<{ id: string; number: string; replaces_id: string | null }>`
    select id, number, replaces_id from payment
    where city_id = ${ctx.actor.cityId} and (replaces_id = ${paymentId} or id = ${replacesId}::uuid)`.execute(
    ctx.db,
  );
  const link = (row: (typeof rows)[number] | undefined) => (row ? { id: row.id, number: row.number } : null);
  return {
    replaces: link(rows.find((row) => row.id === replacesId)),
    replacedBy: link(rows.find((row) => row.replaces_id === paymentId)),
  };
}

const saidOutcomes: Record<Outcome, string> = { paid: "付款成功", failed: "付款失败", returned: "被退回" };

function courseOf(row: Facts, outcomes: readonly OutcomeRow[]): z.input<typeof PaymentPage>["course"] {
  const step = (at: Date | null, who: string | null, what: string) =>
    at ? [{ at: at.toISOString(), who: who ?? "", what }] : [];
  return [
    ...step(row.ordered_at, row.ordered_by_name, row.replaces_id ? "更正收款人，重新付款" : "提出付款"),
    ...step(row.made_at, row.made_by_name, `编入批次${row.batch_number ?? ""}`),
    ...step(row.released_at, row.released_by_name, "放行"),
    ...outcomes.flatMap((each) =>
      step(
        each.noted_at,
        each.noted_by_name,
        `登记${saidOutcomes[each.outcome]}${each.reason ? `：${each.reason}` : ""}`,
      ),
    ),
  ];
}
