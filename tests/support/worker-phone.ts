import { type Browser, expect, type Page } from "@playwright/test";
import type { RunningServer } from "./server.ts";

/** A phone of its own on which nobody is signed in. */
export async function newPhone(browser: Browser, { address }: Pick<RunningServer, "address">): Promise<Page> {
  const context = await browser.newContext({
    baseURL: address,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 390, height: 844 },
  });
  return context.newPage();
}

/** One of the demo's invented workers, of the unit or of another one, signs in by code and says who they are. */
export async function signInWorker(
  phone: Page,
  who: { readonly hasText: string } | { readonly hasNotText: string },
): Promise<{ readonly name: string; readonly idNumber: string }> {
  await phone.goto("/m/");
  const workers = phone.getByRole("group", { name: "演示职工" });
  const mine = workers.getByRole("button").filter(who).last();
  const [name = ""] = (await mine.innerText()).split(/\s+/);
  await mine.click();
  await enterCode(phone);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("您是哪一位职工？");
  await workers.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  const idNumber = await phone.getByLabel("证件号码").inputValue();
  await phone.getByRole("button", { name: "是我本人，提交" }).click();
  await expect(phone.getByText(`${name}，您的互助保障`)).toBeVisible();
  return { name, idNumber };
}

/** The code stands on the demo's page, because no message is sent. */
export async function enterCode(phone: Page): Promise<void> {
  const code = await phone.getByText(/验证码是\d{6}/).innerText();
  await phone.getByLabel("验证码", { exact: true }).fill(code.replace(/\D/g, ""));
  await phone.getByRole("button", { name: "登录", exact: true }).click();
}
