/** Why a command will not do what it was asked: mapped to an HTTP status once, in `platform/http`. */
export type RefusalKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "too_many";

/** What a refusal may say: codes, counts, days, amounts, file names. Never names of people or their numbers. */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * An orderly no. `code` is snake_case and has Chinese text in a `text.ts`; `facts` fill its blanks.
 * Everything else that is thrown is a bug or an outage.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly facts: Facts;
  constructor(kind: RefusalKind, code: string, facts: Facts = {}) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.facts = facts;
  }
}

/** What must hold if the program is right. Throws a plain error: a bug, not a refusal. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Broken assumption: ${message}`);
}
