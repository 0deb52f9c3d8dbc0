import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { NoticeTemplate } from "#features/notices/rules/index.ts";
import { programFolder } from "#platform/config.ts";

// Every template of every feature, found by the name of its export: a new one is judged the moment it exists.

type Facts = Readonly<Record<string, string | number>>;
type Found = { readonly at: string; readonly template: NoticeTemplate<Facts> };

const folder = join(programFolder, "src", "features");
const templates: Found[] = [];
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!/(^|[/\\])text([/\\][a-z-]+)?\.ts$/.test(name)) continue;
  const exported = (await import(pathToFileURL(join(folder, name)).href)) as Record<string, unknown>;
  for (const [key, value] of Object.entries(exported)) {
    if (!key.endsWith("Notices")) continue;
    for (const template of Object.values(value as Record<string, NoticeTemplate<Facts>>))
      templates.push({ at: `${name} ${key}`, template });
  }
}

/** Facts that answer to every name with something readable, and remember what was asked for. */
function spy(): { facts: Facts; asked: Set<string> } {
  const asked = new Set<string>();
  const facts = new Proxy({} as Facts, {
    get: (_target, name) => {
      asked.add(String(name));
      return "2025-01-10";
    },
  });
  return { facts, asked };
}

const said = (template: NoticeTemplate<Facts>, facts: Facts) => [
  template.title(facts),
  template.body(facts),
  template.sms?.(facts) ?? "",
];

test("there are templates, each under a code of its own", () => {
  expect(templates.length).toBeGreaterThan(0);
  const codes = templates.map(({ template }) => template.code);
  expect([...new Set(codes)]).toEqual(codes);
  expect(codes.filter((code) => !/^[a-z_]+\.[a-z_]+$/.test(code))).toEqual([]);
});

test.each(templates.map((each) => [each.template.code, each] as const))(
  "%s names no illness, is polite, and fits a message",
  (_code, { template }) => {
    const { facts, asked } = spy();
    const words = said(template, facts);
    for (const each of words) {
      expect(each).not.toMatch(/诊断|病种|疾病|病名|癌|肿瘤|ICD/i);
      expect(each).not.toMatch(/[！!]|亲[，,]|保险(?!互助会)|保费|投保|理赔|赔付|undefined|null/);
    }
    expect(
      [...asked].filter((name) => /diagnos|illness|disease|icd|idNumber|card|phone/i.test(name)),
    ).toEqual([]);
    const [title = "", body = "", sms = ""] = words;
    expect(title.length).toBeGreaterThan(0);
    expect(body.length).toBeGreaterThan(0);
    expect(sms.length).toBeLessThanOrEqual(140);
  },
);
