import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#core/ids.ts";
import { setChannels } from "#platform/channels/channels.ts";
import { openEmail } from "#platform/channels/email.ts";
import { openSms } from "#platform/channels/sms.ts";
import { type StandIn, smsStandIn, standInKey, weChatStandIn } from "#platform/channels/stand-in.ts";
import { openWeChat } from "#platform/channels/wechat.ts";
import { systemActor, writing } from "#platform/context.ts";
import { workOff } from "#platform/jobs/worker.ts";
import { type TestApp, testApp } from "#tests/support/app.ts";
import { seedCity, seedSession } from "#tests/support/city.ts";
import { seedMember, seedWorker } from "#tests/support/member.ts";
import { type SmtpSink, smtpSink } from "#tests/support/smtp-sink.ts";
import { deliverNotices, type NoticeTemplate, type Recipient, tell } from "./index.ts";
import { noticeJobs } from "./jobs.ts";
import { noticeRoutes } from "./routes/index.ts";
import { noticeTexts } from "./text.ts";

const city = 410900;
let app: TestApp;
let places: Record<string, string>;
let sms: StandIn;
let weChat: StandIn;
let mail: SmtpSink;

const open = () => ({
  sms: openSms({
    url: sms.url,
    ...standInKey,
    application: "1400000000",
    sign: "同舟互助",
    templates: { notice: "1002" },
  }),
  email: openEmail({ url: mail.url, from: "同舟互助 <notice@example.org>" }),
  wechat: openWeChat({ url: weChat.url, appId: "wx1", secret: "s", template: "T1" }),
});

beforeAll(async () => {
  app = await testApp(noticeRoutes, noticeTexts);
  places = await seedCity(app.db.pool, city);
  [sms, weChat, mail] = [await smsStandIn({ port: 0 }), await weChatStandIn({ port: 0 }), await smtpSink()];
});
beforeEach(async () => {
  setChannels(open());
  await deliver();
});
afterAll(async () => {
  await Promise.all([sms.close(), weChat.close(), mail.close()]);
  await app.close();
});

const paid: NoticeTemplate<{ amount: string }> = {
  code: "test.paid",
  title: ({ amount }) => `互助金${amount}元已付`,
  body: ({ amount }) => `${amount}元已经付到您的账户。`,
  sms: ({ amount }) => `互助金${amount}元已付，请查收。`,
};

const say = (to: Recipient, sourceId = newId(), source = "claims") =>
  writing(app.db.pool, systemActor("test", city), (ctx) =>
    tell(ctx, paid, to, { amount: "4,071.41" }, { source, sourceId, link: "/m/claims" }),
  );
const deliver = () => deliverNotices(app.db.pool);
const unit = () => places.U11 ?? "";
const deliveries = async (noticeOf: string) =>
  (
    await app.db.ownerPool.query(
      `select d.channel, d.state, d.fault, d.tries from notice_delivery as d join notice as n on n.id = d.notice_id
       where n.source_id = $1 order by d.channel`,
      [noticeOf],
    )
  ).rows;

describe("telling", () => {
  test("a worker has it in the inbox at once and by message to the phone they sign in with", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await say({ personId: who.personId });
    const me = app.as(who.token);
    expect((await me("GET", "/me/notices")).body).toMatchObject({
      unread: 1,
      rows: [{ title: "互助金4,071.41元已付", link: "/m/claims", isRead: false }],
    });
    await deliver();
    expect(sms.messages.at(-1)).toMatchObject({
      to: `+86${who.phone}`,
      template: "1002",
      parameters: ["互助金4,071.41元已付，请查收。"],
    });
    await me("POST", "/me/notices/read", {});
    expect((await me("GET", "/me/notices/unread")).body).toEqual({ unread: 0 });
  });

  test("one who never signed in is reached by the roster's phone; one without a phone is not, and it says so", async () => {
    const [known, phoneless] = [
      await seedWorker(app.db.pool, city, unit()),
      await seedWorker(app.db.pool, city, unit(), { rosterPhone: undefined }),
    ];
    await say({ personId: known.personId }, "to-known");
    await say({ personId: phoneless.personId }, "to-phoneless");
    await deliver();
    expect(sms.messages.at(-1)?.to).toBe(`+86${known.phone}`);
    expect(await deliveries("to-known")).toMatchObject([{ channel: "sms", state: "sent", tries: 1 }]);
    expect(await deliveries("to-phoneless")).toMatchObject([
      { channel: "sms", state: "no_address", tries: 0 },
    ]);
  });

  test("once per template, source and recipient, also when told by two at a time", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await Promise.all([say({ personId: who.personId }, "twice"), say({ personId: who.personId }, "twice")]);
    expect((await app.as(who.token)("GET", "/me/notices")).body.total).toBe(1);
    expect(await deliveries("twice")).toHaveLength(1);
  });

  test("an organisation: whoever has the permission there, nobody of another unit, and its registered contact", async () => {
    const session = async (place: string) =>
      app.as((await seedSession(app.db.pool, city, "unit_clerk", place)).token);
    const [clerk, neighbour] = [await session(unit()), await session(places.U12 ?? "")];
    await say({ organisationId: unit(), permission: "enrolment.confirm" }, "to-unit");
    await say({ organisationId: unit(), permission: "banking.decide" }, "to-nobody-there");
    expect((await clerk("GET", "/notices")).body.rows).toHaveLength(1);
    expect((await neighbour("GET", "/notices")).body.rows).toEqual([]);
    await deliver();
    expect(sms.messages.at(-1)?.to).toBe("+8613912345678");
    // What one clerk has read another has not.
    await clerk("POST", "/notices/read", {});
    expect((await (await session(unit()))("GET", "/notices/unread")).body).toEqual({ unread: 1 });
  });

  test("a unit sees neither its workers' notices nor their deliveries", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await say({ personId: who.personId });
    const clerk = app.as((await seedSession(app.db.pool, city, "county_clerk", places.X1 ?? "")).token);
    expect((await clerk("GET", "/notices")).body.rows).toEqual([]);
  });

  test("where the city has no way out, it is in the inbox and said to be nowhere else", async () => {
    setChannels({});
    const who = await seedMember(app.db.pool, city, unit());
    await say({ personId: who.personId }, "silent");
    await deliver();
    expect(await deliveries("silent")).toMatchObject([{ channel: "sms", state: "not_set_up", tries: 0 }]);
    expect((await app.as(who.token)("GET", "/me/notices")).body.total).toBe(1);
  });
});

describe("a way out that is in trouble", () => {
  const due = () =>
    app.db.ownerPool.query(
      "update notice_delivery set next_at = now() - interval '1 second' where state = 'waiting'",
    );

  test("is tried again later, then it arrives", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    sms.failNext(1);
    await say({ personId: who.personId }, "later");
    await deliver();
    expect(await deliveries("later")).toMatchObject([
      { state: "waiting", fault: "InternalError.Timeout", tries: 1 },
    ]);
    await deliver(); // not due yet
    expect(await deliveries("later")).toMatchObject([{ tries: 1 }]);
    await due();
    await deliver();
    expect(await deliveries("later")).toMatchObject([{ state: "sent", fault: null, tries: 2 }]);
  });

  test("fails after six tries; the city sees it, without the worker's name, and sends once more", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await say({ personId: who.personId }, "never");
    sms.failNext(6);
    for (let i = 0; i < 6; i++) {
      await deliver();
      await due();
    }
    expect(await deliveries("never")).toMatchObject([{ state: "failed", tries: 6 }]);
    const clerk = app.as((await seedSession(app.db.pool, city, "city_clerk", places.C ?? "")).token);
    const { body } = await clerk("GET", "/notice-deliveries");
    expect(body.rows).toMatchObject([{ title: "给职工本人的通知", state: "failed", channel: "sms" }]);
    expect((await clerk("POST", `/notice-deliveries/${body.rows[0].id}/retry`)).status).toBe(200);
    await deliver();
    expect(await deliveries("never")).toMatchObject([{ state: "sent" }]);
    expect((await clerk("POST", `/notice-deliveries/${body.rows[0].id}/retry`)).body.code).toBe(
      "delivery_not_failed",
    );
  });

  test("two programs at once send it once", async () => {
    const who = await seedMember(app.db.pool, city, unit());
    await say({ personId: who.personId }, "two-senders");
    const before = sms.messages.length;
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(sms.messages.length).toBe(before + 1);
  });
});

describe("mail", () => {
  /** A worker whose address is confirmed by the code that came by mail. */
  async function withMail(address: string) {
    const who = await seedMember(app.db.pool, city, unit());
    const me = app.as(who.token);
    expect((await me("PUT", "/me/notice-settings/email", { email: address })).body).toMatchObject({
      email: `${address.slice(0, 2)}***@example.org`,
      emailIsConfirmed: false,
    });
    await workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs: noticeJobs, texts: noticeTexts });
    const code = /\b(\d{6})\b/.exec(subjectOf(mail.mails.at(-1)?.content ?? ""))?.[1] ?? "";
    return { ...who, me, code };
  }
  const subjectOf = (content: string) => decoded(/^Subject: (.*(?:\n .*)*)/m.exec(content)?.[1] ?? "");
  const decoded = (text: string) =>
    text.replace(/=\?UTF-8\?([BQ])\?(.*?)\?=\s*/gi, (_all, kind, part) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(part, "base64").toString()
        : decodeURIComponent(part.replaceAll("_", " ").replaceAll("=", "%")),
    );

  test("goes to an address only once its owner has sent the code back", async () => {
    const { personId, me, code } = await withMail("su@example.org");
    await say({ personId }, "unconfirmed");
    expect((await deliveries("unconfirmed")).map(({ channel }) => channel)).toEqual(["sms"]);
    expect((await me("POST", "/me/notice-settings/email/confirmation", { code: "000000" })).body.code).toBe(
      "email_code_wrong",
    );
    expect((await me("POST", "/me/notice-settings/email/confirmation", { code })).body.emailIsConfirmed).toBe(
      true,
    );
    await say({ personId }, "confirmed");
    await deliver();
    expect(mail.mails.at(-1)?.to).toBe("su@example.org");
    expect(subjectOf(mail.mails.at(-1)?.content ?? "")).toContain("互助金4,071.41元已付");
    expect(await deliveries("confirmed")).toMatchObject([
      { channel: "email", state: "sent" },
      { channel: "sms", state: "sent" },
    ]);
  });

  test("not wanted for one purpose, by one way: the other purposes and ways go on", async () => {
    const { personId, me, code } = await withMail("lan@example.org");
    await me("POST", "/me/notice-settings/email/confirmation", { code });
    await me("PUT", "/me/notice-settings/email/claims", { wanted: false });
    await me("PUT", "/me/notice-settings/sms/payments", { wanted: false });
    await say({ personId }, "muted-mail", "claims");
    await say({ personId }, "muted-sms", "payments");
    expect((await deliveries("muted-mail")).map(({ channel }) => channel)).toEqual(["sms"]);
    expect((await deliveries("muted-sms")).map(({ channel }) => channel)).toEqual(["email"]);
    await me("PUT", "/me/notice-settings/email/claims", { wanted: true });
    await say({ personId }, "wanted-again", "claims");
    expect((await deliveries("wanted-again")).map(({ channel }) => channel)).toEqual(["email", "sms"]);
  });

  test("a server's no is final, its later is not", async () => {
    const { personId, me, code } = await withMail("gui@example.org");
    await me("POST", "/me/notice-settings/email/confirmation", { code });
    await me("PUT", "/me/notice-settings/sms/claims", { wanted: false });
    mail.answerNext("550", "451");
    await say({ personId }, "no");
    await deliver();
    await say({ personId }, "not-now");
    await deliver();
    expect(await deliveries("no")).toMatchObject([{ state: "failed", fault: "smtp_550" }]);
    expect(await deliveries("not-now")).toMatchObject([{ state: "waiting", fault: "smtp_451" }]);
  });

  test("neither address, code nor words stand in a job or an audit line", async () => {
    const { rows: jobs } = await app.db.ownerPool.query("select payload::text, result::text from job_run");
    const { rows: lines } = await app.db.ownerPool.query("select facts::text from audit_line");
    expect(jobs.length).toBeGreaterThan(0);
    expect(JSON.stringify([jobs, lines])).not.toMatch(/example\.org|4,071|139\d{8}/);
  });
});

test("WeChat: linked by its page of consent, told by template message, unlinked", async () => {
  const who = await seedMember(app.db.pool, city, unit());
  const me = app.as(who.token);
  await me("PUT", "/me/notice-settings/wechat", { code: "abc" });
  await workOff({ ownerPool: app.db.ownerPool, pool: app.db.pool, jobs: noticeJobs, texts: noticeTexts });
  expect((await me("GET", "/me/notice-settings")).body.wechat).toEqual({ appId: "wx1", isLinked: true });
  weChat.failNext(1);
  await say({ personId: who.personId }, "by-wechat");
  await deliver();
  expect(await deliveries("by-wechat")).toMatchObject([
    { channel: "sms", state: "sent" },
    { channel: "wechat", state: "waiting", fault: "wechat_-1" },
  ]);
  await app.db.ownerPool.query(
    "update notice_delivery set next_at = now() - interval '1 second' where state = 'waiting'",
  );
  await deliver();
  expect(weChat.messages.at(-1)).toMatchObject({ to: "open-abc", template: "T1" });
  await me("DELETE", "/me/notice-settings/wechat");
  await say({ personId: who.personId }, "after-wechat");
  expect((await deliveries("after-wechat")).map(({ channel }) => channel)).toEqual(["sms"]);
});
