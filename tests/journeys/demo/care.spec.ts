import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/demo.ts";

test.describe.configure({ mode: "serial" });

const title = (page: Page) => page.locator("main").getByRole("heading", { level: 1 });

/** Signed with the finger, as far as a mouse is one. */
async function sign(phone: Page): Promise<void> {
  const pad = phone.getByLabel("在这里签名");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("There is nothing to sign on.");
  await phone.mouse.move(box.x + 30, box.y + box.height / 2);
  await phone.mouse.down();
  for (let at = 1; at <= 12; at++)
    await phone.mouse.move(box.x + 30 + at * 18, box.y + box.height / 2 + (at % 2 ? -25 : 25));
  await phone.mouse.up();
}

type Pack = {
  readonly own: { readonly left: number };
  readonly handed: number;
  readonly places: readonly Readonly<Record<string, number>>[];
};

test("a county's clerk hands a pack over by phone: a name, a signature, one less in the county's stock", async ({
  demo,
  browser,
}) => {
  const phone = await demo.sitDown(browser, "xianqu");
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto("/care-packs");
  await phone.getByRole("table", { name: "关爱包" }).getByText("春季互助关爱包").click();
  await expect(title(phone)).toContainText("春季互助关爱包");
  const packId = new URL(phone.url()).pathname.split("/")[2];
  const pack = async (): Promise<Pack> => (await phone.request.get(`/api/care-packs/${packId}`)).json();
  const before = await pack();

  const people = phone.getByRole("table", { name: "领取名单" });
  await people.getByText("待领").first().click();
  await expect(title(phone)).toHaveText(/^请.+领取$/);
  await expect(phone.getByRole("button", { name: "交给他，登记领取" })).toBeDisabled();
  await sign(phone);
  await expect(phone.evaluate("document.documentElement.scrollWidth <= innerWidth")).resolves.toBe(true);
  await phone.getByRole("button", { name: "交给他，登记领取" }).click();
  await expect(title(phone)).toContainText("春季互助关爱包");

  const after = await pack();
  expect(after.own.left).toBe(before.own.left - 1);
  expect(after.handed).toBe(before.handed + 1);
  for (const { left, bought, received, taken_back, found, issued, handed, missing } of after.places)
    expect(left).toBe(
      (bought ?? 0) +
        (received ?? 0) +
        (taken_back ?? 0) +
        (found ?? 0) -
        (issued ?? 0) -
        (handed ?? 0) -
        (missing ?? 0),
    );

  await phone.goto(`/care-packs/${packId}?show=handed`);
  await people.getByText("已领").first().click();
  await phone.getByRole("button", { name: "看签名" }).click();
  const shown = phone.getByRole("img", { name: /领取凭证/ });
  await expect
    .poll(() => shown.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    .toBe(640);
  await phone.context().close();
});
