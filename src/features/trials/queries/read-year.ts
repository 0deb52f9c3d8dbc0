import { setImmediate as others } from "node:timers/promises";
import { daysBetween } from "#core/dates.ts";
import { filedClaims, newestFiled } from "#features/claims/index.ts";
import type { PlanDocument } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { benefitsUnder, Year } from "../rules/year.ts";

export type ReadYear = { readonly year: Year; readonly before: BigInt64Array };

type Held = { readonly key: string; readonly read: Promise<ReadYear>; until: NodeJS.Timeout };

// Somebody who moves a slider asks for the same claims again and again: the last years asked for are held for ten minutes.
const held = new Map<string, Held>();
const heldAtMost = 2;
const holdMs = 10 * 60_000;

/**
 * All claims filed in a year under covers of a plan version, in the order of filing, and what each comes to under it. What
 * was filed or decided since is read anew. Half a million take some seconds the first time.
 */
export async function readYear(ctx: ReadCtx, plan: PlanDocument, year: number): Promise<ReadYear> {
  const newest = await newestFiled(ctx, plan.code, year);
  const key = [ctx.actor.cityId, ctx.actor.reach, plan.code, plan.version, year, newest].join(" ");
  let known = held.get(key);
  if (!known) {
    known = { key, read: read(ctx, plan, year), until: setTimeout(() => held.delete(key), holdMs) };
    known.read.catch(() => held.delete(key));
    held.set(key, known);
    for (const old of [...held.keys()].slice(0, -heldAtMost)) held.delete(old);
  }
  known.until.refresh().unref();
  return known.read;
}

async function read(ctx: ReadCtx, plan: PlanDocument, number: number): Promise<ReadYear> {
  const year = new Year();
  for await (const claim of filedClaims(ctx, plan.code, number)) {
    const { bornOn, event, filedIn, ...rest } = claim;
    year.add({
      ...rest,
      event,
      age: bornOn ? Math.floor(daysBetween(bornOn, event.on) / 365.2425) : undefined,
      isEarlier: filedIn !== number,
    });
  }
  return { year, before: await workedUnder(plan, year) };
}

/** What each claim comes to; others are served between portions. */
export async function workedUnder(plan: PlanDocument, year: Year): Promise<BigInt64Array> {
  const work = benefitsUnder(plan, year);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await others();
  }
}
