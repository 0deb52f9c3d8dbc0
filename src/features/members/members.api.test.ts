import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { channels, setChannels } from "#platform/channels/channels.ts";
import { openSms } from "#platform/channels/sms.ts";
import { type StandIn, smsStandIn, standInKey } from "#platform/channels/stand-in.ts";
import { reading, systemActor, writing } from "#platform/context.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { seedMember, seedWorker, type Worker } from "#tests/support/member.ts";
import { consentsOf, followMerge } from "./index.ts";
import { memberJobs } from "./jobs.ts";
import { memberRoutes } from "./routes/index.ts";
import { memberTexts } from "./text.ts";

const city = 410900;
let app: TestApp;
let places: Record<string, string>;
let gateway: StandIn;

beforeAll(async () => {
  app = await testApp(memberRoutes, memberTexts);
  places = await seedCity(app.db.pool, city);
  gateway = await smsStandIn({ port: 0 });
  setChannels({
    sms: openSms({
      url: gateway.url,
      ...standInKey,
      application: "1400000000",
      sign: "同舟互助",
      templates: { sign_in_code: "1001", notice: "1002" },
    }),
  });
});
afterEach(() => app.db.ownerPool.query("update member_code set asked_at = asked_at - interval '2 days'"));
afterAll(async () => {
  await gateway.close();
  await app.close();
});

const unit = () => places.U11 ?? "";
const worker = (change: Parameters<typeof seedWorker>[3] = {}) =>
  seedWorker(app.db.pool, city, unit(), change);
const work = () =>
  workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs: memberJobs, texts: memberTexts });

/** Asks for a code, and reads it from the message that arrived at the gateway. */
async function codeFor(phone: string): Promise<string> {
  expect((await app.as()("POST", "/me/code", { phone })).status).toBe(200);
  await work();
  const message = gateway.messages.at(-1);
  expect(message).toMatchObject({ to: `+86${phone}`, template: "1001" });
  return message?.parameters[0] ?? "";
}

async function signIn(phone: string): Promise<string> {
  const reply = await app.as()("POST", "/me/session", { phone, code: await codeFor(phone) });
  expect(reply.status).toBe(200);
  return reply.cookie ?? "";
}

const bind = async (token: string, { name, idNumber }: Worker) =>
  app.as(token)("POST", "/me/binding", { name, idNumber });

describe("signing in by phone and code", () => {
  test("a code comes by message, opens once, and the phone is signed in for nobody yet", async () => {
    const phone = "13700000001";
    const code = await codeFor(phone);
    expect(code).toMatch(/^\d{6}$/);
    const signedIn = await app.as()("POST", "/me/session", { phone, code });
    expect(signedIn.body).toMatchObject({ phone: "137****0001", person: null, request: null });
    expect(signedIn.body.demo).toBeUndefined();
    expect((await app.as()("POST", "/me/session", { phone, code })).body.code).toBe("sms_code_wrong");
    expect((await app.as(signedIn.cookie)("GET", "/me/profile")).status).toBe(401);
  });

  test("nothing tells whether a number is known: known and unknown get the same answers", async () => {
    const known = await seedMember(app.db.pool, city, unit());
    for (const phone of [known.phone, "13700000002"]) {
      const asked = await app.as()("POST", "/me/code", { phone });
      expect([asked.status, asked.body]).toEqual([200, { seconds: 300, again: 60 }]);
      const wrong = await app.as()("POST", "/me/session", { phone, code: "000000" });
      expect([wrong.status, wrong.body.code]).toEqual([401, "sms_code_wrong"]);
      const never = await app.as()("POST", "/me/session", {
        phone: `${phone.slice(0, -1)}9`,
        code: "000000",
      });
      expect([never.status, never.body]).toEqual([wrong.status, wrong.body]);
    }
  });

  test("the right code after five wrong ones opens nothing", async () => {
    const phone = "13700000003";
    const code = await codeFor(phone);
    const wrong = code === "111111" ? "222222" : "111111";
    for (let i = 0; i < 5; i++) await app.as()("POST", "/me/session", { phone, code: wrong });
    expect((await app.as()("POST", "/me/session", { phone, code })).body.code).toBe("sms_code_wrong");
  });

  test("another code within the minute is refused, also when two ask at once", async () => {
    const ask = () => app.as()("POST", "/me/code", { phone: "13700000004" });
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(answers.find(({ status }) => status === 429)?.body.code).toBe("code_just_sent");
  });

  test("after five minutes the code is old", async () => {
    const phone = "13700000005";
    const code = await codeFor(phone);
    await app.db.ownerPool.query("update member_code set expires_at = now() where used_at is null");
    expect((await app.as()("POST", "/me/session", { phone, code })).body.code).toBe("sms_code_wrong");
  });

  test("neither number nor code stands in the database in clear, nor after the message has gone even sealed", async () => {
    const phone = "13700000006";
    const code = await codeFor(phone);
    const { rows } = await app.db.ownerPool.query(
      "select sealed, sent_at from member_code order by asked_at desc limit 1",
    );
    expect(rows[0]).toMatchObject({ sealed: null, sent_at: expect.any(Date) });
    const { rows: jobs } = await app.db.ownerPool.query(
      "select payload::text, title, result::text from job_run",
    );
    const { rows: lines } = await app.db.ownerPool.query("select facts::text from audit_line");
    expect(JSON.stringify([jobs, lines])).not.toMatch(new RegExp(`${phone}|${code}`));
  });

  test("a gateway in trouble is asked again", async () => {
    await work();
    const before = gateway.messages.length;
    gateway.failNext(1);
    await app.as()("POST", "/me/code", { phone: "13700000007" });
    await work();
    expect(gateway.messages.length).toBe(before);
    // The worker would wait some seconds.
    for (let i = 0; i < 20 && gateway.messages.length === before; i++) {
      await app.db.ownerPool.query("update graphile_worker._private_jobs set run_at = now()");
      await work();
    }
    expect(gateway.messages.length).toBe(before + 1);
  });

  test("without a gateway, where the city is no demo, it says so and sends nothing", async () => {
    const open = channels();
    setChannels({});
    const reply = await app.as()("POST", "/me/code", { phone: "13700000008" });
    setChannels(open);
    expect([reply.status, reply.body.code]).toEqual([409, "sms_not_set_up"]);
  });

  test("what is no mobile number is told so", async () => {
    expect((await app.as()("POST", "/me/code", { phone: "0393-4412345" })).body.code).toBe(
      "phone_not_mobile",
    );
  });
});

describe("who the phone stands for", () => {
  test("name, number and the roster's phone agree: bound, and the worker sees their own data, masked", async () => {
    const who = await worker();
    const token = await signIn(who.phone);
    expect((await bind(token, who)).body).toMatchObject({ person: { id: who.personId, name: "苏兰桂" } });
    const { body } = await app.as(token)("GET", "/me/profile");
    expect(body).toMatchObject({ name: "苏兰桂", phone: expect.stringContaining("****"), cityName: "09市" });
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${who.phone}|${who.idNumber}`));
  });

  test.each<[string, Partial<Worker>]>([
    ["a wrong name", { name: "苏兰贵" }],
    ["a number nobody has", { idNumber: "410902199001019999" }],
  ])("%s reads like any other mistake, and is not kept", async (_case, change) => {
    const who = await worker();
    const token = await signIn(who.phone);
    const reply = await bind(token, { ...who, ...change });
    expect([reply.status, reply.body.code]).toEqual([400, "member_not_matched"]);
    expect((await app.as(token)("GET", "/me/session")).body).toMatchObject({ person: null, request: null });
  });

  test("identity numbers cannot be tried: five wrong ones a day, then not even the right one", async () => {
    const who = await worker();
    const token = await signIn(who.phone);
    for (let i = 0; i < 5; i++) await bind(token, { ...who, name: `苏${i}` });
    expect((await bind(token, who)).body.code).toBe("bindings_too_many");
  });

  test("another phone than the roster's: the unit's clerk is asked, confirms, and the phone is bound", async () => {
    const who = await worker({ rosterPhone: "13800000000" });
    const token = await signIn(who.phone);
    expect((await bind(token, who)).body).toMatchObject({ person: null, request: { state: "asked" } });
    const clerk = app.as((await seedSession(app.db.pool, city, "unit_clerk", unit())).token);
    const other = app.as((await seedSession(app.db.pool, city, "unit_clerk", places.U12 ?? "")).token);
    const { body: list } = await clerk("GET", "/member-requests");
    expect(list.rows).toHaveLength(1);
    expect(list.rows[0]).toMatchObject({ name: "苏兰桂", rosterPhone: "138****0000" });
    const decision = `/member-requests/${list.rows[0].id}/decision`;
    expect((await other("GET", "/member-requests")).body.rows).toEqual([]);
    expect((await other("POST", decision, { decision: "confirm" })).status).toBe(404);
    expect((await clerk("POST", decision, { decision: "confirm" })).status).toBe(200);
    expect((await clerk("POST", decision, { decision: "confirm" })).body.code).toBe("request_decided");
    expect((await app.as(token)("GET", "/me/session")).body).toMatchObject({ person: { id: who.personId } });
  });

  test("refused: the worker reads why, and may ask again", async () => {
    const who = await worker({ rosterPhone: undefined });
    const token = await signIn(who.phone);
    await bind(token, who);
    const clerk = app.as((await seedSession(app.db.pool, city, "unit_clerk", unit())).token);
    const { body: list } = await clerk("GET", "/member-requests");
    await clerk("POST", `/member-requests/${list.rows[0].id}/decision`, {
      decision: "refuse",
      note: "本人没有换号",
    });
    expect((await app.as(token)("GET", "/me/session")).body.request).toMatchObject({
      state: "refused",
      note: "本人没有换号",
    });
    expect((await bind(token, who)).body.request).toMatchObject({ state: "asked" });
    expect((await app.as(token)("DELETE", "/me/binding-request")).body.request).not.toMatchObject({
      state: "asked",
    });
  });

  test("one phone a person: a new one that is confirmed ends what the old one could do", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    const token = await signIn("13700000011");
    await bind(token, who);
    const clerk = app.as((await seedSession(app.db.pool, city, "unit_clerk", unit())).token);
    const { body: list } = await clerk("GET", "/member-requests");
    await clerk("POST", `/member-requests/${list.rows[0].id}/decision`, { decision: "confirm" });
    expect((await app.as(who.token)("GET", "/me/profile")).status).toBe(401);
    expect((await app.as(token)("GET", "/me/profile")).status).toBe(200);
  });

  test("leaving: the account stands for nobody, on all devices", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    expect((await app.as(who.token)("DELETE", "/me/binding")).status).toBe(200);
    expect((await app.as(who.token)("GET", "/me/profile")).status).toBe(401);
    expect((await app.as(who.token)("GET", "/me/session")).body).toMatchObject({ person: null });
  });

  test("a record that was merged stands for the one kept", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    const kept = await worker({ name: "苏兰桂（正）" });
    await app.as(who.token)("PUT", "/me/consents/membership", { version: "2025.1" });
    await app.db.ownerPool.query("update person set merged_into = $1 where id = $2", [
      kept.personId,
      who.personId,
    ]);
    expect((await app.as(who.token)("GET", "/me/profile")).body.name).toBe("苏兰桂（正）");
    await writing(app.db.pool, systemActor("test", city), (ctx) =>
      followMerge(ctx, kept.personId, who.personId),
    );
    const { body } = await app.as(who.token)("GET", "/me/consents");
    expect(body.rows[0]).toMatchObject({ purpose: "membership", given: { version: "2025.1" } });
    expect((await app.as(who.token)("DELETE", "/me/binding")).status).toBe(200);
    expect((await app.as(who.token)("GET", "/me/profile")).status).toBe(401);
  });
});

describe("what is mine", () => {
  test("sessions are listed and ended, one's own only", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    const stranger = await seedMember(app.db.pool, city, unit());
    const second = await signIn(who.phone);
    const { body } = await app.as(second)("GET", "/me/sessions");
    expect(body.rows).toHaveLength(2);
    const other = body.rows.find((row: { isThis: boolean }) => !row.isThis);
    expect(other.device).toBe("iPhone，浏览器");
    expect((await app.as(stranger.token)("DELETE", `/me/sessions/${other.id}`)).status).toBe(404);
    expect((await app.as(second)("DELETE", `/me/sessions/${other.id}`)).status).toBe(200);
    expect((await app.as(who.token)("GET", "/me/profile")).status).toBe(401);
  });

  test("a consent is given to the text in force, withdrawn as easily, and every word of it is kept", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    const me = app.as(who.token);
    expect((await me("PUT", "/me/consents/health_claim", { version: "1900.1" })).body.code).toBe(
      "consent_text_changed",
    );
    const standing = () =>
      reading(app.db.pool, systemActor("test", city), (ctx) =>
        consentsOf(ctx, "health_claim", [who.personId, newId()]),
      );
    expect((await standing()).size).toBe(0);
    await me("PUT", "/me/consents/health_claim", { version: "2025.1" });
    expect([...(await standing()).keys()]).toEqual([who.personId]);
    await me("DELETE", "/me/consents/health_claim");
    expect((await standing()).size).toBe(0);
    const { rows } = await app.db.ownerPool.query(
      "select action, version, length(text_hash) as hash, channel from member_consent where person_id = $1 order by id",
      [who.personId],
    );
    expect(rows).toEqual([
      { action: "given", version: "2025.1", hash: 32, channel: "phone" },
      { action: "withdrawn", version: "2025.1", hash: 32, channel: "phone" },
    ]);
  });

  test("all data held come in one file, in full, and the taking is on record", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    const reply = await app.as(who.token)("GET", "/me/data");
    expect(reply.body.本人).toMatchObject({ name: "苏兰桂", phone: who.phone, idNumbers: [who.idNumber] });
    const { rows } = await app.db.ownerPool.query(
      "select facts from audit_line where event = 'member.data_exported' order by id desc limit 1",
    );
    expect(rows[0].facts).toEqual({ personId: who.personId });
  });

  test("a deletion is asked for once, and stands in the profile until it is answered", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    expect((await app.as(who.token)("POST", "/me/deletion-requests", {})).status).toBe(200);
    expect((await app.as(who.token)("POST", "/me/deletion-requests", {})).body.code).toBe("deletion_asked");
    expect((await app.as(who.token)("GET", "/me/profile")).body.deletionAskedAt).not.toBeNull();
  });

  test("large type goes with the account", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await app.as(who.token)("PUT", "/me/large-type", { largeType: true });
    const second = await signIn(who.phone);
    expect((await app.as(second)("GET", "/me/session")).body.largeType).toBe(true);
  });

  test("a worker's token opens nothing of those who work here", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    expect((await app.as(who.token)("GET", "/member-requests")).status).toBe(403);
  });
});

test("in a database of demo cities only, the code is shown and some invented workers are offered", async () => {
  await app.db.ownerPool.query("update city set is_demo = true");
  const who = await worker();
  const { body } = await app.as()("POST", "/me/code", { phone: who.phone });
  expect(body.demoCode).toMatch(/^\d{6}$/);
  const { demo } = (await app.as()("GET", "/me/session")).body;
  expect(demo.workers.length).toBeGreaterThan(0);
  await app.db.ownerPool.query(
    "insert into city (city_id, name, province_id, opened_at) values (411100, '真城', 410000, now())",
  );
  expect((await app.as()("GET", "/me/session")).body.demo).toBeUndefined();
  expect((await app.as()("POST", "/me/code", { phone: "13700000019" })).body.demoCode).toBeUndefined();
});
