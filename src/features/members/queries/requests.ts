import { sql } from "kysely";
import { maskIdNumber, maskName, maskPhone } from "#core/mask.ts";
import { type ReadCtx, withinPart } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";

type Row = {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly asked: Buffer;
  readonly known: Buffer | null;
  readonly number: Buffer | null;
  readonly askedAt: Date;
};

/** Workers whose phone differs from their unit's roster, oldest first: somebody who knows them says yes or no. */
export async function memberRequests(ctx: ReadCtx) {
  const { rows } = await sql<Row>`select asked.id, p.name, asked.organisation_id as "organisationId",
      o.name as "organisationName", asked.phone_sealed as asked, p.phone_sealed as known,
      (select i.number_sealed from person_identifier as i where i.city_id = p.city_id and i.person_id = p.id
        order by i.id limit 1) as number, asked.asked_at as "askedAt"
    from member_request as asked
    join person as p on p.city_id = asked.city_id and p.id = asked.person_id
    join organisation as o on o.city_id = asked.city_id and o.id = asked.organisation_id
    where asked.city_id = ${ctx.actor.cityId} and asked.state = 'asked'
      and ${withinPart(ctx, sql.ref("asked.organisation_id"))}
    order by asked.id limit 200`.execute(ctx.db);
  const mask = (sealed: Buffer | null, hide: (text: string) => string) =>
    sealed ? hide(vault().open(sealed)) : null;
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.organisationId === ctx.actor.organisationId ? row.name : maskName(row.name),
      organisationName: row.organisationName,
      idNumber: mask(row.number, maskIdNumber),
      phone: mask(row.asked, maskPhone) ?? "",
      rosterPhone: mask(row.known, maskPhone),
      askedAt: row.askedAt.toISOString(),
    })),
    total: rows.length,
    next: null,
  };
}
