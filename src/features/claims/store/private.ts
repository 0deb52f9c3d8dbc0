import { sql } from "kysely";
import { Refusal } from "#core/refusal.ts";
import { again, type ReadCtx, type WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import { normalBill } from "../rules/event.ts";
import type { Payee } from "../rules/payee.ts";
import type { Claim } from "./claims.ts";

/** What the unit does not see: which illness, in which hospital, on which bill, and where the money goes. */
export type ClaimPrivate = {
  /** ICD-10 code; empty where there is none. */
  readonly diagnosis: string;
  /** In words, as on the paper. */
  readonly illness: string;
  readonly hospital: string;
  /** Code and number of the receipt as somebody wrote them; empty where there is none. */
  readonly bill: string;
  readonly payee: Payee | undefined;
};

export const nothingPrivate: ClaimPrivate = {
  diagnosis: "",
  illness: "",
  hospital: "",
  bill: "",
  payee: undefined,
};

/** What of it is compared with other claims. */
export type PrivateIndexes = { readonly bill: Buffer | null; readonly account: Buffer | null };

type Row = {
  readonly health: Buffer;
  readonly bill: Buffer | null;
  readonly payee: Buffer | null;
  readonly billIndex: Buffer | null;
  readonly accountIndex: Buffer | null;
};

const columns = sql`health_sealed as health, bill_sealed as bill, payee_sealed as payee, bill_index as "billIndex",
  account_index as "accountIndex"`;

/** Undefined for whoever may see the claim and not this: the wall of the database decides. */
export async function findPrivate(
  ctx: ReadCtx,
  claimId: string,
): Promise<(ClaimPrivate & { readonly indexes: PrivateIndexes }) | undefined> {
  const { rows } = await sql<Row>`${again} select ${columns} from claim_private
    where city_id = ${ctx.actor.cityId} and claim_id = ${claimId}`.execute(ctx.db);
  const [row] = rows;
  if (!row) return undefined;
  const { health, bill, payee, billIndex, accountIndex } = row;
  return {
    ...(JSON.parse(vault().open(health)) as Pick<ClaimPrivate, "diagnosis" | "illness" | "hospital">),
    bill: bill ? vault().open(bill) : "",
    payee: payee ? (JSON.parse(vault().open(payee)) as Payee) : undefined,
    indexes: { bill: billIndex, account: accountIndex },
  };
}

export async function privateOf(ctx: ReadCtx, claimId: string) {
  const found = await findPrivate(ctx, claimId);
  if (!found) throw new Refusal("not_found", "not_found");
  return found;
}

/** Bills and accounts are compared by keyed indexes that name what they index, so that no bill equals an account. */
export const billIndexOf = (bill: string): Buffer | null =>
  bill === "" ? null : vault().blindIndex(`bill ${normalBill(bill)}`);
export const accountIndexOf = (account: string): Buffer | null =>
  account === "" ? null : vault().blindIndex(`account ${account}`);

export async function savePrivate(
  ctx: WriteCtx,
  claim: Pick<Claim, "id" | "organisationId" | "personId" | "filedBy">,
  told: ClaimPrivate,
): Promise<void> {
  const { seal } = vault();
  const { diagnosis, illness, hospital, bill, payee } = told;
  const health = seal(JSON.stringify({ diagnosis, illness, hospital }));
  await sql`${again} insert into claim_private (city_id, id, claim_id, organisation_id, person_id, filed_by, health_sealed, bill_sealed,
      bill_index, payee_sealed, account_index)
    values (${ctx.actor.cityId}, gen_random_uuid(), ${claim.id}, ${claim.organisationId}, ${claim.personId}, ${claim.filedBy},
      ${health}, ${bill === "" ? null : seal(bill)}, ${billIndexOf(bill)}, ${payee ? seal(JSON.stringify(payee)) : null},
      ${accountIndexOf(payee?.account ?? "")})
    on conflict on constraint claim_private_once do update set organisation_id = excluded.organisation_id,
      health_sealed = excluded.health_sealed, bill_sealed = excluded.bill_sealed, bill_index = excluded.bill_index,
      payee_sealed = excluded.payee_sealed, account_index = excluded.account_index`.execute(ctx.db);
}
