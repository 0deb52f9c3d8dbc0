import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#platform/context.ts";
import { type ClaimsDesk, claimsDesk } from "#tests/support/claims.ts";
import { textOf } from "#tests/support/pdf.ts";
import { takeExplanation } from "./commands/take-explanation.ts";
import { sendOn } from "./index.ts";

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk();
  await desk.settings();
});
afterAll(() => desk.close());

const read = async (pdf: Buffer) => {
  const pages = await textOf(pdf);
  return { pages: pages.length, text: pages.join("").replace(/\s/g, "") };
};
const taken = async (who: string, id: string) => {
  const answer = await desk.as(who)("GET", `/claims/${id}/explanation`);
  expect(answer.status).toBe(200);
  return read(answer.raw);
};

describe("核定明细 of a claim that is paid", () => {
  let id: string;
  let of: Awaited<ReturnType<ClaimsDesk["cover"]>>;

  test("there is none before the last word", async () => {
    of = await desk.cover("U11", "苏兰桂");
    id = await desk.file("clerk", of);
    const early = await desk.as("clerk")("GET", `/claims/${id}/explanation`);
    expect(early).toMatchObject({ status: 409, body: { code: "claim_not_decided" } });
    await desk.ok(desk.pass("first", id));
    await desk.ok(desk.pass("second", id));
    await desk.command((ctx) => sendOn(ctx, id));
  });

  test("is one page with the number, the sum in figures and capitals, every step with its clause, and the clauses", async () => {
    const page = await desk.page("clerk", id);
    const { pages, text } = await taken("clerk", id);
    expect(pages).toBe(1);
    for (const part of [page.number, "4,071.41元", "肆仟零柒拾壹元肆角壹分", "苏兰桂", page.person.idNumber])
      expect(text).toContain(part);
    expect(page.result.worked.length).toBeGreaterThan(3);
    const bare = (words: string) => words.replace(/\s/g, "");
    for (const { clause, clauseText, title, detail } of [...page.result.judged, ...page.result.worked])
      for (const part of [clause, clauseText, title, detail]) expect(text).toContain(bare(part));
    for (const { title, detail, amount, isIdle } of page.result.worked)
      expect(text).toContain(bare(`${title}${detail}${isIdle ? "未超" : amount}`));
    expect(text).toContain(page.result.sha256);
  });

  test("names no illness, no whole account and no whole number", async () => {
    const { text } = await taken("clerk", id);
    expect(text).not.toMatch(/J18|肺炎|人民医院|41001234567\d{4}/);
    expect(text).toMatch(/4100\*+\d{4}/);
  });

  test("is the worker's own too, with the whole name; an auditor reads a masked one", async () => {
    const worker: Actor = desk.worker(of.personId);
    const mine = await read((await desk.command((ctx) => takeExplanation(ctx, id), worker)).content);
    expect(mine.text).toContain("苏兰桂");
    expect(mine.text).toContain("第六条第1项");
    const audited = await taken("auditor", id);
    expect(audited.text).toContain("苏**");
    expect(audited.text).not.toContain("苏兰桂");
    expect(audited.text).toContain("第六条第1项");
  });

  test("shows whoever sees no illness the sum, and none of the steps", async () => {
    const { text } = await taken("county", id);
    expect(text).toContain("4,071.41元");
    expect(text).not.toMatch(/第六条|13,342\.85|SHA|4100\*/);
    expect((await desk.as("neighbour")("GET", `/claims/${id}/explanation`)).status).toBe(404);
    expect((await desk.as("cashier")("GET", `/claims/${id}/explanation`)).status).toBe(403);
  });

  test("leaves a line in the audit each time", async () => {
    const lines = "select count(*)::int as n from audit_line where event = 'claim.explanation_taken'";
    const before = (await desk.query(lines)).rows[0].n;
    expect(before).toBeGreaterThan(3);
    await taken("clerk", id);
    expect((await desk.query(lines)).rows[0].n).toBe(before + 1);
  });
});

describe("核定明细 of a refused claim", () => {
  test("says why, by which clause, and until when it may be objected to", async () => {
    const id = await desk.file("clerk", await desk.cover("U11"), {
      on: desk.day(-290),
      endedOn: desk.day(-285),
    });
    const refusal = { reasons: ["waiting_period"], note: "首次参加，没有续保记录" };
    await desk.ok(desk.as("first")("POST", `/claims/${id}/rejection`, refusal));
    const { text } = await taken("clerk", id);
    expect(text).toContain("不予给付在等待期内。首次参加，没有续保记录");
    expect(text).toMatch(/第五条等待期30天内，因病不给付发生在保障第\d+天不符合/);
    expect(text).toMatch(/可以在\d+年\d+月\d+日前申请复议/);
    expect(text).not.toContain("核定互助金");
    expect((await taken("county", id)).text).not.toMatch(/等待期|续保记录/);
  });
});
