import { cents } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";
import { openAutomatic, type SettledEvent, type SettledOutcome } from "#features/claims/index.ts";
import { consentsOf } from "#features/members/index.ts";
import { type KnownPerson, peopleByNumbers } from "#features/people/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { FeedRead } from "../reading/read-feed.ts";
import { differences } from "../rules/control.ts";
import { eventOf } from "../rules/med-type.ts";
import { type Keyed, type Netted, net } from "../rules/net.ts";
import type { Settlement } from "../rules/settlement.ts";
import {
  earlierOf,
  insertCorrection,
  insertLines,
  isNumberTaken,
  type KeptLine,
  lockFeed,
  markReversed,
  noteTaken,
  type Problem,
  refuseFeed,
} from "../store.ts";
import { asSettlements } from "./receive-feed.ts";
import { askAgainFrom } from "./source.ts";

/**
 * Takes what was read of a feed: all of it, or – where its totals or a line are wrong – nothing, and the feed says what.
 * Of people who did not agree to the exchange nothing is kept but how many they are. Safe to run twice.
 */
export const takeFeed = (ctx: WriteCtx, feedId: string, read: FeedRead | Refusal): Promise<void> =>
  asSettlements(ctx, async (desk) => {
    const feed = await lockFeed(desk, feedId);
    if (feed.state !== "received") return;
    const { problems, count } = await problemsOf(desk, read);
    if (count > 0 || read instanceof Refusal) {
      await refuseFeed(desk, feedId, problems, count);
      if (feed.askedFrom !== null) await askAgainFrom(desk, feed.askedFrom);
      await desk.record("settlement.feed_refused", { feedId, problems: count });
      return;
    }
    await takeLines(desk, feedId, read);
    if (feed.askedFrom !== null) await desk.enqueue("settlements_fetch", "向医保接口取结算数据", {});
  });

async function problemsOf(
  desk: WriteCtx,
  read: FeedRead | Refusal,
): Promise<{ readonly problems: readonly Problem[]; readonly count: number }> {
  const whole = (code: string, facts: Problem["facts"]): Problem => ({ line: 0, field: "", code, facts });
  if (read instanceof Refusal) return { problems: [whole(read.code, read.facts)], count: 1 };
  const { control, settlements, faults, faultCount } = read;
  const problems: Problem[] = [];
  if (await isNumberTaken(desk, control.number))
    problems.push(whole("feed_number_used", { number: control.number }));
  const twice = repeated(settlements);
  if (faultCount + twice.length > 0)
    return {
      problems: [...problems, ...faults, ...twice].slice(0, 200),
      count: problems.length + faultCount + twice.length,
    };
  problems.push(...differences(control, settlements).map((each) => whole("totals_differ", each)));
  return { problems, count: problems.length };
}

/** A settlement stands once in a feed. */
function repeated(settlements: readonly Settlement[]): Problem[] {
  const seen = new Map<string, number>();
  return settlements.flatMap(({ setlId, line }) => {
    const first = seen.get(setlId);
    if (first !== undefined) return [{ line, field: "setl_id", code: "twice", facts: { first } }];
    seen.set(setlId, line);
    return [];
  });
}

async function takeLines(desk: WriteCtx, feedId: string, { control, settlements }: FeedRead): Promise<void> {
  const { blindIndex } = vault();
  const people = await peopleByNumbers(
    desk,
    [...new Set(settlements.map(({ idNumber }) => idNumber))].map(blindIndex),
  );
  const known = settlements.map((settlement) => ({
    settlement,
    person: people.get(blindIndex(settlement.idNumber).toString("hex")),
  }));
  const ids = [...new Set([...people.values()].map(({ id }) => id))];
  const consents = await consentsOf(desk, "medical_data_exchange", ids);
  const agreed = known.filter(({ person }) => person !== undefined && consents.has(person.id));
  const keyed = agreed.map(({ settlement, person }) => keysOf(settlement, person as KnownPerson));
  const isNamed = new Set(
    agreed.flatMap(({ settlement, person }) => (isSameName(settlement, person) ? settlement : [])),
  );
  const strangers = keyed.filter(({ settlement }) => !isNamed.has(settlement));
  const bytes = (keys: readonly string[]) => keys.filter(Boolean).map((hex) => Buffer.from(hex, "hex"));
  const earlier = await earlierOf(
    desk,
    bytes(keyed.flatMap(({ setl, reverses }) => [setl, reverses])),
    bytes(keyed.map(({ visit }) => visit)),
  );
  const netted = net(
    keyed.filter(({ settlement }) => isNamed.has(settlement)),
    earlier,
  );
  const taken = new Set(earlier.map(({ setl }) => setl));
  const unnamed = strangers.filter(({ setl }) => !taken.has(setl)).map((line) => kept(line, "name_differs"));
  await insertLines(desk, feedId, [
    ...(await openFresh(desk, netted.fresh)),
    ...followUps(netted),
    ...unnamed,
  ]);
  await correctClaims(desk, feedId, netted);
  const unknownPerson = known.filter(({ person }) => person === undefined).length;
  const counts = {
    reversals: settlements.filter(({ reverses }) => reverses !== "").length,
    unknownPerson,
    noConsent: known.length - unknownPerson - agreed.length,
    known: netted.known.length + strangers.length - unnamed.length,
  };
  await noteTaken(desk, feedId, control, counts);
  await desk.enqueue("settlements_tell", "告知可以领互助金的职工", { feedId, after: "" });
  await desk.record("settlement.feed_taken", { feedId, lines: control.lines, ...counts });
}

/** Indexes name what they index, so that no settlement equals a visit. */
function keysOf(settlement: Settlement, { id }: KnownPerson): Keyed {
  const { blindIndex } = vault();
  const key = (what: string, value: string) => blindIndex(`${what} ${value}`).toString("hex");
  const { setlId, visitId, reverses } = settlement;
  return {
    settlement,
    personId: id,
    setl: key("setl", setlId),
    visit: key("visit", visitId),
    reverses: reverses === "" ? "" : key("setl", reverses),
  };
}

const isSameName = ({ name }: Settlement, person: KnownPerson | undefined): boolean => {
  const bare = (text: string) => text.normalize("NFKC").replace(/[\s·•・.]/gu, "");
  return person !== undefined && bare(name) === bare(person.name);
};

const kept = (line: Keyed, outcome: KeptLine["outcome"], more: Partial<KeptLine> = {}): KeptLine => ({
  ...{ line: line.settlement.line, place: 0, setl: line.setl, visit: line.visit, personId: line.personId },
  ...{ outcome, ...more },
});

async function openFresh(desk: WriteCtx, fresh: readonly Keyed[]): Promise<KeptLine[]> {
  const claimable: Keyed[] = [];
  const events: SettledEvent[] = [];
  const others: KeptLine[] = [];
  for (const line of fresh) {
    const meant = eventOf(line.settlement.medType);
    if (!meant) {
      others.push(kept(line, "not_claimable"));
      continue;
    }
    claimable.push(line);
    events.push(settledEvent(line, meant));
  }
  const outcomes = await openAutomatic(desk, events);
  const places = new Map<number, number>();
  const opened = outcomes.map((became: SettledOutcome) => {
    const line = claimable[became.place] as Keyed;
    const place = places.get(became.place) ?? 0;
    places.set(became.place, place + 1);
    return kept(line, became.outcome, {
      place,
      ...("claimId" in became && { claimId: became.claimId }),
      ...("reason" in became && { reason: became.reason }),
      ...("differs" in became && { differs: became.differs }),
    });
  });
  return [...opened, ...others];
}

function settledEvent(
  { settlement, personId }: Keyed,
  { kinds, cause }: NonNullable<ReturnType<typeof eventOf>>,
): SettledEvent {
  const { on, endedOn, diagnosis, illness, hospital, bill } = settlement;
  return {
    personId,
    kinds,
    cause,
    on,
    endedOn,
    diagnosis,
    illness,
    hospital,
    bill,
    amounts: amountsOf(settlement),
  };
}

export const amountsOf = (settlement: Settlement): SettledEvent["amounts"] => ({
  total: cents(settlement.total),
  outOfScope: cents(settlement.outOfScope),
  preSelfPay: cents(settlement.preSelfPay),
  inScope: cents(settlement.inScope),
  fundPay: cents(settlement.fundPay),
  deductiblePaid: cents(settlement.deductiblePaid),
  otherPay: cents(settlement.otherPay),
});

/** Lines that change what was taken, or were themselves taken back: one row a claim. */
const followUps = ({ cancelled, reversals, replacing }: Netted): KeptLine[] => [
  ...cancelled.map((line) => kept(line, "reversed")),
  ...reversals.flatMap(({ line, claimIds, by }) => [
    ...ofClaims(line, "reversal", claimIds),
    ...(by ? ofClaims(by, "replaces", claimIds) : []),
  ]),
  ...replacing.flatMap(({ line, claimIds }) => ofClaims(line, "replaces", claimIds)),
];

const ofClaims = (line: Keyed, outcome: KeptLine["outcome"], claimIds: readonly string[]): KeptLine[] =>
  claimIds.length === 0
    ? [kept(line, outcome)]
    : claimIds.map((claimId, place) => kept(line, outcome, { place, claimId }));

async function correctClaims(
  desk: WriteCtx,
  feedId: string,
  { reversals, replacing }: Netted,
): Promise<void> {
  await markReversed(
    desk,
    reversals.map(({ line }) => line.reverses),
  );
  for (const { line, claimIds, by } of [
    ...reversals,
    ...replacing.map((each) => ({ ...each, by: each.line })),
  ])
    for (const claimId of claimIds) {
      const id = await insertCorrection(desk, feedId, line.settlement.line, claimId, by?.settlement);
      await desk.enqueue("settlements_follow", "按医保更正的结算重新核算", { correctionId: id });
    }
}
