import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { eventName } from "#features/oversight/text/events.ts";
import list from "#main/features.json" with { type: "json" };
import { texts } from "#main/features.ts";
import { programFolder } from "#platform/config.ts";
import { platformTexts } from "#platform/text.ts";

// The style of the house as tests: what a reviewer would say every time, the machine says.

const filesIn = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(programFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => pattern.test(path))
    .map((path) => join(folder, path));

const textOf = (path: string): string => readFileSync(join(programFolder, path), "utf8");
const sources = filesIn("src", /\.tsx?$/);
const written = sources.filter((path) => !/\.test\.ts$|db\/schema\.ts$|ui\/gallery\//.test(path));

describe("a feature", () => {
  const folders = readdirSync(join(programFolder, "src/features"));

  test("stands in features.json, and what stands there has a folder", () => {
    expect([...folders].sort()).toEqual([...list.features].sort());
  });

  test.each(folders)("%s says in at most 40 lines what it is for", (name) => {
    expect(textOf(`src/features/${name}/README.md`).split("\n").length).toBeLessThanOrEqual(41);
  });

  const parts =
    /^(README\.md|(index|contract|routes|jobs|commands|queries|store|present|text|cli|authenticate)\.ts|[a-z]+-workbook\.ts|[a-z-]+\.(api\.)?test\.ts)$/;
  const rooms =
    /^(rules|formats|reading|commands|queries|store|screens|mobile|reports|cli|jobs|contract|routes|text|answers|papers|pages|payment-files|payment-results)$/;
  test.each(folders)("%s has only parts that every feature has", (name) => {
    const strange = readdirSync(join(programFolder, "src/features", name), { withFileTypes: true })
      .filter((entry) => !(entry.isDirectory() ? rooms : parts).test(entry.name))
      .map((entry) => entry.name);
    expect(strange).toEqual([]);
  });
});

describe("a file", () => {
  test("is named after what it is about", () => {
    const vague = /^(utils?|helpers?|service|services|constants|common|misc|manager)\.tsx?$/;
    const isVague = (path: string) =>
      vague.test(basename(path)) || (path.includes("features") && basename(path) === "types.ts");
    expect(sources.filter(isVague)).toEqual([]);
  });

  test("holds one idea: at most 320 lines", () => {
    expect(written.filter((path) => textOf(path).split("\n").length > 320)).toEqual([]);
  });

  test("holds functions of at most 70 lines; a page's markup may take 90", () => {
    expect(written.flatMap((path) => longFunctions(path, path.endsWith(".tsx") ? 90 : 70))).toEqual([]);
  });

  test("knows nothing of the machine it was written on", () => {
    const strange = [
      ...sources,
      ...filesIn("docs", /\.(md|json|sql)$/),
      ...filesIn("bin", /\.mjs$/),
      ...filesIn("tests", /\.ts$/),
    ]
      .filter((path) => path !== join("tests", "house.test.ts"))
      .filter((path) => /\/work\/|\.\.\/shared|\/root\b/.test(textOf(path)));
    expect(strange).toEqual([]);
  });
});

describe("words", () => {
  test("every refusal has Chinese text", () => {
    const known = { ...platformTexts, ...texts };
    const codes = written.flatMap((path) =>
      [...textOf(path).matchAll(/new Refusal\(\s*"[a-z_]+",\s*"([a-z_]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect([...new Set(codes.filter((code) => !(code in known)))].sort()).toEqual([]);
  });

  test("every audit event has Chinese words", () => {
    const events = written.flatMap((path) =>
      [...textOf(path).matchAll(/\brecord(?:At)?\(([^{;]*)/g)].flatMap(
        ([, said = ""]) => said.match(/(?<=")[a-z_]+\.[a-z_]+(?=")/g) ?? [],
      ),
    );
    expect(events.length).toBeGreaterThan(10);
    expect([...new Set(events.filter((event) => eventName(event) === event))].sort()).toEqual([]);
  });

  test("nobody is offered insurance", () => {
    const shown = written.filter((path) => /(text|screens|mobile|present|ui)/.test(path));
    const forbidden = /保险(?!互助会|中心)|保费|投保|理赔|赔付/;
    expect(shown.filter((path) => forbidden.test(withoutComments(textOf(path))))).toEqual([]);
  });
});

test("every migration says first why it is there, and has its three sections", () => {
  for (const path of filesIn("migrations", /\.sql$/)) {
    const text = textOf(path);
    expect(text, path).toMatch(/^-- [A-Z]/);
    for (const section of ["tables", "distribute", "foreign keys"])
      expect(text, path).toContain(`\n-- ${section}\n`);
  }
});

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");

/** Functions longer than that, as `file: name (lines)`. */
function longFunctions(path: string, most: number): string[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) {
      const lines =
        source.getLineAndCharacterOfPosition(node.end).line -
        source.getLineAndCharacterOfPosition(node.getStart()).line +
        1;
      if (lines > most) found.push(`${path}: ${node.name?.getText() ?? "(unnamed)"} (${lines})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
