import { sql } from "kysely";
import { type Role, roles } from "#core/permissions.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { demoPassword } from "../rules/demo.ts";
import { createAccount } from "./accounts.ts";
import { newTotpSecret } from "./credentials.ts";
import { insertGrant } from "./grants.ts";

export type DemoPerson = {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationCode: string;
};

/**
 * Opens the accounts of a demo city: one per role, with the demo password; the sign-in page lists them. Whoever has one
 * in another demo city holds the same role here: they switch between the two.
 */
export async function createDemoAccounts(ctx: WriteCtx, people: readonly DemoPerson[]): Promise<void> {
  const places = await organisationsIn(ctx, { codes: people.map((person) => person.organisationCode) });
  for (const person of people) {
    const organisation = places.find((place) => place.code === person.organisationCode);
    if (!organisation) throw new Error(`No organisation ${person.organisationCode} for a demo account.`);
    if (await holdsHere(ctx, person.login)) continue;
    const accountId = (await accountOf(ctx, person.login)) ?? (await openAccount(ctx, person));
    await insertGrant(ctx, {
      accountId,
      organisationId: organisation.id,
      role: person.role,
      delegatedFrom: null,
    });
  }
}

async function accountOf(ctx: WriteCtx, login: string): Promise<string | undefined> {
  const { rows } = await sql<{
    id: string;
  }>`select id from account where login = ${login} and is_demo`.execute(ctx.db);
  return rows[0]?.id;
}

const openAccount = (ctx: WriteCtx, { login, name, role }: DemoPerson): Promise<string> =>
  createAccount(ctx, {
    login,
    name,
    password: demoPassword,
    isDemo: true,
    totpSecret: roles[role].secondFactor ? newTotpSecret() : undefined,
  });

async function holdsHere(ctx: WriteCtx, login: string): Promise<boolean> {
  const { rows } = await sql`select from account as a join role_grant as g on g.account_id = a.id
    where a.login = ${login} and a.is_demo and g.city_id = ${ctx.actor.cityId} limit 1`.execute(ctx.db);
  return rows.length > 0;
}
