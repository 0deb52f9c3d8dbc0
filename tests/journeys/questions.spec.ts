import type { Browser, Page } from "@playwright/test";
import { expect, test, turnCalendar } from "#tests/support/demo.ts";
import { enterCode, newPhone } from "#tests/support/worker-phone.ts";

const unit = "范县社会保险中心";
const question = "住院前三天的门诊检查费，能一起申领吗？";
const answer = "住院前的门诊费不在住院医疗保障里，出院结算单上的才算。";

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

/** A station of its own at the unit, with somebody on duty in these days. */
async function openStation(desk: Page): Promise<void> {
  await desk.goto("/stations");
  await desk.getByRole("button", { name: "设联络站" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByPlaceholder("查单位名称或编号").fill(unit);
  await dialog.getByRole("combobox", { name: "设在" }).press("ArrowDown");
  await desk.locator(".ant-select-item-option").filter({ hasText: unit }).first().click({ timeout: 10_000 });
  await dialog.getByLabel("名称", { exact: true }).fill(`${unit}联络站`);
  await dialog.getByLabel("地点").fill("二楼工会办公室");
  await dialog.getByLabel("电话").fill("03933000000");
  await dialog.getByRole("button", { name: "设立" }).click();
  await desk.getByRole("table", { name: "联络站" }).getByText(`${unit}联络站`).click();
  await desk.getByRole("button", { name: "排班" }).click();
  await desk.getByRole("dialog").getByLabel("谁值班").fill("值班员");
  await desk.getByRole("dialog").getByLabel("电话").fill("03933000000");
  await desk.getByRole("dialog").getByRole("button", { name: "排上" }).click();
  await expect(desk.getByRole("table", { name: "值班表" })).toContainText("值班员");
}

/** Somebody of the unit: their numbers are shown to whom may see them, with a purpose, on record. */
async function somebody(
  desk: Page,
): Promise<{ readonly name: string; readonly phone: string; readonly number: string }> {
  const post = async (path: string, data: object) => {
    const reply = await desk.request.post(`/api${path}`, { data, headers: { "x-tongzhou": "journey" } });
    expect(reply.ok(), await reply.text()).toBe(true);
    return reply.json();
  };
  const found = await (
    await desk.request.get(`/api/organisations/choices?q=${encodeURIComponent(unit)}`)
  ).json();
  const people = await post("/people/search", { organisationId: found.rows[0].id });
  const { id, name } = people.rows.find((row: { readonly phone: string | null }) => row.phone !== null);
  const shown = async (field: string) =>
    (await post(`/people/${id}/unmask/${field}`, { purpose: "联系本人" })).value as string;
  return { name, phone: await shown("phone"), number: await shown("number") };
}

async function signIn(phone: Page, who: Awaited<ReturnType<typeof somebody>>): Promise<void> {
  await phone.goto("/m/");
  await phone.getByLabel("手机号").fill(who.phone);
  await phone.getByRole("button", { name: "发验证码" }).click();
  await enterCode(phone);
  await phone.getByLabel("姓名").fill(who.name);
  await phone.getByLabel("证件号码").fill(who.number);
  await phone.getByRole("button", { name: "是我本人，提交" }).click();
  await expect(phone.getByText(`${who.name}，您的互助保障`)).toBeVisible();
}

async function countyAnswers(browser: Browser, sitDown: (browser: Browser, login: string) => Promise<Page>) {
  const county = await sitDown(browser, "xianqu");
  await county.goto("/inquiries");
  await county.getByRole("table").getByText(question).click();
  await expect(title(county)).toHaveText(question);
  await expect(county.locator("main")).toContainText("超过半小时");
  await county.getByRole("textbox", { name: "答复" }).fill(answer);
  await county.getByRole("button", { name: "答复", exact: true }).click();
  await expect(county.locator("main")).toContainText("范县总工会");
  await county.context().close();
}

test("a worker asks; the station's half hour runs out; the county hears of it by itself and answers", async ({
  demo,
  browser,
}) => {
  await turnCalendar(demo, "2025-04-14");
  const desk = await demo.sitDown(browser, "fuwu");
  await openStation(desk);
  const worker = await somebody(desk);

  const phone = await newPhone(browser, demo);
  await signIn(phone, worker);
  await phone.goto("/m/questions/new");
  await phone.getByLabel("用您自己的话写").fill(question);
  await phone.getByRole("button", { name: "提问" }).click();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("正在找人答复");
  await expect(phone.getByText(/还有\d+分钟/)).toBeVisible();

  // Whatever the hour is now, half an hour of service is over by the same hour of the next working day.
  await turnCalendar(demo, "2025-04-15");
  const level = async () => {
    const { rows } = await (await desk.request.get("/api/inquiries?show=open")).json();
    const { id } = rows.find((row: { readonly body: string }) => row.body === question);
    return (await (await desk.request.get(`/api/inquiries/${id}`)).json()).clock.organisationName;
  };
  await expect.poll(level, { timeout: 100_000, intervals: [2_000] }).toBe("范县总工会");
  await phone.reload();
  await expect(phone.getByText("晚了，上级在办")).toBeVisible();

  await countyAnswers(browser, demo.sitDown);
  await phone.reload();
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("有答复了");
  await expect(phone.getByText(answer)).toBeVisible();
  await phone.context().close();

  await desk.goto("/inquiries?show=answered");
  await expect(desk.getByRole("row").filter({ hasText: question })).toContainText("分钟答复");
  await desk.context().close();
});
