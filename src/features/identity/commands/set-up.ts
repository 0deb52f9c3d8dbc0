import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { openCity, openProvince } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { setUpStep } from "../queries/set-up.ts";
import { createAccount } from "./accounts.ts";
import { insertGrant } from "./grants.ts";
import { sessionOf, startSession } from "./session.ts";

/** The first administrator of an empty database; answers the session's token. Refuses: set_up_done, password_weak. */
export async function setUpAdministrator(
  ctx: WriteCtx,
  given: { readonly login: string; readonly name: string; readonly password: string },
): Promise<string> {
  await oneAtATime(ctx);
  if ((await setUpStep(ctx)).step !== "administrator") throw new Refusal("conflict", "set_up_done");
  const id = await createAccount(ctx, given);
  return startSession(ctx, { id, cityIds: [] }, false);
}

/** The province and its office, by the first administrator, who becomes its administrator. Refuses: set_up_done. */
export async function setUpProvince(
  ctx: WriteCtx,
  token: string | undefined,
  given: { readonly provinceId: number; readonly officeName: string },
): Promise<void> {
  await oneAtATime(ctx);
  const { session, account } = await sessionOf(ctx, token);
  if ((await setUpStep(ctx)).step !== "province") throw new Refusal("conflict", "set_up_done");
  const office = await openProvince(ctx, given.provinceId, {
    code: `P${given.provinceId}`,
    name: given.officeName,
    regionCode: String(given.provinceId),
    openedOn: ctx.today,
  });
  await actingAs(ctx, systemActor("set-up", given.provinceId), async (inside) => {
    const grantId = await insertGrant(inside, {
      accountId: account.id,
      organisationId: office.id,
      role: "province_administrator",
      delegatedFrom: null,
    });
    await sql`update session set grant_city_id = ${given.provinceId}, grant_id = ${grantId} where id = ${session.id}`.execute(
      inside.db,
    );
  });
}

/** The first city. Refuses: set_up_done, city_number_wrong, city_outside_province. */
export async function setUpCity(
  ctx: WriteCtx,
  token: string | undefined,
  given: { readonly cityId: number; readonly name: string; readonly agencyName: string },
): Promise<void> {
  await oneAtATime(ctx);
  const { account } = await sessionOf(ctx, token);
  const { step, provinceId } = await setUpStep(ctx);
  if (step !== "city") throw new Refusal("conflict", "set_up_done");
  if (Math.floor(given.cityId / 10_000) * 10_000 !== provinceId)
    throw new Refusal("invalid", "city_outside_province");
  const agency = await openCity(ctx, {
    cityId: given.cityId,
    name: given.name,
    agency: {
      code: `C${given.cityId}`,
      name: given.agencyName,
      regionCode: String(given.cityId),
      openedOn: ctx.today,
    },
  });
  await actingAs(ctx, systemActor("set-up", given.cityId), async (inside) => {
    await insertGrant(inside, {
      accountId: account.id,
      organisationId: agency.id,
      role: "city_administrator",
      delegatedFrom: null,
    });
    // Later features prepare what a new city needs: funding sets its first rules.
    await inside.enqueue("city_opened", "准备新开通的城市", {});
  });
}

const oneAtATime = (ctx: WriteCtx) => sql`select pg_advisory_xact_lock(7302)`.execute(ctx.db);
