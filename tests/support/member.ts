import type { Pool } from "pg";
import { newId } from "#core/ids.ts";
import { startMemberSession } from "#features/members/index.ts";
import { addPeople } from "#features/people/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { testVault } from "./app.ts";

export type Worker = {
  readonly personId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
};

let made = 0;

/** A worker of a unit on record, with identity number and phone, not signed in yet. */
export async function seedWorker(
  pool: Pool,
  cityId: number,
  organisationId: string,
  change: Partial<Worker> & { readonly rosterPhone?: string | undefined } = {},
): Promise<Worker> {
  made += 1;
  const worker = {
    personId: newId(),
    name: "苏兰桂",
    idNumber: `4109021990010${String(10_000 + made).slice(-5)}`,
    phone: `1391234${String(5000 + made)}`,
    ...change,
  };
  const phone = "rosterPhone" in change ? change.rosterPhone : worker.phone;
  await writing(pool, systemActor("test", cityId), (ctx) =>
    addPeople(ctx, [
      {
        id: worker.personId,
        name: worker.name,
        sex: "female",
        bornOn: undefined,
        organisationId,
        kind: "resident_id",
        numberSealed: testVault.seal(worker.idNumber),
        numberIndex: testVault.blindIndex(worker.idNumber),
        phoneSealed: phone === undefined ? undefined : testVault.seal(phone),
        cardSealed: testVault.seal("6222020000000000018"),
      },
    ]),
  );
  return worker;
}

/** A worker who is signed in on a phone and bound to their person. Answers the session's token, too. */
export async function seedMember(
  pool: Pool,
  cityId: number,
  organisationId: string,
): Promise<Worker & { readonly token: string }> {
  const worker = await seedWorker(pool, cityId, organisationId);
  const { bindMember } = await import("#features/members/commands/bind.ts");
  const token = await writing(pool, systemActor("front-desk", 0), async (ctx) => {
    const session = await startMemberSession(ctx, worker.phone, "iPhone");
    await bindMember(ctx, session, worker);
    return session;
  });
  return { ...worker, token };
}
