import { readFileSync } from "node:fs";
import { type Browser, expect, type Page } from "@playwright/test";
import { plainDate } from "#core/dates.ts";
import { parseYuan, zero } from "#core/money.ts";
import { openBank } from "#features/payments/cli/bank-books.ts";
import { bankServer } from "#features/payments/cli/bank-server.ts";
import type { Demo } from "./demo.ts";

/** Who pays and who releases, each at a desk, and the bank behind its own door. */
export type BankDesk = {
  readonly cashier: Page;
  readonly accountant: Page;
  /** The demo's day. */
  readonly today: string;
  readonly bank: ReturnType<typeof openBank>;
  readonly address: string;
  readonly close: () => Promise<void>;
};

/** The account that pays, as it stands on the cashier's pages. */
export async function openBankDesk(demo: Demo, browser: Browser): Promise<BankDesk> {
  const [cashier, accountant] = [await demo.sitDown(browser, "chuna"), await demo.sitDown(browser, "kuaiji")];
  const { today } = await (await cashier.request.get("/api/session")).json();
  const { accounts } = await (await cashier.request.get("/api/bank/lines")).json();
  const account = accounts.find(({ shown }: { shown: string }) => shown.endsWith("9999"));
  const bank = openBank({
    number: "41001512345050009999",
    holder: account.holder,
    opening: parseYuan(account.closing) ?? zero,
    on: plainDate(today),
  });
  const server = await bankServer(bank);
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  const close = async () => {
    await server.close();
    for (const each of [cashier, accountant]) await each.context().close();
  };
  return { cashier, accountant, today, bank, address, close };
}

/** One payment of so much: made a batch by one, released by another, paid by the bank, whose answer is taken in. */
export async function payOut({ cashier, accountant, bank, address }: BankDesk, sum: string): Promise<void> {
  // Ten seconds after the last word the money is ordered.
  const chosen = cashier.getByRole("row", { name: new RegExp(sum) }).getByRole("checkbox");
  await expect(async () => {
    await cashier.goto(`/payments?q=${sum.replaceAll(",", "")}`);
    await expect(chosen).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  await chosen.check();
  await cashier.getByRole("button", { name: "编成一批" }).click();
  await cashier.getByRole("dialog").getByRole("button", { name: "提交放行" }).click();
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText(`等待放行：1笔，共${sum}元`);
  const batch = new URL(cashier.url()).pathname;

  await accountant.goto(batch);
  await accountant.getByRole("button", { name: "放行", exact: true }).click();
  const release = accountant.getByRole("dialog");
  await release.getByRole("checkbox", { name: /^笔数、金额和校验码/ }).check();
  // A second one, where the batch differs from those before.
  for (const box of await release.getByRole("checkbox").all()) await box.check();
  await release.getByRole("button", { name: `放行${sum}元` }).click();
  await expect(accountant.getByRole("heading", { level: 1 })).toContainText("已放行，等银行结果");

  await cashier.goto(batch);
  const downloading = cashier.waitForEvent("download");
  await cashier.getByRole("link", { name: "下载付款文件" }).click();
  const file = readFileSync(await (await downloading).path());
  const taken = await cashier.request.post(`${address}/files`, {
    multipart: { file: { name: "付款.txt", mimeType: "text/plain", buffer: file } },
  });
  expect(await taken.text()).toContain("已收下批次");
  const [{ number: atBank } = { number: "" }] = bank.batches();
  const buffer = Buffer.from(bank.result(atBank) ?? "");
  await cashier
    .locator("input[type=file]")
    .first()
    .setInputFiles({ name: "结果.txt", mimeType: "text/plain", buffer });
  await expect(cashier.getByText("付成1笔，失败0笔").first()).toBeVisible();
}
