import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayInChina } from "#core/dates.ts";
import { bringCovers } from "#features/enrolment/index.ts";
import { consentText, withdrawConsent } from "#features/members/index.ts";
import { type ClaimsDesk, claimsDesk } from "#tests/support/claims.ts";
import { textOf } from "#tests/support/pdf.ts";
import { numberOf } from "#tests/support/rosters.ts";
import { confirmOwnCover, takeCertificate, takeOwnCertificate } from "./commands/certify.ts";
import { enrolmentJobs } from "./jobs.ts";
import { myCertificate } from "./queries/certificates.ts";
import { certificateRoutes } from "./routes/certificates.ts";
import { peopleOfOnePdf } from "./rules/certificate.ts";
import { certificateTexts } from "./text/certificates.ts";

let desk: ClaimsDesk;
let her: Awaited<ReturnType<ClaimsDesk["cover"]>>;
const version = consentText("membership")?.version ?? "";

beforeAll(async () => {
  desk = await claimsDesk({ routes: certificateRoutes, texts: certificateTexts, jobs: enrolmentJobs });
  her = await desk.cover("U11", "苏小北");
});
afterAll(() => desk.close());

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );
const take = (who: string, coverId: string) => desk.as(who)("GET", `/covers/${coverId}/certificate`);
const checkCodeOf = async (coverId: string): Promise<string> =>
  (await desk.query("select check_code from cover_certificate where cover_id = $1", [coverId])).rows[0]
    ?.check_code;
const check = async (typed: string) => {
  const url = `/public/covers?code=${encodeURIComponent(typed)}`;
  const reply = await desk.app.app.inject({ method: "GET", url });
  return { status: reply.statusCode, text: reply.body };
};

describe("one person's, from the console", () => {
  test("says who is covered, from when to when, with the number masked", async () => {
    const { raw, status } = await take("clerk", her.coverId);
    expect(status).toBe(200);
    const [page = "", ...more] = await textOf(raw);
    expect(more).toEqual([]);
    const text = page.replace(/\s/g, "");
    expect(text).toContain("职工互助保障凭证");
    expect(text).toContain("苏小北");
    expect(text).toMatch(/410902\*{8}\d{4}/);
    expect(text).toMatch(/BZ-\d{4}-000001/);
  });

  test("taken again, by two at once too, it is the same number and code", async () => {
    const before = await checkCodeOf(her.coverId);
    await Promise.all([take("clerk", her.coverId), take("county", her.coverId)]);
    expect(await checkCodeOf(her.coverId)).toBe(before);
    const { rows } = await desk.query("select count(*)::int as n from cover_certificate", []);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test("another unit's clerk does not get it", async () => {
    expect((await take("neighbour", her.coverId)).status).toBe(404);
  });

  test("what has not been remitted is not certified", async () => {
    const other = await desk.cover("U11", "李二");
    await desk.query(
      "update enrolment_batch set remitted_on = null where id = (select batch_id from cover where id = $1)",
      [other.coverId],
    );
    expect((await take("clerk", other.coverId)).body.code).toBe("certificate_not_yet");
    const mine = await desk.command((ctx) => myCertificate(ctx, other.coverId), desk.worker(other.personId));
    expect(mine.state).toBe("not_yet");
  });
});

describe("a worker's own, on the phone", () => {
  test("asks first: a roster is the unit's word; the confirmation keeps the consent and its version", async () => {
    const worker = desk.worker(her.personId);
    const mine = () => desk.command((ctx) => myCertificate(ctx, her.coverId), worker);
    const own = () => code(desk.command((ctx) => takeOwnCertificate(ctx, her.coverId), worker));
    expect(await mine()).toMatchObject({ state: "to_confirm", confirmedAt: null, name: "苏小北" });
    expect(await own()).toBe("cover_not_confirmed");
    const old = desk.command((ctx) => confirmOwnCover(ctx, her.coverId, "2020.1"), worker);
    expect(await code(old)).toBe("consent_text_changed");
    await desk.command((ctx) => confirmOwnCover(ctx, her.coverId, version), worker);
    expect(await mine()).toMatchObject({ state: "ready", confirmedAt: expect.any(String) });
    expect(await own()).toBe("done");
    const { rows } = await desk.query(
      "select action, version from member_consent where person_id = $1 and purpose = 'membership'",
      [her.personId],
    );
    expect(rows).toEqual([{ action: "given", version }]);
    // Said twice, it is said once.
    await desk.command((ctx) => confirmOwnCover(ctx, her.coverId, version), worker);
    expect((await desk.query("select 1 from cover_confirmation", [])).rows).toHaveLength(1);
  });

  test("somebody else's is not there", async () => {
    const other = await desk.cover("U11", "王三");
    const stranger = desk.worker(other.personId);
    expect(await code(desk.command((ctx) => takeOwnCertificate(ctx, her.coverId), stranger))).toBe(
      "not_found",
    );
    const confirming = desk.command((ctx) => confirmOwnCover(ctx, her.coverId, version), stranger);
    expect(await code(confirming)).toBe("not_found");
  });

  test("what was withdrawn is given again with the next confirmation", async () => {
    const other = await desk.cover("U11", "赵五");
    const worker = desk.worker(other.personId);
    const said = { personId: other.personId, purpose: "membership", channel: "phone" } as const;
    await desk.command((ctx) => confirmOwnCover(ctx, other.coverId, version), worker);
    await desk.command((ctx) => withdrawConsent(ctx, said), worker);
    await desk.command((ctx) => confirmOwnCover(ctx, other.coverId, version), worker);
    const { rows } = await desk.query("select action from member_consent where person_id = $1 order by id", [
      other.personId,
    ]);
    expect(rows.map(({ action }) => action)).toEqual(["given", "withdrawn", "given"]);
  });
});

describe("the public check", () => {
  test("is one field without a script; a wrong code is no certificate", async () => {
    const { status, text } = await check("");
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script/i);
    expect(text.match(/<input/g)).toHaveLength(1);
    expect((await check("2345-6789-ABCD")).text).toContain("没有这份凭证");
  });

  test("says whether it covers today, and of the person only what is masked", async () => {
    const { text } = await check((await checkCodeOf(her.coverId)).toLowerCase());
    expect(text).toContain("现在在保障中");
    expect(text).toContain("苏**");
    expect(text).not.toContain("苏小北");
    expect(text).toMatch(/410902\*{8}\d{4}/);
  });

  test("a cover that is over, or was cancelled, is told so", async () => {
    const gone = await desk.cover("U11", "孙六");
    await desk.command((ctx) => takeCertificate(ctx, gone.coverId));
    const paper = await checkCodeOf(gone.coverId);
    const until = addDays(dayInChina(new Date()), 0);
    await desk.query(
      "update enrolment_batch set covered_until = $2 where id = (select batch_id from cover where id = $1)",
      [gone.coverId, until],
    );
    expect((await check(paper)).text).toContain("保障已经到期");
    // In a demo city it is the day on which its clock stands.
    const clock = "update city set is_demo = $1, demo_day = $2 where city_id = 410900";
    await desk.query(clock, [true, addDays(until, -1)]);
    expect((await check(paper)).text).toContain("现在在保障中");
    await desk.query(clock, [false, null]);
    await desk.query("delete from cover where id = $1", [gone.coverId]);
    const { text } = await check(paper);
    expect(text).toContain("已经取消");
    expect(text).not.toContain("孙六");
  });
});

describe("of a whole roster", () => {
  async function roster(people: number, from: number): Promise<string> {
    const today = dayInChina(new Date());
    return desk.command((ctx) =>
      bringCovers(ctx, {
        organisationId: desk.at("U11"),
        planCode: "HN-INP-80",
        planVersion: "2025.1",
        from: addDays(today, -30),
        until: addDays(today, 335),
        people: Array.from({ length: people }, (_, at) => ({
          line: at + 1,
          name: "职工",
          idNumber: numberOf((from + at) % 1000, `19${70 + Math.floor((from + at) / 1000)}0612`),
        })),
      }),
    );
  }

  test("a job makes one PDF, a page a person; only the unit and those above it take it", async () => {
    const batchId = await roster(3, 5_000);
    const path = `/rosters/${batchId}/certificates`;
    expect((await desk.as("clerk")("GET", path)).body).toMatchObject({ file: null, people: 3, mayAsk: true });
    expect((await desk.as("clerk")("POST", path, {})).status).toBe(200);
    await desk.work();
    expect((await desk.as("clerk")("GET", path)).body.file).toMatchObject({ people: 3, kind: "pdf" });
    const { raw } = await desk.as("clerk")("GET", `${path}/file`);
    expect(await textOf(raw)).toHaveLength(3);
    expect((await desk.as("neighbour")("GET", `${path}/file`)).status).toBe(404);
    expect((await desk.as("neighbour")("POST", path, {})).status).toBe(404);
  });

  test("more than one PDF holds come as a zip, all of them", async () => {
    const people = peopleOfOnePdf + 1;
    const batchId = await roster(people, 6_000);
    const path = `/rosters/${batchId}/certificates`;
    expect((await desk.as("clerk")("POST", path, {})).status).toBe(200);
    await desk.work();
    expect((await desk.as("clerk")("GET", path)).body.file).toMatchObject({ people, kind: "zip" });
    const { raw } = await desk.as("clerk")("GET", `${path}/file`);
    expect(raw.subarray(0, 2).toString()).toBe("PK");
    const names = [...raw.toString("utf8").matchAll(/保障凭证(\d+)-(\d+)\.pdf/g)].map(([name]) => name);
    expect(new Set(names)).toEqual(new Set(["保障凭证1-500.pdf", "保障凭证501-501.pdf"]));
  }, 60_000);
});
