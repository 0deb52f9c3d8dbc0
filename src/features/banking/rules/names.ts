/** A name with width, case, brackets and spaces made even; otherwise as written. */
export const evenName = (name: string): string =>
  name
    .normalize("NFKC")
    .replace(/[\s·•.,，。]/g, "")
    .replace(/[（【[]/g, "(")
    .replace(/[）】\]]/g, ")")
    .toUpperCase();

/**
 * The forms under which a name is compared: without the words that say nothing, and also without the 市 of a
 * leading city name. Both stay, because 濮阳市场监督管理局 begins like 濮阳市 and is not 濮阳 + 场监督管理局.
 * Two names are the same where any of their forms are; never where one only begins like the other.
 */
export function nameForms(
  name: string,
  parts: readonly string[],
  cityNames: readonly string[],
): readonly string[] {
  let bare = evenName(name);
  for (const part of parts) bare = bare.replaceAll(part, "");
  if (bare === "") return [];
  const city = cityNames.find((each) => each.endsWith("市") && bare.startsWith(each));
  return city ? [bare, city.slice(0, -1) + bare.slice(city.length)] : [bare];
}

/** City names that stand before names here: the cities whose unions are among the organisations. */
export const cityNamesOf = (names: Iterable<string>): string[] => {
  const cities = new Set<string>();
  for (const name of names) {
    const city = /^(.{2,8}市)总工会$/.exec(name)?.[1];
    if (city) cities.add(city);
  }
  // The longer first, so that 巩义市 is not taken for part of another name.
  return [...cities].sort((a, b) => b.length - a.length);
};

/** Those whose names are the same once the parts that say nothing are gone: a payer of that name could be either. */
export function namedAlike(
  parties: readonly { readonly id: string; readonly names: readonly string[] }[],
  parts: readonly string[],
): ReadonlySet<string> {
  const cityNames = cityNamesOf(parties.flatMap((party) => party.names.map(evenName)));
  const byForm = new Map<string, Set<string>>();
  for (const { id, names } of parties) {
    for (const form of names.flatMap((name) => nameForms(name, parts, cityNames))) {
      byForm.set(form, (byForm.get(form) ?? new Set()).add(id));
    }
  }
  return new Set([...byForm.values()].filter((ids) => ids.size > 1).flatMap((ids) => [...ids]));
}

/** Whether a payer's name is none of an organisation's, compared as matching compares them. */
export function namesDiffer(
  parties: readonly { readonly names: readonly string[] }[],
  parts: readonly string[],
): (payer: string, names: readonly string[]) => boolean {
  const cityNames = cityNamesOf(parties.flatMap((party) => party.names.map(evenName)));
  const formsOf = (name: string) => nameForms(name, parts, cityNames);
  return (payer, names) => {
    const own = new Set(names.flatMap(formsOf));
    return !formsOf(payer).some((form) => own.has(form));
  };
}

const afterNumber = /^[人元月年日号份期个%％]/;

/**
 * The organisation codes that stand in a memo as whole words: `U025` in "U025互助保障费", but neither `U02` in it
 * nor `10` in "10人互助保障" nor `2024` in "2024-12". A code with hyphens wins over its own parts.
 */
export function codesIn(memo: string, isCode: (word: string) => boolean): string[] {
  const text = memo.normalize("NFKC").toUpperCase();
  const found: string[] = [];
  for (const run of text.matchAll(/[A-Z0-9]+(?:[-_][A-Z0-9]+)*/g)) {
    const after = text.slice(run.index + run[0].length);
    if (isCode(run[0]) && !isPlainNumber(run[0], after)) found.push(run[0]);
    else if (!/^\d{4}-\d{1,2}(-\d{1,2})?$/.test(run[0])) found.push(...partsOf(run[0], isCode));
  }
  return [...new Set(found)];
}

/** The longest codes among the hyphenated parts of a run, left to right; a bare number there is part of a date. */
function partsOf(run: string, isCode: (word: string) => boolean): string[] {
  const parts = run.split(/([-_])/);
  const found: string[] = [];
  for (let start = 0; start < parts.length; start += 2) {
    for (let end = parts.length; end > start; end -= 2) {
      const word = parts.slice(start, end).join("");
      if (!isCode(word) || /^\d+$/.test(word)) continue;
      found.push(word);
      start = end - 1;
      break;
    }
  }
  return found;
}

const isPlainNumber = (word: string, after: string): boolean => /^\d+$/.test(word) && afterNumber.test(after);

/** The months a memo names: 2025-01, 2025年1月, 202501. */
export function monthsIn(memo: string): string[] {
  const found = memo.normalize("NFKC").matchAll(/(?<!\d)(20\d{2})(?:[-./年]\s?)?(0?[1-9]|1[0-2])(?!\d)/g);
  return [...new Set([...found].map(([, year, month]) => `${year}-${(month ?? "").padStart(2, "0")}`))];
}
