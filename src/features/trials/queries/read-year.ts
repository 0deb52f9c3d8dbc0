import { setImmediate as others } from "node:timers/promises";
import { daysBetween } from "#core/dates.ts";
import { filedClaims, newestFiled } from "#features/claims/index.ts";
import type { PlanDocument } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { benefitsUnder, Year } from "../rules/year.ts";

export type ReadYear = { readonly year: Year; readonly before: BigInt64Array };

type Held = {
  readonly newest: string;
  readonly read: Promise<ReadYear>;
  readonly until: NodeJS.Timeout;
  tookMs: number;
  /** Until then nobody asks whether there is anything new. */
  freshUntil: number;
};

// Somebody who moves a slider asks for the same claims again and again: the last years asked for are held for ten minutes.
const held = new Map<string, Held>();
const heldAtMost = 2;
const holdMs = 10 * 60_000;
/**
 * What was filed or decided since is read anew, but not more often than a fiftieth of the time goes into reading: a small
 * city hears of a claim at once, half a million are the same while somebody compares variants on them.
 */
const freshShare = 50;

/** All claims filed in a year under covers of a plan version, in the order of filing, and what each comes to under it. */
export async function readYear(ctx: ReadCtx, plan: PlanDocument, year: number): Promise<ReadYear> {
  const key = [ctx.actor.cityId, ctx.actor.reach, plan.code, plan.version, year].join(" ");
  const now = performance.now();
  const isFresh = now < (held.get(key)?.freshUntil ?? 0);
  const newest = isFresh ? undefined : await newestFiled(ctx, plan.code, year);
  let known = held.get(key);
  if (!known || (newest !== undefined && newest !== known.newest)) {
    known = hold(key, newest ?? "", read(ctx, plan, year));
  } else if (newest !== undefined) known.freshUntil = now + known.tookMs * freshShare;
  known.until.refresh();
  return known.read;
}

function hold(key: string, newest: string, reading: Promise<ReadYear>): Held {
  clearTimeout(held.get(key)?.until);
  const since = performance.now();
  const until = setTimeout(() => held.delete(key), holdMs).unref();
  const fresh: Held = { newest, read: reading, until, tookMs: 0, freshUntil: Number.POSITIVE_INFINITY };
  held.delete(key);
  held.set(key, fresh);
  reading.then(
    () => {
      fresh.tookMs = performance.now() - since;
      fresh.freshUntil = performance.now() + fresh.tookMs * freshShare;
    },
    () => held.delete(key),
  );
  for (const old of [...held.keys()].slice(0, -heldAtMost)) held.delete(old);
  return fresh;
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
