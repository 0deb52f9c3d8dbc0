import { expect, test } from "vitest";
import { type Earlier, type Keyed, net } from "./net.ts";
import type { Settlement } from "./settlement.ts";

const line = (setl: string, visit: string, reverses = ""): Keyed => ({
  settlement: { line: 1 } as Settlement,
  ...{ setl, visit, reverses, personId: "p" },
});
const before = (setl: string, visit: string, claimId: string | null, isReversed = false): Earlier => ({
  ...{ setl, visit, claimId, isReversed },
});
/** What became of each line, in short. */
const say = (lines: readonly Keyed[], earlier: readonly Earlier[] = []) => {
  const { fresh, cancelled, reversals, replacing, known } = net(lines, earlier);
  const names = (some: readonly Keyed[]) => some.map(({ setl }) => setl).join();
  return {
    fresh: names(fresh),
    cancelled: names(cancelled),
    reversals: reversals
      .map(({ line: { setl }, claimIds, by }) => `${setl} ${claimIds} by ${by?.setl ?? "-"}`)
      .join(),
    replacing: replacing.map(({ line: { setl }, claimIds }) => `${setl} ${claimIds}`).join(),
    known: names(known),
  };
};
const nothing = { fresh: "", cancelled: "", reversals: "", replacing: "", known: "" };

test("what was never here is fresh; what was taken before is known", () => {
  expect(say([line("a", "v"), line("b", "w")], [before("a", "v", "C")])).toEqual({
    ...nothing,
    fresh: "b",
    known: "a",
  });
});

test("a settlement and its reversal in one feed cancel out, in whatever order; the one made anew is fresh", () => {
  const lines = [line("r", "v", "a"), line("a", "v"), line("b", "v")];
  expect(say(lines)).toEqual({ ...nothing, fresh: "b", cancelled: "a" });
  expect(say([...lines].reverse())).toEqual({ ...nothing, fresh: "b", cancelled: "a" });
});

test("the claim of a settlement that is taken back follows the one made anew for the visit", () => {
  const earlier = [before("a", "v", "C")];
  expect(say([line("r", "v", "a"), line("b", "v")], earlier)).toEqual({ ...nothing, reversals: "r C by b" });
  expect(say([line("r", "v", "a"), line("b", "w")], earlier)).toEqual({
    ...nothing,
    fresh: "b",
    reversals: "r C by -",
  });
});

test("one settlement may stand behind claims under two plans: both follow", () => {
  const earlier = [before("a", "v", "C"), before("a", "v", "D")];
  expect(say([line("r", "v", "a")], earlier)).toEqual({ ...nothing, reversals: "r C,D by -" });
});

test("what comes in the place of what an earlier feed took back is followed once, then the next is fresh", () => {
  const earlier = [before("a", "v", "C", true), before("r", "v", "C", true)];
  expect(say([line("b", "v"), line("c", "v")], earlier)).toEqual({
    ...nothing,
    fresh: "c",
    replacing: "b C",
  });
  expect(say([line("c", "v")], [...earlier, before("b", "v", "C")])).toEqual({ ...nothing, fresh: "c" });
});

test("a reversal of what is not here, or was taken back already, changes nothing", () => {
  expect(say([line("r", "v", "a")])).toEqual({ ...nothing, known: "r" });
  expect(say([line("q", "v", "a")], [before("a", "v", "C", true)])).toEqual({ ...nothing, known: "q" });
});
