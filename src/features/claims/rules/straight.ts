import type { Cents } from "#core/money.ts";
import type { Certification } from "./certification.ts";

/** When a claim is decided without a person, and how many of those are looked at afterwards. */
export type StraightRule = {
  /** Benefits up to here; undefined: never. */
  readonly upTo: Cents | undefined;
  /** The share that is drawn for a later look, in basis points. */
  readonly sampleBp: number;
  /** Draws another sample; written down so that the draw can be repeated. */
  readonly seed: string;
};

export type StraightFacts = {
  readonly decision: "payable" | "declined" | "returned";
  readonly benefit: Cents;
  readonly findings: number;
  readonly missing: number;
  readonly certification: Certification | undefined;
  readonly wasReturned: boolean;
};

/**
 * A small clear case: the plan pays, little enough, with every paper there and nothing found, and the unit has certified
 * (or the claim came from the settlement feed, where nobody is asked).
 */
export const goesStraight = (rule: StraightRule, facts: StraightFacts): boolean =>
  rule.upTo !== undefined &&
  facts.decision === "payable" &&
  facts.benefit > 0n &&
  facts.benefit <= rule.upTo &&
  facts.findings === 0 &&
  facts.missing === 0 &&
  !facts.wasReturned &&
  (facts.certification === "employed" || facts.certification === "not_needed");

/** Whether a claim is in the sample: by seed and id alone, so that anybody can draw it again. */
export function isDrawn(rule: StraightRule, claimId: string): boolean {
  let hash = 0x811c9dc5; // FNV-1a, 32 bits
  for (const letter of `${rule.seed}:${claimId}`) {
    hash ^= letter.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  // The low bits of FNV are the weak ones: mix them once.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  hash = (hash ^ (hash >>> 12)) >>> 0;
  return hash % 10_000 < rule.sampleBp;
}
