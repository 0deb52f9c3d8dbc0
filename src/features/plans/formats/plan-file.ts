import { isNode, LineCounter, parseDocument } from "yaml";
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
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      key: "",
      code: "not_yaml",
    }));
    return { plan: undefined, problems };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const parsed = PlanDocument.safeParse(document.toJS());
  if (parsed.success) return { plan: parsed.data, problems: [] };
  const problems = parsed.error.issues
    .flatMap((issue) => problemsOf(issue, document.hasIn(issue.path)))
    .map(({ path, code }) => ({ line: lineOf(path), key: keyOf(path), code }));
  return { plan: undefined, problems };
}

type Found = { readonly path: readonly PropertyKey[]; readonly code: string };

function problemsOf(issue: z.core.$ZodIssue, isThere: boolean): Found[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], code: "unknown_key" }));
  }
  if (issue.code === "custom") return [{ path: issue.path, code: issue.message }];
  return [{ path: issue.path, code: isThere ? (codes[issue.code] ?? "wrong_value") : "missing" }];
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
