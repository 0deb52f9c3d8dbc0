import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consentText, followMerge, giveConsent, withdrawConsent } from "#features/members/index.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { testVault } from "#tests/support/app.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedMember } from "#tests/support/member.ts";
import { draftStory, publishStory } from "./index.ts";

const cityId = 471_300;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let worker: Awaited<ReturnType<typeof seedMember>>;
let reader: Awaited<ReturnType<typeof seedMember>>;
let as: SeatedCity["as"];

beforeAll(async () => {
  ({ app, places, as } = await seatedCity(cityId, {
    unit: ["unit_clerk", "U11"],
    other: ["unit_clerk", "U21"],
    office: ["city_mobiliser", "C"],
    leader: ["leader", "C"],
  }));
  worker = await seedMember(app.db.pool, cityId, places.U11 ?? "");
  reader = await seedMember(app.db.pool, cityId, places.U21 ?? "");
});
afterAll(() => app.close());

const act = <T>(work: (ctx: WriteCtx) => Promise<T>) =>
  writing(app.db.pool, systemActor("test", cityId), work);

describe("materials", () => {
  test("stock is what came in less what went out, for the city and each county, and never below nought", async () => {
    const printed = { name: "宣传手提袋", unitWord: "个", quantity: 300, on: "2025-01-06" };
    const { id: materialId } = (await as("office")("POST", "/materials", printed)).body;
    const move = (fromId?: string, toId?: string, quantity = 1) =>
      as("office")("POST", "/materials/moves", { materialId, fromId, toId, quantity, on: "2025-01-08" });
    expect((await move(places.C, places.X1, 120)).status).toBe(200);
    expect((await move(places.X1, places.U11, 20)).status).toBe(200);
    expect((await move(places.X1, undefined, 30)).status).toBe(200);
    expect((await move(places.X1, undefined, 71)).body).toMatchObject({
      code: "material_short",
      facts: { have: 70 },
    });
    const both = await Promise.all([move(places.X1, places.X2, 70), move(places.X1, places.U11, 70)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rows } = await app.db.ownerPool.query(`select organisation_id as id,
        sum(case when kind in ('printed', 'received') then quantity else -quantity end)::int as moved
      from material_move where city_id = ${cityId} group by 1`);
    const { body } = await as("office")("GET", "/materials");
    const shown = Object.fromEntries(
      body.rows.map((row: { organisationId: string; stock: number }) => [row.organisationId, row.stock]),
    );
    expect(shown).toEqual(Object.fromEntries(rows.map((row) => [row.id, row.moved])));
    expect(shown[places.C ?? ""]).toBe(180);
    expect(body.materials[0]).toMatchObject({ printed: 300, unions: 2 });
    expect((await as("other")("GET", "/materials")).body.rows).toEqual([]);
  });
});

describe("stories", () => {
  const draft = (more: object = {}) =>
    as("office")("POST", "/stories", {
      personId: worker.personId,
      title: "三天到账的互助金",
      body: "苏女士说，出院后在手机上点了几下，互助金三天就到了。",
      ...more,
    });
  const seenBy = async (token: string) => (await app.as(token)("GET", "/me/stories")).body.rows.length;
  const said = () => ({ personId: worker.personId, purpose: "publicity_story", channel: "phone" }) as const;
  const agree = () =>
    act((ctx) => giveConsent(ctx, { ...said(), version: consentText("publicity_story")?.version ?? "" }));

  test("without consent none is written; with it, no name and no number", async () => {
    expect((await draft()).body.code).toBe("story_without_consent");
    await agree();
    expect(
      (await draft({ body: `${worker.name}说，电话13900001111，三天就到了。` })).body.facts.faults,
    ).toEqual(["story_names_somebody", "story_tells_a_number"]);
    expect((await draft()).status).toBe(200);
  });

  test("another person publishes; then workers read it; a consent withdrawn takes it away everywhere", async () => {
    const [story] = (await as("office")("GET", "/stories")).body.rows;
    expect((await as("office")("POST", `/stories/${story.id}/publication`, {})).status).toBe(403);
    expect(await seenBy(reader.token)).toBe(0);
    expect((await as("leader")("POST", `/stories/${story.id}/publication`, {})).status).toBe(200);
    expect(await seenBy(reader.token)).toBe(1);
    await act((ctx) => withdrawConsent(ctx, said()));
    expect(await seenBy(reader.token)).toBe(0);
    expect((await as("leader")("GET", "/stories")).body).toMatchObject({ rows: [], total: 0 });
    const kept = await app.db.ownerPool.query("select state from story where id = $1", [story.id]);
    expect(kept.rows).toEqual([{ state: "withdrawn" }]);
  });

  test("taken back by hand it is gone, too; a film needs nobody", async () => {
    await agree();
    const { id } = (await draft()).body;
    await as("leader")("POST", `/stories/${id}/publication`, {});
    expect((await as("office")("POST", `/stories/${id}/withdrawal`, { reason: "本人改了主意" })).status).toBe(
      200,
    );
    expect(await seenBy(reader.token)).toBe(0);
    const film = {
      personId: undefined,
      title: "互助保障短片一",
      body: "片长三分钟，讲怎么申领。",
    };
    expect((await draft(film)).status).toBe(200);
  });

  test("whoever wrote it does not publish it, whatever else they may", async () => {
    const publish = act(async (ctx) =>
      publishStory(ctx, await draftStory(ctx, { title: "短片二", body: "片长三分钟，讲怎么参加。" })),
    );
    await expect(publish).rejects.toMatchObject({ code: "story_drafter_publishes" });
  });

  test("a story does not tell what they fell ill with", async () => {
    const claim = { illness: "肺炎", diagnosis: "J18.900", hospital: "示例医院" };
    // Of the claim only what is private of it is looked at.
    await app.db.ownerPool.query("alter table claim_private drop constraint claim_private_of");
    await app.db.ownerPool.query(
      `insert into claim_private (city_id, id, organisation_id, claim_id, person_id, filed_by, health_sealed)
       select city_id, gen_random_uuid(), organisation_id, gen_random_uuid(), id, 'test', $2 from person where id = $1`,
      [worker.personId, testVault.seal(JSON.stringify(claim))],
    );
    expect((await draft({ body: "苏女士因肺炎住院，互助金三天就到了。" })).body.facts.faults).toEqual([
      "story_tells_the_illness",
    ]);
    await app.db.ownerPool.query("delete from claim_private");
  });

  test("two records turn out to be one person: a story follows, and goes where that person does not agree", async () => {
    const { id } = (await draft()).body;
    await as("leader")("POST", `/stories/${id}/publication`, {});
    expect(await seenBy(reader.token)).toBe(1);
    await act((ctx) => withdrawConsent(ctx, { ...said(), personId: reader.personId }));
    await act((ctx) => followMerge(ctx, reader.personId, worker.personId));
    expect(await seenBy(reader.token)).toBe(0);
  });

  test("who was helped and agreed tells of it as ambassador, once, until the consent ends", async () => {
    const name = () =>
      as("office")("POST", "/ambassadors", { personId: worker.personId, since: "2025-03-01" });
    expect((await name()).status).toBe(200);
    expect((await name()).body.code).toBe("ambassador_already");
    expect((await as("unit")("GET", "/ambassadors")).body.rows).toMatchObject([{ name: worker.name }]);
    expect((await as("other")("GET", "/ambassadors")).body.rows).toEqual([]);
    await act((ctx) => withdrawConsent(ctx, said()));
    expect((await as("office")("GET", "/ambassadors")).body.rows).toEqual([]);
  });
});

test("an activity names the units it reached; a unit sees those that reached it", async () => {
  const talk = {
    kind: "shift_talk",
    title: "班前十分钟",
    place: "一车间",
    heldOn: "2025-03-03",
    heads: 40,
    organisationIds: [places.U11],
  };
  expect((await as("office")("POST", "/activities", talk)).status).toBe(200);
  expect((await as("office")("GET", "/activities")).body).toMatchObject({ total: 1, reached: 1 });
  expect((await as("unit")("GET", "/activities")).body).toMatchObject({ total: 1, unitsInAll: 1 });
  expect((await as("other")("GET", "/activities")).body).toMatchObject({ total: 0, reached: 0 });
});

test("reports of others are counted by channel and by audience, one line for many", async () => {
  const item = {
    channel: "newspaper",
    audience: "everybody",
    outlet: "工人日报等",
    title: "揭牌成立",
    isOwn: false,
    mentions: 40,
    publishedOn: "2024-10-11",
  };
  expect((await as("office")("POST", "/media", item)).status).toBe(200);
  const women = { ...item, audience: "women", mentions: 2 };
  expect((await as("office")("POST", "/media", women)).status).toBe(200);
  expect((await as("unit")("GET", "/media")).body).toMatchObject({
    total: 2,
    byChannel: [{ channel: "newspaper", mentions: 42 }],
    byAudience: [
      { audience: "everybody", mentions: 40 },
      { audience: "women", mentions: 2 },
    ],
  });
});
