import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("src/ui/theme.css", "utf8");

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function colour(name: string): string {
  const found = new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1];
  if (!found) throw new Error(`theme.css has no --${name}.`);
  return found;
}

const greys = ["surface", "page", "header", "hover", "selected", "grey-tint"] as const;

test.each([
  ...greys.flatMap((ground) => ["ink", "ink-2", "ink-3", "brand"].map((text) => [text, ground] as const)),
  ["brand", "brand-tint"],
  ["green", "green-tint"],
  ["yellow", "yellow-tint"],
  ["red", "red-tint"],
  ["ink", "yellow-fill"],
  ["surface", "brand"],
] as const)("words in %s on %s can be read (4.5 : 1)", (text, ground) => {
  expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
});

test("the edge of a control is seen (3 : 1)", () => {
  expect(contrast(colour("control"), colour("surface"))).toBeGreaterThanOrEqual(3);
});
