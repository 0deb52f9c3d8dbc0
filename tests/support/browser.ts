import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** How to start a browser for the journeys, and where it came from. */
export type Browser = { readonly path: string; readonly args: readonly string[]; readonly about: string };

const systemNames = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chrome",
  "msedge",
];
const systemPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

// No sandbox: tests also run as root in a container, and open only our own pages.
const quietArgs = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-dev-shm-usage",
];

export const noBrowser =
  "No browser for the journeys: install Chromium or Chrome, or name one in CHROMIUM_PATH. (The one from npm, @sparticuz/chromium, runs on Linux x64 only.)";

type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
  readonly fromNpm: () => Promise<Browser | undefined>;
};

/** CHROMIUM_PATH, else Chromium or Chrome of this machine, else the one from npm, else undefined. */
export async function findBrowser(around: Surroundings = machine): Promise<Browser | undefined> {
  const { environment, exists, fromNpm } = around;
  const named = environment.CHROMIUM_PATH;
  // A named browser that is missing is a mistake to be told, not to be worked around.
  if (named) return exists(named) ? { path: named, args: quietArgs, about: "CHROMIUM_PATH" } : undefined;
  const onPath = (environment.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => systemNames.map((name) => join(folder, name)));
  const found = [...systemPlaces, ...onPath].find(exists);
  if (found) return { path: found, args: quietArgs, about: "this machine" };
  return fromNpm();
}

const machine: Surroundings = { environment: process.env, exists: existsSync, fromNpm: chromiumFromNpm };

/** Chromium packed in an npm package: unpacked into the temporary folder, with its own libraries. Linux x64. */
export async function chromiumFromNpm(): Promise<Browser | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: chromium } = await import("@sparticuz/chromium");
  return {
    path: await chromium.executablePath(),
    // Not the package's own arguments: they put everything into one process, which ends with the first page that closes.
    args: ["--headless=shell", ...quietArgs],
    about: "npm (@sparticuz/chromium)",
  };
}
