import { expect, type Page } from "@playwright/test";

type Grant = { readonly id: string; readonly cityId: number };
type Session = { readonly grants: readonly Grant[]; readonly current: Grant };

const session = async (page: Page): Promise<Session> => (await page.request.get("/api/session")).json();

const home = 410_900;

/** Whoever sat in another city before sits in the first one again. */
export async function goHome(page: Page): Promise<void> {
  const { grants, current } = await session(page);
  if (current.cityId !== home && grants.some(({ cityId }) => cityId === home)) await switchTo(page, home);
}

/** Somebody of the demo acts in another of its cities. */
export async function switchTo(page: Page, cityId: number): Promise<void> {
  const { grants } = await session(page);
  const grant = grants.find((each) => each.cityId === cityId);
  const reply = await page.request.post("/api/session/grant", {
    data: { grantId: grant?.id, cityId },
    headers: { "x-tongzhou": "journey" },
  });
  expect(reply.ok(), await reply.text()).toBe(true);
}
