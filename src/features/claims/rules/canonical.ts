/** What can be frozen: no functions, no numbers with fractions, nothing undefined in a list. */
export type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/**
 * The one text of a value: keys in order, cents as text, no white space, what is undefined left out. The same value has
 * the same bytes years later, whatever program wrote it.
 */
export function canonical(value: Plain): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "bigint") return JSON.stringify(value.toString());
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new RangeError("Only whole numbers are frozen.");
    return String(value);
  }
  if (typeof value === "string" || typeof value === "boolean") return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(",")}]`;
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(",")}}`;
}

const isList = (value: object): value is readonly Plain[] => Array.isArray(value);
