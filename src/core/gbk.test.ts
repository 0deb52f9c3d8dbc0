import { expect, test } from "vitest";
import { decodeGbk, encodeGbk, gbkLength, outsideGbk } from "./gbk.ts";

test.each([
  ["A", [0x41]],
  ["中", [0xd6, 0xd0]],
  ["镕", [0xe9, 0x46]],
  ["堃", [0x88, 0xd2]],
  ["·", [0xa1, 0xa4]],
  ["〇", [0xa9, 0x96]],
  ["苏a梅", [0xcb, 0xd5, 0x61, 0xc3, 0xb7]],
])("%s is written as banks write it, and read back", (text, bytes) => {
  expect([...encodeGbk(text)]).toEqual(bytes);
  expect(decodeGbk(encodeGbk(text))).toBe(text);
  expect(gbkLength(text)).toBe(bytes.length);
});

test("it knows the 20,902 Han characters of its own table, and no more of that block", () => {
  const all = Array.from({ length: 0x9fff - 0x4e00 + 1 }, (_, i) => String.fromCodePoint(0x4e00 + i));
  const known = all.filter((character) => outsideGbk(character).length === 0);
  expect(known).toHaveLength(20_902);
  expect(known.at(-1)).toBe("龥");
});

test("what it does not know is told, each once, and never replaced", () => {
  expect(outsideGbk("䶮苏㐂䶮𬭎é€龦")).toEqual(["䶮", "㐂", "𬭎", "€", "龦"]);
  expect(() => encodeGbk("苏䶮")).toThrow(RangeError);
});
