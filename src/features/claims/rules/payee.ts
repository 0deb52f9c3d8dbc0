import type { EventKind } from "#features/plans/rules/index.ts";
import { isDeath } from "./event-kind.ts";
import type { PayeeKind } from "./papers.ts";

export type Payee = {
  readonly kind: PayeeKind;
  readonly name: string;
  /** Digits only. */
  readonly account: string;
  readonly bankName: string;
};

/** Why the money cannot go there, all at once. The dead cannot be paid; an heir is paid for the dead only. */
export function payeeFaults(event: EventKind, payee: Payee, memberName: string): string[] {
  const faults: string[] = [];
  if (payee.kind === "self" && isDeath(event)) faults.push("payee_must_be_heir");
  if (payee.kind === "heir" && !isDeath(event)) faults.push("heir_without_death");
  if (payee.kind === "self" && payee.name !== memberName) faults.push("payee_not_member");
  if (payee.name === "") faults.push("payee_name_missing");
  if (!/^\d{12,19}$/.test(payee.account)) faults.push("account_not_digits");
  return faults;
}

/** Whether the check digit of a UnionPay card fits; account numbers of other kinds have none. */
export function isCardDoubtful(number: string): boolean {
  if (number.length < 16 || !number.startsWith("62")) return false;
  let sum = 0;
  for (const [place, digit] of [...number].reverse().entries()) {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 !== 0;
}

/** What people type between the digits. */
export const normalAccount = (account: string): string => account.normalize("NFKC").replace(/[\s-]/gu, "");
