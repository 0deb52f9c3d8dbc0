import { describe, expect, test } from "vitest";
import { chromiumFromNpm, findBrowser } from "./browser.ts";

const npm = { path: "/tmp/chromium", args: [], about: "npm" };
const around = (paths: readonly string[], environment: Record<string, string> = {}) => ({
  environment: { PATH: "/opt/bin", ...environment },
  exists: (path: string) => paths.includes(path),
  fromNpm: async () => npm,
});

describe("the browser of the journeys", () => {
  test("is the named one", async () => {
    const found = await findBrowser(
      around(["/my/chrome", "/usr/bin/chromium"], { CHROMIUM_PATH: "/my/chrome" }),
    );
    expect(found?.path).toBe("/my/chrome");
  });

  test("is none when the named one is missing, rather than another", async () => {
    expect(await findBrowser(around(["/usr/bin/chromium"], { CHROMIUM_PATH: "/my/chrome" }))).toBeUndefined();
  });

  test("is the machine's own, also one that only PATH knows", async () => {
    expect((await findBrowser(around(["/usr/bin/chromium"])))?.path).toBe("/usr/bin/chromium");
    expect((await findBrowser(around(["/opt/bin/google-chrome"])))?.path).toBe("/opt/bin/google-chrome");
  });

  test("is the one from npm on a bare machine", async () => {
    expect(await findBrowser(around([]))).toBe(npm);
  });

  test.skipIf(process.platform !== "linux" || process.arch !== "x64")(
    "from npm starts and shows one page after another",
    async () => {
      const { chromium } = await import("playwright-core");
      const found = await chromiumFromNpm();
      const browser = await chromium.launch({
        executablePath: found?.path ?? "",
        args: [...(found?.args ?? [])],
      });
      // The second page shows that the browser outlives the first.
      for (const title of ["同舟", "再来一页"]) {
        const page = await browser.newPage();
        await page.setContent(`<h1>${title}</h1>`);
        expect(await page.textContent("h1")).toBe(title);
        await page.close();
      }
      await browser.close();
    },
    120_000,
  );
});
