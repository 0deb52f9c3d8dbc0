import { readFileSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import { type Cents, parseYuan, yuan, zero } from "#core/money.ts";
import { expect, test } from "#tests/support/demo.ts";
import { openBankDesk, payOut } from "#tests/support/pay-out.ts";
import { newPhone, signInWorker } from "#tests/support/worker-phone.ts";

// One claim from the worker's phone to the money in their account, through everybody's hands.

test.describe.configure({ mode: "serial" });

const figures: readonly (readonly [label: string, yuan: string])[] = [
  ["医疗费总额", "24287.42"],
  ["全自费", "1906.71"],
  ["先行自付", "1018.85"],
  ["符合政策范围", "21361.86"],
  ["医保基金支付", "13342.85"],
  ["起付线", "400.00"],
];
const benefit = "4,071.41";

let phone: Page;
let claim = "";
let number = "";

test.afterAll(() => phone?.context().close());

test("the worker sees the cover, photographs the papers, fills in the figures and hands the claim in", async ({
  demo,
  browser,
}) => {
  phone = await newPhone(browser, demo);
  await signInWorker(phone, { hasText: "龙宇化工" });
  await expect(phone.getByRole("heading", { level: 2 }).first()).toHaveText(/保障中，还有\d+天/);

  await phone.getByRole("link", { name: "申领互助金" }).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("发生了什么事？");
  await phone.getByText("生病", { exact: true }).click();
  await phone.getByLabel("入院日期").fill("2025-03-03");
  await phone.getByLabel("出院日期").fill("2025-03-07");
  await phone.getByRole("button", { name: "下一步" }).click();

  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("拍下这5份材料");
  // A picture that cannot be read is told at once, and what to do.
  await bring("身份证", { name: "a.png", mimeType: "image/png", buffer: tiny });
  await expect(phone.getByRole("alert")).toContainText("照片太小");
  await arriveAtOnce(5);
  for (const name of ["身份证", "医保结算单", "医疗收费票据", "出院记录", "银行卡"])
    await bring(name, { name: `${name}.jpg`, mimeType: "image/jpeg", buffer: await photograph(phone, name) });
  await expect(phone.getByText("已收到，看得清")).toHaveCount(5);
  await phone.getByRole("button", { name: "下一步" }).click();

  for (const [label, sum] of figures) await phone.getByLabel(new RegExp(`^${label}`)).fill(sum);
  await phone.getByLabel("票据代码和号码").fill("41060125-8800000001");
  await phone.getByLabel(/的银行卡号$/).fill("6217002430012345674");
  await phone.getByLabel("哪家银行").fill("中国建设银行");
  await phone.getByRole("button", { name: "下一步" }).click();

  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("看一遍，没错就提交");
  await phone.getByRole("checkbox", { name: /同意市总工会为办理这件申领/ }).check();
  await phone.getByRole("button", { name: "提交申领" }).click();
  await expect(phone.getByText("等单位证明")).toBeVisible();
  claim = new URL(phone.url()).pathname.split("/").at(-1) ?? "";
  number = (await phone.getByText(/申领号SL-/).innerText()).match(/SL-\d{4}-\d{6}/)?.[0] ?? "";
  expect(number).not.toBe("");
  await fits();
});

test("the clerk is told, vouches and sees no illness; three reviewers pass it, and who is second hears who was faster", async ({
  demo,
  browser,
}) => {
  const clerk = await demo.sitDown(browser, "danwei");
  await clerk.goto("/notices");
  await clerk
    .getByRole("link", { name: /的申领等您证明在职/ })
    .first()
    .click();
  await expect(clerk).toHaveURL(new RegExp(claim));
  await expect(clerk.locator("main")).toContainText("病情、材料和费用明细只给审核人员看");
  await clerk.getByRole("button", { name: "是，证明在职" }).click();
  await expect(clerk.getByText("在市总工会，等初审")).toBeVisible();
  await clerk.context().close();

  const desk = `/claims/desk?show=first_review&at=${claim}`;
  const first = await demo.sitDown(browser, "shenhe");
  await first.goto(desk);
  await expect(first.getByRole("heading", { level: 1 })).toContainText(`预计${benefit}元`);
  // Papers are looked at in their place, by the number of the paper.
  await expect(first.getByRole("button", { name: "1 身份证" })).toBeVisible();
  await first.keyboard.press("1");
  await expect(first.getByRole("img", { name: "身份证" })).toBeVisible();
  await lookAtAll(first);
  const beside = await first.context().newPage();
  await beside.goto(desk);
  await expect(beside.getByRole("button", { name: `通过${benefit}元` })).toBeEnabled();
  await first.keyboard.press("a");
  await expect(first.getByText(`${number}：已通过`)).toBeVisible();
  await beside.getByRole("button", { name: /^通过/ }).click();
  await expect(beside.getByText(/这件申领刚被您自己通过了/)).toBeVisible();
  await beside.getByRole("button", { name: "看下一件" }).click();
  await expect(beside.getByRole("heading", { level: 1 })).toBeVisible();

  // The city's second reviewer, and the province above the city's limit.
  for (const [login, queue] of [
    ["fushen", "second_review"],
    ["shengban", "final_review"],
  ] as const) {
    const next = await demo.sitDown(browser, login);
    await next.goto(`/claims/desk?show=${queue}&at=${claim}`);
    await expect(next.getByRole("heading", { level: 1 })).toContainText(`预计${benefit}元`);
    await lookAtAll(next);
    await next.keyboard.press("a");
    await expect(next.getByText(`${number}：已通过`)).toBeVisible();
    await next.context().close();
  }
  await first.context().close();
});

test("the cashier makes a batch, the accountant releases it, the bank answers, and the claim is paid", async ({
  demo,
  browser,
}) => {
  const desk = await openBankDesk(demo, browser);
  const { cashier, accountant, today } = desk;
  const month = today.slice(0, 7);
  const [had, inTransit] = await endsOf(accountant, month);
  // The province's money first: no fund lends to another.
  desk.bank.credit(yuan(20_000), "中国职工保险互助会河南省办事处", `${month}互助金拨付`);
  await bringStatement(cashier, desk.address);
  await payOut(desk, benefit);

  // The claim hears of it by a job, a moment later.
  await expect(async () => {
    await phone.goto(`/m/claims/${claim}`);
    await expect(phone.getByText("已到账")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await fits();
  await phone.goto("/m/notices");
  await expect(phone.getByText(`互助金${benefit}元已付出`)).toBeVisible();

  // The statement says the same; the books are even, as much is in transit as before, and the fund is less by what was paid.
  await bringStatement(cashier, desk.address);
  const left = (had + yuan(20_000) - (parseYuan("4071.41") ?? zero)) as Cents;
  await expect(async () => {
    expect(await endsOf(accountant, month)).toEqual([left, inTransit]);
  }).toPass({ timeout: 60_000 });
  await desk.close();
});

test("the worker reads how the sum came about, takes the paper home, and objects", async () => {
  await phone.goto(`/m/claims/${claim}`);
  await phone.getByRole("link", { name: "这笔钱怎么算的" }).click();
  await expect(phone.getByRole("heading", { level: 2 }).first()).toHaveText("这次一共24,287.42元");
  await expect(phone.getByRole("main")).toContainText(
    "医保范围内21,361.86，减去医保付的13,342.85，再减起付线400.00",
  );
  await phone.getByRole("button", { name: "第六条第1项" }).first().click();
  await expect(phone.getByRole("dialog")).toContainText("5,000元以内的部分给付50%");
  await phone.keyboard.press("Escape");
  const downloading = phone.waitForEvent("download");
  await phone.getByRole("link", { name: "下载核定明细（PDF）" }).click();
  const paper = await downloading;
  expect(paper.suggestedFilename()).toBe(`核定明细${number}.pdf`);
  expect(
    readFileSync(await paper.path())
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  await fits();

  await phone.getByRole("link", { name: "我觉得不对" }).click();
  await phone.getByLabel("请用您自己的话写").fill("起付线好像写多了100元");
  await phone.getByRole("button", { name: "申请复议" }).click();
  await expect(phone.getByText("复议中")).toBeVisible();
  await expect(phone.getByText("等没有办过这件的人决定")).toBeVisible();
});

test("the clerk files for a worker who has no telephone, in four steps, each of them kept", async ({
  demo,
  browser,
}) => {
  const clerk = await demo.sitDown(browser, "danwei");
  const { rows } = await (await clerk.request.get("/api/claims?show=paid&limit=1")).json();
  const name: string = rows[0].name;
  await clerk.goto("/claims");
  await clerk.getByRole("link", { name: "代职工申领" }).click();
  await clerk.getByLabel("替谁申领").fill(name);
  await clerk.getByRole("button", { name: "查找" }).click();
  await clerk.getByRole("button", { name: "替他申领" }).first().click();
  await clerk.getByLabel("入院日期").fill("2025-03-05");
  await clerk.getByLabel("出院日期").fill("2025-03-09");
  await clerk.getByRole("button", { name: "保存，下一步" }).click();

  await expect(clerk.getByRole("heading", { level: 1 })).toContainText(`${name} 3月5日–9日住院：交这些材料`);
  for (const paper of ["身份证", "医保结算单", "医疗收费票据", "出院记录", "银行卡"]) {
    const line = clerk.locator(".claim-paper-line", { hasText: paper });
    await line.getByRole("button", { name: "上传", exact: true }).click();
    await line.locator("input[type=file]").setInputFiles({
      ...{ name: `${paper}.jpg`, mimeType: "image/jpeg" },
      buffer: await photograph(clerk, `${name}${paper}`),
    });
    await expect(line.getByText("已收到")).toBeVisible();
  }
  await expect(clerk.getByText("材料齐全")).toBeVisible();
  await clerk.getByRole("button", { name: "下一步" }).click();

  for (const [label, sum] of figures)
    await clerk
      .getByLabel(new RegExp(`^${label}`))
      .first()
      .fill(sum);
  await clerk.getByLabel("票据代码和号码").fill("41060125-8800000002");
  await clerk.getByLabel("收款人").fill(name);
  await clerk.getByLabel(/^银行卡号或账号/).fill("6217002430012345682");
  await clerk.getByRole("button", { name: "保存，下一步" }).click();

  await expect(clerk.getByText("都齐了")).toBeVisible();
  await clerk.getByRole("checkbox", { name: /本人已书面同意/ }).check();
  await clerk.getByRole("button", { name: "提交申领" }).click();
  await expect(clerk.getByText("在市总工会，等初审")).toBeVisible();
  await expect(clerk.getByRole("heading", { level: 1 })).toHaveText(`${name}：预计${benefit}元`);
  await clerk.context().close();
});

/** Every soft finding is looked at: only then may a claim be passed. */
async function lookAtAll(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: /^核查发现/ })).toBeVisible();
  const open = page.getByRole("button", { name: "已核对", exact: true });
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    await expect(open).toHaveCount(left - 1);
  }
}

/** A sheet on a table, as a telephone takes it; none of anybody real. */
async function photograph(page: Page, title: string): Promise<Buffer> {
  const address = await page.evaluate<string>(`(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1080, 1440];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#b9b2a6";
    pen.fillRect(0, 0, 1080, 1440);
    pen.fillStyle = "#fdfdf8";
    pen.fillRect(60, 60, 960, 1320);
    pen.fillStyle = "#222";
    pen.font = "40px sans-serif";
    for (let line = 0; line < 28; line += 1)
      pen.fillText("${title} " + "0123456789 ".repeat(4), 110, 150 + line * 44);
    return canvas.toDataURL("image/jpeg", 0.9);
  })()`);
  return Buffer.from(address.split(",")[1] ?? "", "base64");
}

const tiny = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

type Picture = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

const bring = (paper: string, picture: Picture): Promise<void> =>
  phone.locator("label.ph-pick", { hasText: paper }).locator("input[type=file]").setInputFiles(picture);

/** Holds the answers to so many photographs until all are there: none that arrives beside another may be forgotten. */
async function arriveAtOnce(count: number): Promise<void> {
  const held: (() => Promise<void>)[] = [];
  const hold = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    held.push(() => route.fulfill({ response }));
    if (held.length === count) await Promise.all(held.map((answer) => answer()));
  };
  await phone.route("**/papers?code=*", hold, { times: count });
}

/** What the benefit fund holds and what is in transit at the end of a month, in books that are even. */
async function endsOf(accountant: Page, month: string): Promise<[Cents, Cents]> {
  await accountant.goto(`/ledger?month=${month}`);
  const heading = accountant.getByRole("heading", { level: 1 });
  await expect(heading).toContainText("账是平的");
  const endOf = async (name: string) => {
    const row = accountant.getByRole("row", { name: new RegExp(`^${name} `) });
    return parseYuan((await row.getByRole("cell").last().innerText()).replaceAll(",", "")) ?? zero;
  };
  return [await endOf("互助金"), await endOf("发放在途")];
}

async function bringStatement(cashier: Page, address: string): Promise<void> {
  const statement = await (await cashier.request.get(`${address}/statement`)).body();
  await cashier.goto("/bank/statements");
  const chosen = { name: "对账单.csv", mimeType: "text/csv", buffer: statement };
  await cashier.locator("input[type=file]").first().setInputFiles(chosen);
  await expect(cashier.getByText(/已导入1笔，1笔自动核对/).first()).toBeVisible();
}

/** Nothing stands out to the right of the phone. */
async function fits(): Promise<void> {
  const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  expect(await phone.evaluate<number>(beyond)).toBeLessThanOrEqual(0);
}
