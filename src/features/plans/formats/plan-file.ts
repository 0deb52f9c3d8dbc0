import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";
import { PlanDocument } from "../rules/plan-document.ts";

/** What is wrong with a plan file: where (line, key) and which rule it breaks. */
export type PlanProblem = { readonly line: number; readonly key: string; readonly code: string };

export type PlanFile =
  | { readonly plan: PlanDocument; readonly problems: readonly [] }
  | { readonly plan: undefined; readonly problems: readonly PlanProblem[] };

/** Reads a plan version from YAML. All problems are named at once, each with its line and key. */
export function readPlanFile(text: string): PlanFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    key: "",
    code: error.code === "DUPLICATE_KEY" ? "key_twice" : "not_yaml",
  }));
  if (broken.length > 0) return { plan: undefined, problems: broken };
  const value = plainValue(document);
  if (value === undefined) return { plan: undefined, problems: [{ line: 1, key: "", code: "not_yaml" }] };
  const parsed = PlanDocument.safeParse(value);
  if (parsed.success) return { plan: parsed.data, problems: [] };
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, isThere(value, issue.path)))
    .map(({ path, code }) => ({ line: lineOf(document, path, lines), key: keyOf(path), code }));
  return { plan: undefined, problems: problems.sort((a, b) => a.line - b.line) };
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
