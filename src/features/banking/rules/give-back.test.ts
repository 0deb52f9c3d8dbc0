import { expect, test } from "vitest";
import { yuan } from "#core/money.ts";
import { giveBack } from "./give-back.ts";

const latest = { id: "latest", amount: yuan(50) };
const earlier = { id: "earlier", amount: yuan(4_000) };

test.each([
  ["as much as came: nothing goes back", 4_050, []],
  ["more than came: nothing goes back", 4_100, []],
  ["one head less: of the latest money only", 4_000, [["latest", 0, 50]]],
  ["a cent of a yuan less: in part", 4_049, [["latest", 49, 1]]],
  [
    "beyond the latest: the earlier gives the rest",
    3_950,
    [
      ["latest", 0, 50],
      ["earlier", 3_950, 50],
    ],
  ],
  [
    "nothing due: all of it",
    0,
    [
      ["latest", 0, 50],
      ["earlier", 0, 4_000],
    ],
  ],
])("%s", (_due, due, expected) => {
  const given = giveBack([latest, earlier], yuan(due));
  expect(given.map(({ part, kept, freed }) => [part.id, kept, freed])).toEqual(
    expected.map(([id, kept, freed]) => [id, yuan(Number(kept)), yuan(Number(freed))]),
  );
});
