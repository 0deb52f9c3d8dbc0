import type { z } from "zod";
import { type Facts, Refusal, type RefusalKind } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";

/** The body of every answer that is a no: `application/problem+json` (RFC 9457) with Chinese text. */
export type Problem = {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly facts: Facts;
  readonly problems?: readonly { readonly path: string; readonly message: string }[];
};

const statusOf: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  too_many: 429,
};

/** A refusal in words. A code without words is a bug: a test walks all codes. */
export function presentRefusal(refusal: Refusal, texts: RefusalTexts): Problem {
  const text = texts[refusal.code];
  if (!text) throw new Error(`Refusal ${refusal.code} has no Chinese text.`);
  return { status: statusOf[refusal.kind], code: refusal.code, ...text(refusal.facts), facts: refusal.facts };
}

/** Input that does not fit its shape: all faults at once, each with its place; never with what was sent. */
export class InvalidInput extends Refusal {
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  constructor(issues: readonly z.core.$ZodIssue[], at: string) {
    super("invalid", "invalid_input");
    this.problems = issues.map((issue) => ({
      path: [at, ...issue.path].join("."),
      message: sayIssue(issue),
    }));
  }
}

/** Zod's findings in plain Chinese. A message written in a contract (it contains Han) is shown as it stands. */
function sayIssue(issue: z.core.$ZodIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "请填写这一项。" : "填写的内容不是所要的类型。";
    case "too_small":
      return issue.origin === "string"
        ? issue.minimum === 1
          ? "请填写这一项。"
          : `至少${issue.minimum}个字。`
        : `不能小于${issue.minimum}。`;
    case "too_big":
      return issue.origin === "string" ? `最多${issue.maximum}个字。` : `不能大于${issue.maximum}。`;
    case "invalid_format":
      return "格式不对，请核对。";
    case "invalid_value":
      return "只能从给出的选项里选。";
    default:
      return "这一项不符合要求，请核对。";
  }
}

/** Words of the driver for a connection that was lost or not got in time: these errors have no code. */
const lostConnection =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;
/** Two transactions that stood in each other's way (deadlock, serialization, a lock not got): one of them gave way. */
const gaveWay = new Set(["40P01", "40001", "55P03"]);

/** What was nobody's fault and may be done again: no room, no store, no database, somebody else in the way. */
export function outageCode(
  error: unknown,
): "storage_full" | "storage_away" | "database_away" | "busy" | undefined {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof message === "string" && lostConnection.test(message)) return "database_away";
  if (typeof code !== "string") return undefined;
  if (code === "ENOSPC" || code === "53100") return "storage_full";
  if (code === "EOBJECTSTORAGE") return "storage_away";
  if (gaveWay.has(code)) return "busy";
  return /^(ECONN|EPIPE|ENOENT_SOCKET|08|53300|57P)/.test(code) ? "database_away" : undefined;
}
