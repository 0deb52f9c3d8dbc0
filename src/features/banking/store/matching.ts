import { sql } from "kysely";
import { addMonthsTo, dayInMonth, monthOf, type PlainDate } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { cutOffDay, isKnownYear, type Shift } from "#features/calendar/index.ts";
import { organisationsIn } from "#features/organisations/index.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";
import { type MatchingWords, type Party, usualWords, type WordPurpose } from "../rules/index.ts";
import { payerOf, type StoredItem } from "./items.ts";

/**
 * Every organisation as a possible payer: its code, its name and its account's name, its account's index; and the funders of
 * gifts that are still open, who need not be one.
 */
export async function parties(ctx: ReadCtx, open: readonly StoredItem[] = []): Promise<Party[]> {
  const funders = open
    .filter((item) => item.kind === "gift")
    .map((item) => ({
      id: payerOf(item),
      code: item.reference,
      names: [item.payeeName],
      accounts: item.payeeAccount ? [item.payeeAccount] : [],
    }));
  return [...(await organisationParties(ctx)), ...funders];
}

async function organisationParties(ctx: ReadCtx): Promise<Party[]> {
  return (await organisationsIn(ctx)).map((organisation) => ({
    id: organisation.id,
    code: organisation.code,
    names: organisation.accountName ? [organisation.name, organisation.accountName] : [organisation.name],
    accounts: organisation.accountIndex ? [organisation.accountIndex.toString("base64")] : [],
    isProvince: organisation.kind === "province_office",
  }));
}

const codes = {
  remittance: "remittance",
  interest: "interest",
  bankFee: "bank_fee",
  donation: "donation",
  benefit: "benefit",
  nameParts: "name_part",
} as const satisfies Record<WordPurpose, string>;
const purposes = Object.keys(codes) as WordPurpose[];

/** Words that the city has set, by purpose; none where it goes by the usual ones. */
export async function ownWords(ctx: ReadCtx): Promise<MatchingWords> {
  const { rows } = await sql<{ purpose: string; word: string }>`select purpose, word from matching_word
    where city_id = ${ctx.actor.cityId} order by length(word) desc, word`.execute(ctx.db);
  const of = (purpose: WordPurpose) =>
    rows.filter((row) => row.purpose === codes[purpose]).map((row) => row.word);
  return Object.fromEntries(purposes.map((purpose) => [purpose, of(purpose)])) as unknown as MatchingWords;
}

/** The words in force: the city's own, the usual ones for each purpose that it says nothing about. */
export async function matchingWords(ctx: ReadCtx): Promise<MatchingWords> {
  const own = await ownWords(ctx);
  const inForce = purposes.map((each) => [each, own[each].length > 0 ? own[each] : usualWords[each]]);
  return Object.fromEntries(inForce) as MatchingWords;
}

/** Replaces the city's words of a purpose; none brings the usual ones back. */
export async function saveWords(
  ctx: WriteCtx,
  purpose: WordPurpose,
  words: readonly string[],
): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`delete from matching_word where city_id = ${cityId} and purpose = ${codes[purpose]}`.execute(
    ctx.db,
  );
  if (words.length === 0) return;
  await sql`insert into matching_word (city_id, id, purpose, word)
    select ${cityId}, id, ${codes[purpose]}, word
    from unnest(${words.map(newId)}::uuid[], ${[...words]}::text[]) as given (id, word)`.execute(ctx.db);
}

/** The last day on which a part may still be made up: the next cut-off of own shares, or of subsidies. */
export type WaitsUntil = (kind: "unit_share" | "subsidy", on: PlainDate) => PlainDate;

/** By the city's own days (funding keeps them), the 10th and 25th or the next working day where it has none. */
export async function cutOffs(ctx: ReadCtx): Promise<WaitsUntil> {
  const { rows } = await sql<{ base_day: number; subsidy_day: number; shift: Shift }>`
    select base_day, subsidy_day, shift from funding_days where city_id = ${ctx.actor.cityId}`.execute(
    ctx.db,
  );
  const days = rows[0] ?? { base_day: 10, subsidy_day: 25, shift: "next" as const };
  const known = new Map<string, PlainDate>();
  return (kind, on) => {
    const key = `${kind} ${on}`;
    const found =
      known.get(key) ?? nextCutOff(kind === "subsidy" ? days.subsidy_day : days.base_day, days.shift, on);
    known.set(key, found);
    return found;
  };
}

/** The first cut-off that is not before a day. A cut-off may be moved into the month after its own, or before it. */
function nextCutOff(day: number, shift: Shift, on: PlainDate): PlainDate {
  for (let ahead = -1; ; ahead++) {
    const month = addMonthsTo(monthOf(on), ahead);
    const plain = dayInMonth(month, day);
    // Where a year's working days are not published yet, a part waits until the plain day.
    const cutOff =
      shift === "same" || isKnownYear(Number(month.slice(0, 4))) ? cutOffDay(month, day, shift) : plain;
    if (cutOff >= on) return cutOff;
  }
}
