/** Plain values of a plan file, as the form works on them: whatever is written, right or wrong. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };
export type Document = Readonly<Record<string, Plain>>;
export type Place = readonly (string | number)[];

/** `benefits[0].tiers[1].rate_bp`: how the server names what is wrong, and what a field is called. */
export const nameOf = (place: Place): string =>
  place.reduce<string>(
    (name, part) => (typeof part === "number" ? `${name}[${part}]` : name ? `${name}.${part}` : part),
    "",
  );

export const placeOf = (name: string): Place =>
  (name.match(/[^.[\]]+|\[\d+\]/g) ?? []).map((part) =>
    part.startsWith("[") ? Number(part.slice(1, -1)) : part,
  );

export const at = (value: Plain | undefined, place: Place): Plain | undefined =>
  place.reduce<Plain | undefined>(
    (inner, part) =>
      typeof inner === "object" && inner !== null
        ? (inner as Readonly<Record<string | number, Plain>>)[part]
        : undefined,
    value,
  );

/** The same with another value at a place; undefined takes it out. */
export function put(value: Plain | undefined, [part, ...rest]: Place, inner: Plain | undefined): Plain {
  if (part === undefined) return inner ?? {};
  const next = rest.length > 0 ? put(at(value, [part]), rest, inner) : inner;
  if (typeof part === "number") {
    const list = Array.isArray(value) ? (value as readonly Plain[]) : [];
    if (next === undefined) return list.filter((_, n) => n !== part);
    return part >= list.length ? [...list, next] : list.map((each, n) => (n === part ? next : each));
  }
  const { [part]: _, ...others } = (value ?? {}) as Readonly<Record<string, Plain>>;
  if (next === undefined) return others;
  // A key that was there keeps its place among the others.
  const known = Object.entries((value ?? {}) as Readonly<Record<string, Plain>>);
  return part in ((value ?? {}) as object)
    ? Object.fromEntries(known.map(([key, old]) => [key, key === part ? next : old]))
    : { ...others, [part]: next };
}

/** What a field of the schema is shown as; amounts in yuan and shares in per cent, kept in cents and basis points. */
export type Unit = "yuan" | "percent" | "number" | "text";
export const unitOf = (key: string, type: string | undefined): Unit =>
  type !== "integer" && type !== "number"
    ? "text"
    : /(^|_)cents$/.test(key)
      ? "yuan"
      : key.endsWith("_bp")
        ? "percent"
        : "number";

/** As typed. What is no number is kept as it was written: the server says what is wrong with it. */
export function readTyped(typed: string, unit: Unit): Plain | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (unit === "text") return typed;
  if (unit === "number") return /^\d+$/.test(text) ? Number(text) : text;
  const [, whole = "", fraction = ""] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text) ?? [];
  return whole === "" ? text : Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
}

export function showTyped(value: Plain | undefined, unit: Unit): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "number" || unit === "number" || unit === "text") return String(value);
  const [whole, rest] = [Math.floor(value / 100), value % 100];
  return rest === 0 ? String(whole) : `${whole}.${String(rest).padStart(2, "0")}`;
}

/** As much of JSON Schema as plan files use. */
export type Schema = {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
};

/** Which of several shapes a value is meant to have: its kind says it. */
export const shapeOf = (schema: Schema, value: Plain | undefined): Schema =>
  schema.oneOf?.find((each) => each.properties?.kind?.const === at(value, ["kind"])) ?? schema;

/** The schema of a place; undefined where it knows no such place. */
export function schemaAt(root: Schema, document: Plain, place: Place): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const [n, part] of place.entries()) {
    if (!schema) return undefined;
    const shape: Schema = shapeOf(schema, at(document, place.slice(0, n)));
    schema =
      typeof part === "number"
        ? shape.items
        : (shape.properties?.[part] ?? (shape.additionalProperties || undefined));
  }
  return schema;
}
