import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { dayInChina } from "#core/dates.ts";
import { consentText, giveConsent, withdrawConsent } from "#features/members/index.ts";
import { systemActor, writing } from "#platform/context.ts";
import { type SeatedCity, seatedCity } from "#tests/support/callers.ts";
import { seedMember, seedWorker } from "#tests/support/member.ts";

/** What chance draws next; anything once it is empty. */
const drawn = vi.hoisted((): number[] => []);
vi.mock("node:crypto", async (real) => {
  const crypto = await real<typeof import("node:crypto")>();
  return {
    ...crypto,
    randomInt: (...[from, to]: [number, number]) => drawn.shift() ?? crypto.randomInt(from, to),
  };
});

const cityId = 476_500;
let app: SeatedCity["app"];
let places: SeatedCity["places"];
let as: SeatedCity["as"];
let bring: SeatedCity["upload"];

/** As small as a picture can be, and judged by its content. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

beforeAll(async () => {
  ({
    app,
    places,
    as,
    upload: bring,
  } = await seatedCity(cityId, {
    office: ["city_carer", "C"],
    county: ["county_clerk", "X1"],
    other: ["county_clerk", "X2"],
    unit: ["unit_clerk", "U11"],
  }));
});
afterAll(() => app.close());

const at = (place: string): string => places[place] ?? "";
const openPack = async (quantity: number): Promise<string> => {
  const body = { title: "夏季互助关爱包", season: "summer", contents: "毛巾、藿香正气水、水杯" };
  const { id } = (await as("office")("POST", "/care-packs", body)).body;
  const bought = { supplier: "示例商贸", invoice: "No.1", quantity, amount: "9000.00", on: "2025-01-05" };
  expect((await as("office")("POST", `/care-packs/${id}/purchases`, bought)).status).toBe(200);
  return id;
};
const issue = (id: string, quantity: number, from = "C", to = "X1", who = "office") =>
  as(who)("POST", `/care-packs/${id}/issues`, { fromId: at(from), toId: at(to), quantity, note: "" });
const list = (id: string, names: string, who = "county", place = "U11") =>
  as(who)("POST", `/care-packs/${id}/recipients`, { organisationId: at(place), names });
const listed = async (id: string, who = "county", show = "all") =>
  (await as(who)("GET", `/care-packs/${id}/recipients?show=${show}`)).body;
const hand = (id: string, recipient: string, who = "county", content: Buffer | string = picture) =>
  bring(who, `/care-packs/${id}/recipients/${recipient}/handing?kind=signature`, Buffer.from(content));
/** Every place's stock against its moves, straight from the tables. */
const stock = async (id: string) => {
  const { rows } = await app.db.ownerPool.query(
    `select o.code, s.came - s.went as left, (select sum(case when m.kind in ('bought', 'received', 'taken_back', 'found')
        then m.quantity else -m.quantity end)::int from pack_move as m
        where m.city_id = s.city_id and m.pack_id = s.pack_id and m.organisation_id = s.organisation_id) as moved
      from pack_stock as s join organisation as o on o.city_id = s.city_id and o.id = s.organisation_id
      where s.pack_id = $1 order by o.code`,
    [id],
  );
  for (const { left, moved } of rows) expect(left).toBe(moved);
  return rows.map(({ left }) => left);
};

describe("packs", () => {
  test("what is left at each place is what came in less what went out; nothing goes that is not there", async () => {
    const id = await openPack(100);
    expect((await issue(id, 101)).body.code).toBe("pack_short");
    expect((await issue(id, 40)).status).toBe(200);
    expect((await issue(id, 30, "C", "X2")).status).toBe(200);
    expect((await issue(id, 5, "X1", "U11", "county")).status).toBe(200);
    expect((await issue(id, 1, "X2", "X1", "county")).body.code).toBe("organisation_unknown");
    const count = (counted: number) =>
      as("county")("POST", `/care-packs/${id}/counts`, {
        ...{ organisationId: at("X1"), counted, reason: "清点时少了一份" },
      });
    expect((await count(35)).body.code).toBe("pack_count_agrees");
    expect((await count(34)).status).toBe(200);
    expect((await stock(id)).toSorted()).toEqual([30, 30, 34, 5].toSorted());
    const { body } = await as("office")("GET", `/care-packs/${id}`);
    expect(body).toMatchObject({ left: 99, cost: "9000.00" });
    for (const place of body.places)
      expect(place.left).toBe(
        place.bought +
          place.received +
          place.taken_back +
          place.found -
          place.issued -
          place.handed -
          place.missing,
      );
    const county = (await as("county")("GET", `/care-packs/${id}`)).body;
    expect(county).toMatchObject({ left: 39, cost: null, purchases: null, own: { left: 34 } });
    expect(
      county.places.map(({ organisationId }: { organisationId: string }) => organisationId).toSorted(),
    ).toEqual([at("U11"), at("X1")].toSorted());
  });

  test("two who take the last one at once: one of them gets it", async () => {
    const id = await openPack(1);
    const both = await Promise.all([issue(id, 1), issue(id, 1, "C", "X2")]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await stock(id);
  });

  test("two who count at once where nothing ever lay find it once", async () => {
    const id = await openPack(5);
    const count = () =>
      as("county")("POST", `/care-packs/${id}/counts`, {
        ...{ organisationId: at("U11"), counted: 5, reason: "清点时多出来的" },
      });
    const both = await Promise.all([count(), count()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await stock(id)).toSorted()).toEqual([5, 5]);
  });

  test("closed while somebody is put on the list: either nobody is on it, or it stays open", async () => {
    const id = await openPack(5);
    const other = await app.db.ownerPool.connect();
    try {
      await other.query("begin");
      await other.query("select from care_pack where id = $1 for share", [id]);
      await other.query(
        `insert into pack_recipient (city_id, id, organisation_id, pack_id, name, mark, state, listed_by_name)
          values ($1, gen_random_uuid(), $2, $3, '赵小红', '', 'listed', 'x')`,
        [cityId, at("U11"), id],
      );
      const closing = as("office")("POST", `/care-packs/${id}/closing`, { reason: "剩下的转到秋季" });
      await new Promise((later) => setTimeout(later, 300));
      await other.query("commit");
      expect((await closing).body.code).toBe("pack_people_left");
    } finally {
      other.release();
    }
  });

  test("handed over once, with a proof that opens; one leaves the stock of whoever hands it", async () => {
    const id = await openPack(10);
    await issue(id, 2);
    expect((await list(id, "赵小红\n钱小明 4521\n赵小红")).body).toEqual({ added: 2 });
    expect((await list(id, "赵小红")).body).toEqual({ added: 0 });
    expect((await list(id, "孙某", "county", "U21")).body.code).toBe("organisation_unknown");
    const { rows } = await listed(id);
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(["赵**", "钱**"]);
    const [first, second] = rows.map((row: { id: string }) => row.id);
    expect((await as("other")("GET", `/care-packs/${id}/recipients/${first}`)).status).toBe(404);
    expect((await hand(id, first, "county", "不是照片")).body.code).toBe("proof_unreadable");
    const twice = await Promise.all([hand(id, first), hand(id, first)]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await as("county")("GET", `/care-packs/${id}`)).body.own.left).toBe(1);
    const handings = async () =>
      (await as("county")("GET", `/care-packs/${id}/recipients/${first}`)).body.handings;
    const [handing] = await handings();
    const proof = async (who: string) => as(who)("GET", `/care-packs/${id}/proofs/${handing.id}`);
    expect((await proof("county")).raw).toEqual(picture);
    expect((await proof("other")).status).toBe(404);
    const back = { reason: "给错人了" };
    const takeBack = (recipient: string) =>
      as("county")("POST", `/care-packs/${id}/recipients/${recipient}/taking-back`, back);
    expect((await takeBack(second)).body.code).toBe("recipient_has_none");
    expect((await takeBack(first)).status).toBe(200);
    expect((await handings()).map(({ event, note }: Record<string, string>) => [event, note])).toEqual([
      ["taken_back", "给错人了"],
      ["handed", ""],
    ]);
    expect((await proof("county")).raw).toEqual(picture);
    expect((await hand(id, second)).status).toBe(200);
    expect((await hand(id, first)).status).toBe(200);
    expect((await list(id, "周小军")).body).toEqual({ added: 1 });
    const third = (await listed(id, "county", "listed")).rows[0].id;
    expect((await hand(id, third)).body.code).toBe("pack_short");
    expect((await as("county")("DELETE", `/care-packs/${id}/recipients/${first}`)).body.code).toBe(
      "recipient_has_it",
    );
    const close = () => as("office")("POST", `/care-packs/${id}/closing`, { reason: "剩下的转到秋季" });
    expect((await close()).body.code).toBe("pack_people_left");
    const strike = () => as("county")("DELETE", `/care-packs/${id}/recipients/${third}`);
    expect((await strike()).status).toBe(200);
    expect((await strike()).body.code).toBe("recipient_unknown");
    expect((await list(id, "周小军")).body).toEqual({ added: 1 });
    expect((await strike()).status).toBe(200);
    expect((await close()).status).toBe(200);
    expect((await issue(id, 1)).body.code).toBe("pack_unknown");
    expect((await stock(id)).toSorted()).toEqual([0, 8]);
  });

  test("a county sends back what it did not hand out; only whoever handed one over takes it back", async () => {
    const id = await openPack(10);
    await issue(id, 4);
    const back = (quantity: number) =>
      as("county")("POST", `/care-packs/${id}/issues`, { fromId: at("X1"), quantity, note: "没有发完" });
    expect((await back(5)).body.code).toBe("pack_short");
    expect((await back(3)).status).toBe(200);
    expect((await stock(id)).toSorted()).toEqual([1, 9]);
    const fromOther = { fromId: at("X2"), quantity: 1, note: "" };
    expect((await as("county")("POST", `/care-packs/${id}/issues`, fromOther)).body.code).toBe(
      "organisation_unknown",
    );
    await list(id, "赵小红");
    const [{ id: recipient }] = (await listed(id)).rows;
    expect((await hand(id, recipient, "office")).status).toBe(200);
    const takeBack = (who: string) =>
      as(who)("POST", `/care-packs/${id}/recipients/${recipient}/taking-back`, { reason: "给错人了" });
    expect((await takeBack("county")).body.code).toBe("recipient_handed_elsewhere");
    const seen = async (who: string) =>
      (await as(who)("GET", `/care-packs/${id}/recipients/${recipient}`)).body.allowed;
    expect(await seen("county")).toEqual([]);
    expect(await seen("office")).toEqual(["take_back"]);
    expect((await takeBack("office")).status).toBe(200);
  });

  test("those whom the hardship lists name are put on the list by the city, once; nothing says why", async () => {
    const id = await openPack(5);
    const path = `/care-packs/${id}/hardship-recipients`;
    expect((await as("county")("POST", path, {})).status).toBe(403);
    expect((await as("office")("POST", path, {})).body.code).toBe("hardship_nobody");
    const [agreed, namesake, gone] = [
      await seedWorker(app.db.pool, cityId, at("U12")),
      await seedWorker(app.db.pool, cityId, at("U12")),
      await seedWorker(app.db.pool, cityId, at("U12"), { name: "冯小海" }),
    ];
    const version = consentText("hardship_match")?.version ?? "";
    for (const { personId } of [agreed, gone])
      await writing(app.db.pool, systemActor("test", cityId), async (ctx) => {
        const said = { personId, purpose: "hardship_match", channel: "phone" } as const;
        await giveConsent(ctx, { ...said, version });
        if (personId === gone.personId) await withdrawConsent(ctx, said);
      });
    await app.db.ownerPool.query(
      `with list as (insert into hardship_list (city_id, id, title, content_hash, lines, matched, without_consent, unknown,
          received_on, taken_by_name, taken_at)
        values ($1, gen_random_uuid(), '低保名单', 'x', 1, 1, 0, 0, '2025-01-01', 'x', now()) returning id)
      insert into hardship_mark (city_id, id, list_id, person_id, category)
        select $1, gen_random_uuid(), list.id, p.id, 'minimum_living' from list, unnest($2::uuid[]) as p (id)`,
      [cityId, [agreed.personId, gone.personId]],
    );
    expect((await as("office")("POST", path, {})).body).toEqual({ added: 1 });
    expect((await as("office")("POST", path, {})).body).toEqual({ added: 0 });
    const { rows } = await listed(id, "office");
    // A namesake works beside them: what tells them apart is said, so that the other may stand on the list as well.
    expect(namesake.name).toBe(agreed.name);
    expect(rows).toMatchObject([{ mark: agreed.personId.slice(-4), state: "listed" }]);
    expect(JSON.stringify(rows)).not.toContain("minimum_living");
  });

  test("a name that one person of the unit bears is that person, who gets one in a season", async () => {
    const id = await openPack(5);
    await app.db.ownerPool.query(
      "insert into person (city_id, id, name, organisation_id) values ($1, gen_random_uuid(), '吴小芳', $2)",
      [cityId, at("U11")],
    );
    expect((await list(id, "吴小芳\n吴小芳 又一个\n郑小刚\n郑小刚 又一个")).body).toEqual({ added: 3 });
  });
});

describe("events", () => {
  const today = dayInChina(new Date());
  const plan = async (places: number, heldOn: string = today) =>
    (
      await as("office")("POST", "/care-events", {
        ...{ kind: "health_talk", title: "互助健康行第一讲", place: "市职工之家", heldOn },
        ...{ begins: "09:30", places, signUpUntil: heldOn },
      })
    ).body.id;
  const join = (id: string, name: string, who = "county", place = "U11") =>
    as(who)("POST", `/care-events/${id}/seats`, { organisationId: at(place), name });
  const page = async (id: string, who = "office") => (await as(who)("GET", `/care-events/${id}`)).body;

  test("never more than there are places, however many want the last one", async () => {
    const id = await plan(2);
    const all = await Promise.all(["甲某", "乙某", "丙某", "丁某"].map((name) => join(id, name)));
    expect(all.filter(({ status }) => status === 200).length).toBe(2);
    expect(await page(id)).toMatchObject({ taken: 2, places: 2 });
  });

  test("signed up once, checked in at the door by the code; a county sees its own people only", async () => {
    const id = await plan(10);
    expect((await join(id, "甲某")).status).toBe(200);
    expect((await join(id, "甲某")).body.code).toBe("event_signed_up");
    expect((await join(id, "甲某", "county", "U21")).body.code).toBe("organisation_unknown");
    expect((await join(id, "戊某", "other", "U21")).status).toBe(200);
    const { people, link, costEach } = await page(id);
    expect(people.length).toBe(2);
    expect(costEach).toBeNull();
    expect((await page(id, "county")).people.length).toBe(1);
    const token = link.split("#")[1];
    const arrive = (code: string) => as("office")("POST", "/public/event/arrival", { token, code });
    expect((await arrive("000000")).body.code).toBe("event_code_unknown");
    expect((await arrive(people[0].code)).body).toEqual({ title: "互助健康行第一讲", place: "市职工之家" });
    const cost = { words: "场地和讲课", amount: "100.01", on: "2025-01-05" };
    expect((await as("office")("POST", `/care-events/${id}/costs`, cost)).status).toBe(200);
    expect((await as("county")("POST", `/care-events/${id}/costs`, cost)).status).toBe(403);
    const arriveByHand = (who: string) => as(who)("POST", `/care-event-seats/${people[1].id}/arrival`, {});
    const ofCounty = (await page(id, "county")).people[0].id === people[1].id;
    const [theirs, notTheirs] = ofCounty ? ["county", "other"] : ["other", "county"];
    expect((await arriveByHand(notTheirs)).body.code).toBe("event_seat_unknown");
    expect((await arriveByHand(theirs)).status).toBe(200);
    // 100.01 yuan for two who came: cut to the cent.
    expect(await page(id)).toMatchObject({ arrived: 2, cost: "100.01", costEach: "50.00" });
    expect((await page(id, "county")).cost).toBeNull();
    const end = { state: "over", words: "圆满结束" };
    expect((await as("office")("POST", `/care-events/${id}/end`, end)).status).toBe(200);
    expect((await join(id, "己某")).body.code).toBe("event_unknown");
  });

  test("nobody came before the day", async () => {
    const id = await plan(10, "2099-03-01");
    await join(id, "甲某");
    const { people, allowed } = await page(id);
    expect(allowed).not.toContain("check_in");
    expect((await as("office")("POST", `/care-event-seats/${people[0].id}/arrival`, {})).body.code).toBe(
      "event_not_yet",
    );
    expect(await page(id)).toMatchObject({ arrived: 0 });
  });

  test("a code that somebody has is not given to another", async () => {
    const id = await plan(20);
    drawn.push(111_111, 111_111, 111_111, 222_222);
    expect((await join(id, "甲某")).status).toBe(200);
    expect((await join(id, "乙某")).status).toBe(200);
    const { people } = await page(id);
    expect(people.map(({ code }: { code: string }) => code).toSorted()).toEqual(["111111", "222222"]);
  });

  test("two of one name in one unit both come; one person does not come twice, whoever signs them up", async () => {
    const id = await plan(20);
    const signUp = async (place: string) => {
      const { token } = await seedMember(app.db.pool, cityId, at(place));
      return () => app.as(token)("POST", `/me/care-events/${id}/seat`, {});
    };
    const [one, namesake, alone] = [await signUp("U12"), await signUp("U12"), await signUp("U21")];
    expect([(await one()).status, (await namesake()).status]).toEqual([200, 200]);
    expect((await one()).body.code).toBe("event_signed_up");
    expect((await join(id, "苏兰桂", "other", "U21")).status).toBe(200);
    expect((await alone()).body.code).toBe("event_signed_up");
    expect((await page(id)).taken).toBe(3);
  });

  test("nobody signs up after the last day, or before it is planned rightly", async () => {
    const body = {
      ...{ kind: "match", title: "职工篮球赛", place: "体育馆", heldOn: "2099-03-01", begins: "09:30" },
      ...{ places: 5, signUpUntil: "2099-03-02" },
    };
    expect((await as("office")("POST", "/care-events", body)).body.code).toBe("event_days_wrong");
    const made = await as("office")("POST", "/care-events", { ...body, signUpUntil: "2020-01-01" });
    expect((await join(made.body.id, "甲某")).body.code).toBe("event_sign_up_over");
  });
});
