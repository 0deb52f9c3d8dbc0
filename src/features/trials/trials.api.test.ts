import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { yearOf } from "#core/dates.ts";
import { type ClaimsDesk, claimsDesk } from "#tests/support/claims.ts";
import { trialRoutes } from "./routes.ts";
import { trialTexts } from "./text.ts";

let desk: ClaimsDesk;
let year: number;
beforeAll(async () => {
  desk = await claimsDesk({ routes: trialRoutes, texts: trialTexts });
  year = yearOf(desk.day(0));
  // Two people, the second with two stays: 4,071.41 each under the plan as it is.
  await desk.file("clerk", await desk.cover("U11"));
  const twice = await desk.cover("U12");
  await desk.file("neighbour", twice);
  await desk.file("neighbour", twice, { on: desk.day(-30), endedOn: desk.day(-25) });
});
afterAll(() => desk.close());

const asked = () => `plan=HN-INP-80&version=2025.1&year=${year}`;
const outcome = (variant?: object) =>
  desk.as("leader")(
    "GET",
    `/trials/outcome?${asked()}${variant ? `&variant=${encodeURIComponent(JSON.stringify({ name: "方案一", ...variant }))}` : ""}`,
  );

describe("a plan tried on the year's claims", () => {
  test("can be tried where claims were filed", async () => {
    const plans = await desk.ok(desk.as("leader")("GET", "/trials/plans"));
    expect(plans.rows).toMatchObject([
      { code: "HN-INP-80", version: "2025.1", years: [{ year, claims: 3 }] },
    ]);
    const terms = await desk.ok(desk.as("leader")("GET", "/trials/terms?plan=HN-INP-80&version=2025.1"));
    expect(terms.benefits[0].terms).toContainEqual({ place: "inpatient.cap_cover_cents", value: 3_000_000 });
  });

  test("as it is comes to what the claims were worked out to", async () => {
    const { whole } = (await outcome()).body;
    expect(whole).toMatchObject({
      people: 2,
      claims: 3,
      before: "12214.23",
      after: "12214.23",
      gaining: 0,
      losing: 0,
    });
  });

  test("with a deductible of 500 costs less, and everybody loses", async () => {
    const { whole, segments } = (await outcome({ terms: { "inpatient.deductible_cents": 50_000 } })).body;
    // 500 × 60 % less for each stay: they all reach into the second tier.
    expect(whole).toMatchObject({
      after: "11314.23",
      gaining: 0,
      losing: 2,
      lost: "900.00",
      mostLost: "600.00",
    });
    expect(segments.bill_size).toMatchObject([{ key: "20000_50000", people: 2, losing: 2 }]);
  });

  test("with a cap of 5,000 a cover takes only from who had two stays", async () => {
    const { whole } = (await outcome({ terms: { "inpatient.cap_cover_cents": 500_000 } })).body;
    expect(whole).toMatchObject({ after: "9071.41", losing: 1, lost: "3142.82" });
  });

  test("that could not be published is refused with every place", async () => {
    const wrong = await outcome({
      tiers: {
        inpatient: [
          { above_cents: 0, to_cents: 100, rate_bp: 5_000 },
          { above_cents: 200, rate_bp: 5_000 },
        ],
      },
    });
    expect(wrong).toMatchObject({ status: 400, body: { code: "variant_wrong", title: "这个方案还不能算" } });
    expect(wrong.body.detail).toContain("第2段与上一段之间有空隙");
  });

  test("hears of a claim that is filed meanwhile", async () => {
    await desk.file("clerk", await desk.cover("U11"));
    // Not at once: what took a moment to read stands for fifty of them.
    const heard = async () => expect((await outcome()).body.whole).toMatchObject({ people: 3, claims: 4 });
    await vi.waitFor(heard, { timeout: 15_000, interval: 200 });
  });
});

describe("a trial that is kept", () => {
  const variants = [
    { name: "方案一", terms: { "inpatient.deductible_cents": 50_000 } },
    { name: "方案二", waiting: [] },
  ];
  let id: string;

  test("holds what came out that day", async () => {
    const body = { plan: "HN-INP-80", version: "2025.1", year, name: "起付线500元", variants };
    id = (await desk.ok(desk.as("leader")("POST", "/trials", body))).id;
    const page = await desk.ok(desk.as("leader")("GET", `/trials/${id}`));
    expect(page).toMatchObject({ name: "起付线500元", isShared: false, allowed: ["share", "remove"] });
    expect(page.content).toHaveLength(2);
    expect(page.content[0].outcome.whole.losing).toBe(3);
  });

  test("is its keeper's own until it is shared, and only the keeper's to change", async () => {
    const other = desk.as("accountant");
    expect((await other("GET", `/trials/${id}`)).status).toBe(404);
    expect((await desk.ok(other("GET", "/trials"))).total).toBe(0);
    await desk.ok(desk.as("leader")("POST", `/trials/${id}/sharing`, { share: true }));
    expect((await desk.ok(other("GET", "/trials"))).rows).toMatchObject([{ id, variants: 2 }]);
    expect((await other("POST", `/trials/${id}/sharing`, { share: false })).status).toBe(404);
    expect((await other("DELETE", `/trials/${id}`)).status).toBe(404);
    await desk.ok(desk.as("leader")("DELETE", `/trials/${id}`));
    expect((await other("GET", `/trials/${id}`)).status).toBe(404);
  });

  test("has at most five variants", async () => {
    const six = Array.from({ length: 6 }, (_, n) => ({ name: `方案${n}` }));
    const body = { plan: "HN-INP-80", version: "2025.1", year, name: "太多", variants: six };
    expect((await desk.as("leader")("POST", "/trials", body)).status).toBe(400);
  });
});

test("the fund's next twelve months begin with what it holds, or with what is said", async () => {
  const told = await desk.ok(
    desk.as("leader")("GET", "/forecast?plan=HN-INP-80&renewalBp=8000&reserve=1000.50"),
  );
  expect(told.assumed).toMatchObject({ renewalBp: 8000, reserve: "1000.50", price: "80.00", months: 12 });
  expect(told.past.length).toBeGreaterThanOrEqual(9);
  expect(told.past.every((each: { covered: number }) => each.covered >= 2)).toBe(true);
  const held = await desk.ok(desk.as("leader")("GET", "/forecast?plan=HN-INP-80"));
  expect(held.assumed.reserve).toBe("0.00");
});
