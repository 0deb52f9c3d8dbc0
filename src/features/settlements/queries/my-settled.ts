import { sql } from "kysely";
import type { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import { maskAccount } from "#core/mask.ts";
import { type Cents, formatYuan, plus } from "#core/money.ts";
import { consentsOf, consentText } from "#features/members/index.ts";
import { planDocument } from "#features/plans/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { rosterCard } from "../commands/confirm.ts";
import type { MySettled } from "../contract.ts";

type Row = {
  readonly claimId: string;
  readonly planCode: string;
  readonly planVersion: string;
  readonly kind: string;
  readonly on: PlainDate;
  readonly endedOn: PlainDate;
  readonly total: Cents;
  readonly fundPay: Cents;
  readonly otherPay: Cents;
  readonly benefit: Cents;
  readonly health: Buffer;
};

/** What waits for the worker to confirm. What was claimed by hand meanwhile is not offered a second time. */
export async function mySettled(ctx: ReadCtx): Promise<z.input<typeof MySettled>> {
  const { cityId, personId = "" } = ctx.actor;
  const { rows } = await sql<Row>`select claim.id as "claimId", claim.plan_code as "planCode",
      claim.plan_version as "planVersion", claim.kind, claim.event_on as "on", claim.ended_on as "endedOn",
      claim.total_cents as total, claim.fund_pay_cents as "fundPay", claim.other_pay_cents as "otherPay",
      claim.benefit_cents as benefit, own.health_sealed as health
    from claim join claim_private as own on own.city_id = claim.city_id and own.claim_id = claim.id
    where claim.city_id = ${cityId} and claim.person_id = ${personId} and claim.state = 'draft'
      and claim.channel = 'automatic' and claim.benefit_cents > 0
      and not exists (select from claim as other where other.city_id = claim.city_id and other.cover_id = claim.cover_id
        and other.kind = claim.kind and other.event_on = claim.event_on and other.id <> claim.id
        and other.state not in ('draft', 'withdrawn', 'lapsed', 'rejected'))
    order by claim.event_on desc limit 50`.execute(ctx.db);
  const card = await rosterCard(ctx, personId);
  const said = (await consentsOf(ctx, "health_claim", [personId])).has(personId);
  const shown = [];
  for (const { planCode, planVersion, health, fundPay, otherPay, total, benefit, ...row } of rows) {
    const plan = await planDocument(ctx, planCode, planVersion);
    const { hospital } = JSON.parse(vault().open(health)) as { hospital: string };
    shown.push({
      ...row,
      planName: plan.name,
      hospital,
      total: formatYuan(total),
      paidByOthers: formatYuan(plus(fundPay, otherPay)),
      benefit: formatYuan(benefit),
      fileUntil: plan.filing_days ? addDays(row.endedOn, plan.filing_days.value) : null,
    });
  }
  return {
    rows: shown,
    card: card ? maskAccount(card) : null,
    consentVersion: said ? null : (consentText("health_claim")?.version ?? null),
  };
}
