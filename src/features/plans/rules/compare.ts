import { compilePlan } from "./compile-plan.ts";
import type { PlanDocument } from "./plan-document.ts";
import { type WorkedExample, workExamples } from "./work-example.ts";
import type { WorkedOut } from "./worked-out.ts";

/** One thing that a plan version states: where (`benefits[inpatient].tiers[0].rate_bp`), what, and by which clause. */
export type Term = {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly clause: string | undefined;
};
type Change<T> = { readonly key: string; readonly before: T | undefined; readonly after: T | undefined };

/** What is different between two versions, and what that does to the examples of either. */
export type Comparison = {
  readonly terms: readonly Change<Term>[];
  readonly clauses: readonly Change<string>[];
  readonly examples: readonly {
    readonly name: string;
    readonly before: WorkedOut;
    readonly after: WorkedOut;
    readonly isSame: boolean;
  }[];
};

export function compare(before: PlanDocument, after: PlanDocument): Comparison {
  return {
    terms: changesOf(byKey(termsOf(before)), byKey(termsOf(after)), (a, b) => a.value === b.value),
    clauses: changesOf(clausesOf(before), clausesOf(after), (a, b) => a === b),
    examples: compareExamples(before, after),
  };
}

/** Whether claims are worked out alike under both: they differ at most in their papers. */
export const sameTerms = (a: PlanDocument, b: PlanDocument): boolean => {
  const { documents: _a, exclusions: _b, ...first } = a;
  const { documents: _c, exclusions: _d, ...second } = b;
  return compare({ ...first, examples: [] }, { ...second, examples: [] }).terms.length === 0;
};

/** Everything a version states but its clauses and examples, in the file's order. Parts of a list are known by their name. */
export function termsOf(document: PlanDocument): Term[] {
  const { clauses, examples, ...terms } = document;
  const found: Term[] = [];
  collect(terms, "", undefined, found);
  return found;
}

function collect(value: unknown, key: string, clause: string | undefined, found: Term[]): void {
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== "object")) found.push({ key, value: value.join("、"), clause });
    else
      value.forEach((item, place) => {
        collect(item, `${key}[${nameOf(item, place)}]`, clause, found);
      });
  } else if (typeof value === "object" && value !== null) {
    const own = "clause" in value && typeof value.clause === "string" ? value.clause : clause;
    for (const [name, inner] of Object.entries(value)) {
      if (name !== "clause" && inner !== undefined)
        collect(inner, key === "" ? name : `${key}.${name}`, own, found);
    }
    if ("clause" in value) found.push({ key: `${key}.clause`, value: String(value.clause), clause: own });
  } else if (["string", "number", "boolean"].includes(typeof value)) {
    found.push({ key, value: value as string | number | boolean, clause });
  }
}

/** Benefits and papers go by their code, prices by city and day: moved to another place they are still themselves. */
function nameOf(item: unknown, place: number): string {
  const { code, city, valid_from } = item as { code?: string; city?: number; valid_from?: string };
  if (code !== undefined) return code;
  return valid_from === undefined ? String(place + 1) : [city, valid_from].filter(Boolean).join(" ");
}

const byKey = (terms: readonly Term[]): Map<string, Term> => new Map(terms.map((term) => [term.key, term]));
const clausesOf = ({ clauses }: PlanDocument): Map<string, string> =>
  new Map(
    (clauses ?? []).map(({ clause, title, text }) => [
      clause,
      title === undefined ? text : `${title}：${text}`,
    ]),
  );

function changesOf<T>(
  before: Map<string, T>,
  after: Map<string, T>,
  isSame: (a: T, b: T) => boolean,
): Change<T>[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [a, b] = [before.get(key), after.get(key)];
    return a !== undefined && b !== undefined && isSame(a, b) ? [] : [{ key, before: a, after: b }];
  });
}

/** The examples of both versions under both: one that both have under one name counts as the later version states it. */
function compareExamples(before: PlanDocument, after: PlanDocument): Comparison["examples"] {
  const named = new Map(
    [...(before.examples ?? []), ...(after.examples ?? [])].map((each) => [each.name, each]),
  );
  const examples = [...named.values()];
  const worked = (plan: PlanDocument): WorkedExample[] =>
    workExamples({ ...plan, examples }, compilePlan(plan));
  const later = worked(after);
  return worked(before).map(({ example, worked: old }, place) => {
    const next = later[place]?.worked ?? old;
    const isSame =
      old.decision === next.decision && old.reason === next.reason && old.benefit === next.benefit;
    return { name: example.name, before: old, after: next, isSame };
  });
}
