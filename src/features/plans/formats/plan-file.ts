import { Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { PlanDocument } from "../rules/plan-document.ts";

/** What is wrong with a plan file: where (line, key) and which rule it breaks. */
export type PlanProblem = { readonly line: number; readonly key: string; readonly code: string };

export type PlanFile =
  | { readonly plan: PlanDocument; readonly problems: readonly [] }
  | { readonly plan: undefined; readonly problems: readonly PlanProblem[] };

/** Reads a plan version from YAML. All problems are named at once, each with its line and key. */
export function readPlanFile(text: string): PlanFile {
  const { document, lines, value, problems: broken } = readYaml(text);
  if (broken.length > 0) return { plan: undefined, problems: broken };
  const parsed = PlanDocument.safeParse(value);
  if (parsed.success) return { plan: parsed.data, problems: [] };
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, isThere(value, issue.path)))
    .map(({ path, code }) => ({ line: lineOf(document, path, lines), key: keyOf(path), code }));
  return { plan: undefined, problems: problems.sort((a, b) => a.line - b.line) };
}

/** Which plan and version a file names, whatever else is wrong with it; and all it says, as plain values. */
export function readPlanHead(text: string): {
  readonly head: { readonly code: string; readonly version: string } | undefined;
  readonly value: Readonly<Record<string, unknown>>;
  readonly problems: readonly PlanProblem[];
} {
  const { value, problems } = readYaml(text);
  const record = (typeof value === "object" && value !== null ? value : {}) as Record<string, unknown>;
  const { code, version } = PlanDocument.shape;
  const head = { code: code.safeParse(record.code).data, version: version.safeParse(record.version).data };
  const missing = (["code", "version"] as const).filter((key) => head[key] === undefined);
  return {
    head:
      problems.length === 0 && missing.length === 0 ? (head as { code: string; version: string }) : undefined,
    value: record,
    problems: problems.length > 0 ? problems : missing.map((key) => ({ line: 1, key, code: "missing" })),
  };
}

/** The file with other values: what stays the same keeps its place and its comments. */
export function rewritePlan(text: string, value: Readonly<Record<string, unknown>>): string {
  const document = text === "" ? new Document({}) : parseDocument(text);
  const before = (document.toJS() ?? {}) as Record<string, unknown>;
  for (const key of Object.keys(before)) if (value[key] === undefined) document.delete(key);
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined && JSON.stringify(inner) !== JSON.stringify(before[key]))
      document.set(key, inner);
  }
  return document.toString({ lineWidth: 0 });
}

/** The first lines of a plan that nobody has written yet. */
export const newPlanText = (plan: {
  readonly code: string;
  readonly version: string;
  readonly name: string;
  readonly validFrom: string;
}): string =>
  rewritePlan("", {
    code: plan.code,
    version: plan.version,
    name: plan.name,
    source: "",
    valid_from: plan.validFrom,
    period_months: 12,
    prices: [{ valid_from: plan.validFrom }],
    shares: { min: 1, max: 1 },
    eligibility: {},
    benefits: [],
    clauses: [],
    documents: [],
    exclusions: [],
    examples: [],
  });

function readYaml(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const problems: PlanProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    key: "",
    code: error.code === "DUPLICATE_KEY" ? "key_twice" : "not_yaml",
  }));
  const value = problems.length > 0 ? undefined : plainValue(document);
  if (problems.length === 0 && value === undefined) problems.push({ line: 1, key: "", code: "not_yaml" });
  return { document, lines, value, problems };
}

/** The document as plain values; undefined where its aliases would blow it up. */
function plainValue(document: Document.Parsed): unknown {
  try {
    return document.toJS() ?? null;
  } catch {
    return undefined;
  }
}

const isThere = (value: unknown, path: readonly PropertyKey[]): boolean => {
  let inner = value;
  for (const part of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, part)) return false;
    inner = (inner as Record<PropertyKey, unknown>)[part];
  }
  return true;
};

/** The line of the key at a path, or of the innermost part of the path that is there. */
function lineOf(document: Document.Parsed, path: readonly PropertyKey[], lines: LineCounter): number {
  let node: unknown = document.contents;
  let place: Node | undefined;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair) break;
      if (isNode(pair.key)) place = pair.key;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isNode(node)) place = node;
    } else break;
  }
  return place?.range ? lines.linePos(place.range[0]).line : 1;
}

type Found = { readonly path: readonly PropertyKey[]; readonly code: string };

function problemsOf(issue: z.core.$ZodIssue, isThere: boolean): Found[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], code: "unknown_key" }));
  }
  if (!isThere) return [{ path: issue.path, code: "missing" }];
  if (issue.code === "custom") return [{ path: issue.path, code: issue.message }];
  if (issue.code === "invalid_format" && /^[a-z_]+$/.test(issue.message)) {
    return [{ path: issue.path, code: issue.message }];
  }
  return [{ path: issue.path, code: codes[issue.code] ?? "wrong_value" }];
}

const codes: Readonly<Record<string, string>> = {
  too_big: "too_big",
  too_small: "too_small",
  invalid_type: "wrong_type",
};

const keyOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === "number" ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part),
    "",
  );
