import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { namesDiffer } from "../rules/index.ts";
import { matchingWords, parties } from "../store/matching.ts";

export type PaidByOther = {
  readonly organisationId: string;
  readonly lineId: string;
  readonly bookedOn: PlainDate;
  readonly cents: Cents;
  /** Whose account it came from, as the bank wrote it. */
  readonly payer: string;
};

/**
 * Units' shares that did not come from the unit: neither from its account nor from an account of its name, by the words that
 * matching goes by. Within the days (both included) and the asker's part.
 */
export async function paidByOthers(
  ctx: ReadCtx,
  from: PlainDate,
  until: PlainDate,
  organisationId?: string,
): Promise<PaidByOther[]> {
  const { rows } = await sql<
    PaidByOther & { account: Buffer | null }
  >`select item.organisation_id as "organisationId",
      line.id as "lineId", line.booked_on as "bookedOn", paid.amount_cents as cents, line.name as payer,
      line.account_index as account
    from allocation as paid
    join open_item as item on item.city_id = paid.city_id and item.id = paid.item_id and item.kind = 'unit_share'
    join bank_line as line on line.city_id = paid.city_id and line.id = paid.line_id
    where paid.city_id = ${ctx.actor.cityId} and paid.reversed_at is null and line.booked_on between ${from}::date and ${until}::date
      and ${withinPart(ctx, sql.ref("item.organisation_id"))}
      ${organisationId ? sql`and item.organisation_id = ${organisationId}::uuid` : sql``}
    order by line.booked_on, line.id`.execute(ctx.db);
  const known = await parties(ctx);
  const differs = namesDiffer(known, (await matchingWords(ctx)).nameParts);
  const byId = new Map(known.map((party) => [party.id, party]));
  return rows
    .filter(({ organisationId: id, payer, account }) => {
      const unit = byId.get(id);
      return (
        unit && !(account && unit.accounts.includes(account.toString("base64"))) && differs(payer, unit.names)
      );
    })
    .map(({ account: _, ...row }) => row);
}
