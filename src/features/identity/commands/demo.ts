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

/** Opens the accounts of a demo city: one per role, with the demo password; the sign-in page lists them. */
export async function createDemoAccounts(ctx: WriteCtx, people: readonly DemoPerson[]): Promise<void> {
  const places = await organisationsIn(ctx, { codes: people.map((person) => person.organisationCode) });
  for (const person of people) {
    const organisation = places.find((place) => place.code === person.organisationCode);
    if (!organisation) throw new Error(`No organisation ${person.organisationCode} for a demo account.`);
    const accountId = await createAccount(ctx, {
      login: person.login,
      name: person.name,
      password: demoPassword,
      isDemo: true,
      totpSecret: roles[person.role].secondFactor ? newTotpSecret() : undefined,
    });
    await insertGrant(ctx, {
      accountId,
      organisationId: organisation.id,
      role: person.role,
      delegatedFrom: null,
    });
  }
}
