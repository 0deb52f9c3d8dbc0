import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setPayer } from "#features/claims/index.ts";
import { type ClaimsDesk, claimsDesk } from "../../../tests/support/claims.ts";
import { openNationalBooks } from "./cli/national-books.ts";
import { nationalRoutes } from "./routes.ts";
import { nationalTexts } from "./text.ts";

// What goes to the national body's system and comes back, through the doors by which it goes, on a real database.

let desk: ClaimsDesk;
beforeAll(async () => {
  desk = await claimsDesk({ routes: nationalRoutes, texts: nationalTexts });
});
afterAll(() => desk.close());

const city = (method: string, path: string, body?: unknown) => desk.as("city")(method, path, body);
async function send(kind: string) {
  const { exportId } = await desk.ok(city("POST", "/national-exports", { kind }));
  const { raw } = await city("GET", `/national-exports/${exportId}/file`);
  return { exportId, file: raw.toString("utf8"), items: () => itemsOf(exportId) };
}
const itemsOf = async (exportId: string) =>
  (await desk.ok(city("GET", `/national-exports/${exportId}/items`))).rows as Record<string, unknown>[];
const answer = (exportId: string, result: string) =>
  desk.upload("city", `/national-exports/${exportId}/result`, Buffer.from(result));
/** What the stand-in answers to a file. */
function answered(file: string, refuseEach = 0): string {
  const books = openNationalBooks({ refuseEach });
  const number = books.take(file) ?? "";
  return books.result(number, desk.day(0)) ?? "";
}

describe("a roster", () => {
  test("goes out once, with whole numbers and a control row; its result brings their numbers", async () => {
    for (let n = 0; n < 4; n++) await desk.cover("U11");
    const { exportId, file, items } = await send("roster");
    expect(file).toContain("我方编号,单位编号");
    expect(file).toMatch(/#控制,GX-410900-\d{4}-0001,4,320\.00/);
    expect((await city("POST", "/national-exports", { kind: "roster" })).body.code).toBe("nothing_to_send");
    expect((await answer(exportId, answered(file))).body).toMatchObject({ accepted: 4, known: 0 });
    expect(await items()).toMatchObject(
      Array(4).fill({ state: "accepted", externalNumber: expect.stringMatching(/^SZ/) }),
    );
    const { rows } = await desk.query(
      "select kind, count(*)::int as n from external_number group by kind order by kind",
    );
    expect(rows).toEqual([
      { kind: "cover", n: 4 },
      { kind: "person", n: 4 },
      { kind: "unit", n: 1 },
    ]);
  });

  test("result read twice is read once; in another file its lines are known", async () => {
    await desk.cover("U11");
    const { exportId, file } = await send("roster");
    const result = answered(file);
    expect((await answer(exportId, result)).body).toMatchObject({ accepted: 1 });
    expect((await answer(exportId, result)).body.code).toBe("result_read_before");
    expect((await answer(exportId, `${result}\r\n`)).body).toMatchObject({ accepted: 0, known: 1 });
  });

  test("result that is half, has wrong totals, or is another file's changes nothing and says everything", async () => {
    await desk.cover("U11");
    await desk.cover("U12");
    const { exportId, file, items } = await send("roster");
    const result = answered(file);
    const lines = result.split("\r\n");
    const refusedBy = async (text: string) => (await answer(exportId, text)).body;
    expect((await refusedBy(lines.slice(0, 2).join("\r\n"))).detail).toContain("没有控制行");
    expect((await refusedBy(result.replace("#控制,2,160.00", "#控制,3,161.00"))).detail).toMatch(
      /控制行写3行，实际2行.*控制行写161.00元/,
    );
    const strange = result.replace(/^[0-9a-f-]{36}/m, "0".repeat(36)).replace("接受", "收到");
    const { detail } = await refusedBy(strange);
    expect(detail).toContain("处理结果只能是");
    expect(await items()).toMatchObject([{ state: "sent" }, { state: "sent" }]);
    expect((await answer(exportId, result)).body).toMatchObject({ accepted: 2 });
  });

  test("line that is refused is a difference until somebody deals with it; sent again it goes out anew", async () => {
    await desk.cover("U11");
    const { exportId, file } = await send("roster");
    await desk.ok(answer(exportId, answered(file, 1)));
    const differences = async () => (await desk.ok(city("GET", "/national-differences"))).rows;
    const [open] = await differences();
    expect(open).toMatchObject({ state: "refused", isOpen: true, reason: expect.stringContaining("请核对") });
    const resolve = { resolution: "resend", note: "电话核对过" };
    await desk.ok(city("POST", `/national-items/${open.id}/resolution`, resolve));
    expect((await city("POST", `/national-items/${open.id}/resolution`, resolve)).body.code).toBe(
      "nothing_to_resolve",
    );
    expect(await differences()).toEqual([]);
    const again = await send("roster");
    expect(await again.items()).toMatchObject([{ state: "sent" }]);
    await desk.ok(answer(again.exportId, answered(again.file)));
  });

  test("told with another sum differs; let stand, it is accepted", async () => {
    await desk.cover("U11");
    const { exportId, file, items } = await send("roster");
    await desk.ok(answer(exportId, answered(file).replaceAll("80.00", "75.00")));
    const [item] = await items();
    expect(item).toMatchObject({ state: "differs", amount: "80.00", theirAmount: "75.00" });
    await desk.ok(
      city("POST", `/national-items/${item?.id}/resolution`, { resolution: "accept", note: "省里按75元" }),
    );
    expect(await items()).toMatchObject([{ state: "accepted", isOpen: false }]);
  });
});

describe("a claim that the province pays", () => {
  /** Approved by the city and sent on. */
  async function approved() {
    const of = await desk.cover("U11");
    const id = await desk.file("clerk", of);
    for (const who of ["first", "second"]) await desk.pass(who, id);
    const { rows } = await desk.query("select state from claim where id = $1", [id]);
    expect(rows[0].state).toBe("approved");
    const { sendOn } = await import("#features/claims/index.ts");
    await desk.command((ctx) => sendOn(ctx, id));
    return id;
  }
  const stateOf = async (id: string) =>
    (await desk.query("select state from claim where id = $1", [id])).rows[0].state;

  beforeAll(async () => {
    await desk.command((ctx) => setPayer(ctx, true));
    await desk.query("update claim_settings set city_final_cents = null");
  });

  test("orders no payment of ours, goes out once without the illness, and is paid by the result", async () => {
    const id = await approved();
    expect(await stateOf(id)).toBe("paying");
    expect((await desk.query("select count(*)::int as n from payment")).rows[0].n).toBe(0);
    const { exportId, file } = await send("claim");
    expect(file).not.toContain("J18");
    expect(file).not.toContain("肺炎");
    expect((await city("POST", "/national-exports", { kind: "claim" })).body.code).toBe("nothing_to_send");
    expect((await answer(exportId, answered(file))).body).toMatchObject({ paid: 1 });
    expect(await stateOf(id)).toBe("paid");
    const { rows } = await desk.query(
      "select number from external_number where kind = 'claim' and our_id = $1",
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test("that could not be paid waits for another account, and then goes out again", async () => {
    const id = await approved();
    const { exportId, file } = await send("claim");
    const failed = answered(file)
      .replace("已付", "未付成")
      .replace(/,\r\n#/, ",账号有误\r\n#");
    expect((await answer(exportId, failed)).body).toMatchObject({ failed: 1 });
    expect(await stateOf(id)).toBe("payment_failed");
    const { correctAccount } = await import("#features/claims/index.ts");
    const { rows } = await desk.query(
      "select name from person p join claim c on c.person_id = p.id where c.id = $1",
      [id],
    );
    await desk.command((ctx) =>
      correctAccount(ctx, id, { name: rows[0].name, account: "410099998888777", bankName: "中国银行" }),
    );
    expect(await stateOf(id)).toBe("paying");
    const again = await send("claim");
    expect(again.file).toContain("410099998888777");
    expect((await answer(again.exportId, answered(again.file))).body).toMatchObject({ paid: 1 });
    expect(await stateOf(id)).toBe("paid");
  });
});

test("their titles are the city's to set; no two alike", async () => {
  const settings = await desk.ok(city("GET", "/national-settings"));
  const titles = Object.fromEntries(
    settings.titles.map(({ key, title }: { key: string; title: string }) => [key, title]),
  );
  const set = (change: Record<string, string>) =>
    desk.as("admin")("PUT", "/national-settings", { provincePays: false, titles: { ...titles, ...change } });
  expect((await set({ "roster.name": "证件号码" })).body.code).toBe("titles_alike");
  await desk.ok(set({ "roster.name": "职工姓名" }));
  await desk.cover("U11");
  expect((await send("roster")).file).toContain("职工姓名,证件号码");
});
