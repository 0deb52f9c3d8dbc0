import { describe, expect, test } from "vitest";
import { chunks, isCertifiable, maskedPerson, worthOf } from "./certificate.ts";

describe("what a certificate is worth", () => {
  test.each([
    ["unpaid", false, "cancelled"],
    ["paid", false, "cancelled"],
    ["settled", false, "cancelled"],
    ["remitted", true, "will_cover"],
    ["running", true, "covers"],
    ["ended", true, "over"],
  ] as const)("%s", (state, certifiable, worth) => {
    expect(isCertifiable(state)).toBe(certifiable);
    expect(worthOf(state)).toBe(worth);
  });
  test("without its cover it is worth nothing", () => expect(worthOf(undefined)).toBe("cancelled"));
});

test("a stranger reads neither name nor number", () => {
  expect(maskedPerson("苏小北", "410902199003075392")).toBe("苏**（410902********5392）");
  expect(maskedPerson("苏小北", "")).toBe("苏**");
});

test("pieces are the whole, in order, none larger than asked", () => {
  expect([...chunks([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...chunks([1, 2], 2)]).toEqual([[1, 2]]);
  expect([...chunks([], 2)]).toEqual([]);
});
