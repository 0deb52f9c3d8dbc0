import type { Browser, BrowserContext, Page } from "@playwright/test";
import { test as base } from "@playwright/test";
import { readConfig } from "#platform/config.ts";
import { openDatabase } from "#platform/db/database.ts";
import { type RunningServer, startServer } from "./server.ts";
import { goHome } from "./switch-city.ts";

type Account = { readonly login: string; readonly password: string; readonly code?: string };
type Session = { readonly demo?: { readonly accounts: readonly Account[] } };

/** The program with the demo city in it, and a way to sit down at a desk. */
export type Demo = RunningServer & {
  /** The logins of the demo's accounts. */
  readonly logins: readonly string[];
  /**
   * A page of its own, signed in, in Puyang where the account works there. The second factor's codes open once, so every
   * account signs in once.
   */
  readonly sitDown: (browser: Browser, login: string) => Promise<Page>;
};

async function startDemo(): Promise<Demo> {
  // While one writes a journey: a demo that runs already, so that it need not be loaded each time.
  const running = process.env.TONGZHOU_DEMO_ADDRESS;
  const server = running ? runningAt(running) : await startServer();
  const accounts = await loaded(server);
  const kept = new Map<string, Awaited<ReturnType<BrowserContext["storageState"]>>>();
  const sitDown = async (browser: Browser, login: string): Promise<Page> => {
    const storageState = kept.get(login);
    const context = await browser.newContext({
      baseURL: server.address,
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
      viewport: { width: 1366, height: 768 },
      ...(storageState && { storageState }),
    });
    const page = await context.newPage();
    if (!storageState) {
      const { demo } = (await (await page.request.get("/api/session")).json()) as Session;
      const account = demo?.accounts.find((each) => each.login === login);
      if (!account) throw new Error(`The demo has no account ${login}.`);
      const { password, code } = account;
      const reply = await page.request.post("/api/session", {
        data: { login, password, ...(code && { code }) },
        headers: { "x-tongzhou": "journey" },
      });
      if (!reply.ok()) throw new Error(`${login} cannot sign in: ${await reply.text()}`);
      kept.set(login, await context.storageState());
    }
    await goHome(page);
    return page;
  };
  return { ...server, logins: accounts.map((each) => each.login), sitDown };
}

const runningAt = (address: string): RunningServer => ({
  address,
  dataFolder: process.env.TONGZHOU_DATA ?? "",
  output: () => "",
  stop: async () => undefined,
});

/** Waits until the demo city is in. */
async function loaded(server: RunningServer): Promise<readonly Account[]> {
  const get = async <T>(path: string) => (await fetch(`${server.address}/api${path}`)).json() as Promise<T>;
  const until = Date.now() + 480_000;
  for (;;) {
    const { state } = await get<{ state: string }>("/onboarding/progress");
    // One that runs already may have been started over since it was loaded.
    if (state === "done" || (state === "none" && process.env.TONGZHOU_DEMO_ADDRESS)) break;
    if (state === "stopped" || Date.now() > until) {
      await server.stop();
      throw new Error(`The demo was not loaded.\n${server.output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return (await get<Session>("/session")).demo?.accounts ?? [];
}

/** `test` with the demo city, loaded once for all files that use it. */
export const test = base.extend<{ baseURL: string }, { demo: Demo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const demo = await startDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: "worker", timeout: 540_000 },
  ],
  baseURL: async ({ demo }, use) => use(demo.address),
});
export { expect } from "@playwright/test";

/** Turns the demo city's calendar to a day: its own stands still on the last day of its records. */
export async function turnCalendar(server: RunningServer, day: string): Promise<void> {
  const database = await openDatabase(readConfig({ TONGZHOU_DATA: server.dataFolder }));
  await database.ownerPool.query("update city set demo_day = $1 where is_demo", [day]);
  await database.close();
}
