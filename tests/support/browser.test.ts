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
    "from npm starts and shows a page",
    async () => {
      const { chromium } = await import("playwright-core");
      const found = await chromiumFromNpm();
      const browser = await chromium.launch({
        executablePath: found?.path ?? "",
        args: [...(found?.args ?? [])],
      });
      const page = await browser.newPage();
      await page.setContent("<h1>同舟</h1>");
      expect(await page.textContent("h1")).toBe("同舟");
      await browser.close();
    },
    120_000,
  );
});
