import { sql } from "kysely";
import { type Cents, showYuan } from "#core/money.ts";
import { tell } from "#features/notices/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { settlementNotices } from "../text.ts";
import { asSettlements } from "./receive-feed.ts";

/** Told in one transaction; the next ones wait for the next job. */
const atOnce = 200;

/** Tells workers of the claims that a feed opened for them, some hundred at a time. */
export const tellOpened = (ctx: WriteCtx, feedId: string, after: string): Promise<void> =>
  asSettlements(ctx, async (desk) => {
    const { rows } = await sql<{ id: string; claimId: string; personId: string; benefit: Cents }>`select
        settlement.id, claim.id as "claimId", claim.person_id as "personId", claim.benefit_cents as benefit
      from settlement
      join claim on claim.city_id = settlement.city_id and claim.id = settlement.claim_id and claim.state = 'draft'
      where settlement.city_id = ${desk.actor.cityId} and settlement.feed_id = ${feedId} and settlement.outcome = 'opened'
        and ${after === "" ? sql`true` : sql`settlement.id > ${after}`}
      order by settlement.id limit ${atOnce}`.execute(desk.db);
    for (const { claimId, personId, benefit } of rows)
      await tell(
        desk,
        settlementNotices.found,
        { personId },
        { amount: showYuan(benefit) },
        { source: "settlements", sourceId: claimId, link: `/m/settled/${claimId}` },
      );
    const last = rows.length === atOnce ? rows.at(-1) : undefined;
    if (last) await desk.enqueue("settlements_tell", "告知可以领互助金的职工", { feedId, after: last.id });
  });
