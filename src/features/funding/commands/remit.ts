import type { PlainMonth } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { assert, Refusal } from "#core/refusal.ts";
import type { WriteCtx } from "#platform/context.ts";
import { demand } from "../rules/period.ts";
import { type Answer, compareAnswer, type Difference, manifestOf } from "../rules/remittance.ts";
import { settledBills } from "../store/bills.ts";
import { countListed, listedPeople } from "../store/list.ts";
import { expectMoney, provinceOffice } from "../store/money.ts";
import { lockPeriod, recordEvent, savePeriodState } from "../store/periods.ts";
import {
  deleteRemittance,
  insertRemittance,
  type Remittance,
  remittanceOf,
  saveAcknowledged,
  saveAnswer,
  saveChecked,
} from "../store/remittances.ts";
import { markRemitted } from "./advance.ts";
import { periodFacts } from "./facts.ts";

const at = (ctx: WriteCtx) => ({ today: ctx.today, actor: ctx.actor.id });

/**
 * Makes a month's remittance: the whole, in one sum, for exactly the people settled.
 * Refusals: `shares_missing`, `list_differs_from_bills`, `remittance_already_made`, `nothing_to_remit`, `period_in_another_state`.
 */
export async function makeRemittance(ctx: WriteCtx, month: PlainMonth): Promise<Remittance> {
  demand("make_remittance", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  const manifest = manifestOf(await settledBills(ctx, month));
  const listed = await countListed(ctx, month);
  if (listed !== manifest.heads) {
    throw new Refusal("conflict", "list_differs_from_bills", { listed, billed: manifest.heads });
  }
  await insertRemittance(ctx, month, manifest);
  const facts = { heads: manifest.heads, cents: formatYuan(manifest.cents) };
  await recordEvent(ctx, month, "remittance_made", facts);
  return made(ctx, month);
}

/**
 * A second person approves the remittance; from then on the bank's debit is expected.
 * Refusals: `maker_is_checker`, `remittance_not_made`, `remittance_already_checked`, `remittance_changed_meanwhile`.
 */
export async function checkRemittance(
  ctx: WriteCtx,
  month: PlainMonth,
  seen?: { readonly heads: number; readonly cents: bigint },
): Promise<Remittance> {
  demand("check_remittance", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  const remittance = await made(ctx, month);
  if (seen && (seen.heads !== remittance.heads || seen.cents !== remittance.cents)) {
    throw new Refusal("conflict", "remittance_changed_meanwhile", { month });
  }
  const manifest = manifestOf(await settledBills(ctx, month));
  assert(
    manifest.cents === remittance.cents && manifest.heads === remittance.heads,
    "a made list stands still",
  );
  await saveChecked(ctx, remittance.id);
  await expectMoney(ctx, [
    {
      id: remittance.id,
      kind: "remittance",
      fund: "pool",
      organisationId: await provinceOffice(ctx),
      month,
      cents: remittance.cents,
      heads: remittance.heads,
    },
  ]);
  await recordEvent(ctx, month, "remittance_checked", {
    heads: remittance.heads,
    cents: formatYuan(remittance.cents),
  });
  await markRemitted(ctx, month);
  return made(ctx, month);
}

/** The checker sends a remittance back to its maker, with a reason. Refusals: as `checkRemittance`. */
export async function returnRemittance(ctx: WriteCtx, month: PlainMonth, reason: string): Promise<void> {
  demand("check_remittance", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  const remittance = await made(ctx, month);
  await deleteRemittance(ctx, remittance.id);
  await recordEvent(ctx, month, "remittance_returned", { reason });
}

async function made(ctx: WriteCtx, month: PlainMonth): Promise<Remittance> {
  const remittance = await remittanceOf(ctx, month);
  if (!remittance) throw new Refusal("conflict", "remittance_not_made", { month });
  return remittance;
}

/** Reads the province's answer against the list and keeps in what it differs. Refuses `remittance_not_at_bank`. */
export async function takeAnswer(
  ctx: WriteCtx,
  month: PlainMonth,
  answers: readonly Answer[],
): Promise<readonly Difference[]> {
  const period = await lockPeriod(ctx, month);
  const remittance = await made(ctx, month);
  if (remittance.state === "made" || remittance.state === "checked") {
    throw new Refusal("conflict", "remittance_not_at_bank", { month });
  }
  const list = [];
  for await (const person of listedPeople(ctx, period.month)) list.push(person);
  const differences = compareAnswer(list, answers);
  await saveAnswer(ctx, remittance.id, { answered: answers.length, differences });
  await recordEvent(ctx, month, "answer_read", { answered: answers.length, differences: differences.length });
  return differences;
}

/**
 * The province has the money and the list: the month is confirmed. Where its answer differs, somebody must say so.
 * Refusals: `answer_differs`, `period_in_another_state`.
 */
export async function acknowledgeRemittance(
  ctx: WriteCtx,
  month: PlainMonth,
  options: { readonly withDifferences?: boolean } = {},
): Promise<void> {
  demand("acknowledge", await periodFacts(ctx, await lockPeriod(ctx, month)), at(ctx));
  const remittance = await made(ctx, month);
  const differences = remittance.answer?.differences.length ?? 0;
  if (differences > 0 && !options.withDifferences) {
    throw new Refusal("conflict", "answer_differs", { differences });
  }
  await saveAcknowledged(ctx, remittance.id);
  await savePeriodState(ctx, month, "confirmed");
  await recordEvent(ctx, month, "confirmed", { differences });
}
