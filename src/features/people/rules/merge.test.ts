import { expect, test } from "vitest";
import { decisionFault, proposalFault } from "./merge.ts";

const record = (id: string, mergedInto: string | null = null) => ({ id, mergedInto });

test("two records of one person may be proposed as one", () => {
  expect(proposalFault(record("a"), record("b"))).toBeUndefined();
});

test("not a record with itself, nor one that is merged already", () => {
  expect(proposalFault(record("a"), record("a"))).toBe("merge_same_record");
  expect(proposalFault(record("a"), record("b", "c"))).toBe("merge_already_merged");
  expect(proposalFault(record("a", "c"), record("b"))).toBe("merge_already_merged");
});

test("who proposed does not decide", () => {
  expect(decisionFault("x", "x")).toBe("merge_own_proposal");
  expect(decisionFault("x", "y")).toBeUndefined();
});
