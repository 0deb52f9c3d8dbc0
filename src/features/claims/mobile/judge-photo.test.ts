import { describe, expect, test } from "vitest";
import { type Grey, judgePhoto } from "./judge-photo.ts";

const [width, height] = [120, 160];
const full = { width: 1200, height: 1600 };

/** A white sheet with lines of print, as `paint` changes it. */
function sheet(paint: (x: number, y: number, value: number) => number = (_x, _y, value) => value): Grey {
  const values = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const isPrint = y % 8 < 3 && x > 10 && x < 110 && x % 3 !== 0;
      values[y * width + x] = paint(x, y, isPrint ? 40 : 240);
    }
  return { width, height, values };
}

const covered = (right: boolean, below: boolean) =>
  sheet((x, y, value) =>
    x > 95 === right && y > 130 === below && (right || x < 20) && (below || y < 25) ? 8 : value,
  );

describe("a photograph of a paper", () => {
  test("that can be read is taken", () => expect(judgePhoto(sheet(), full)).toBeUndefined());

  test.each([
    ["右下角", true, true],
    ["右上角", true, false],
    ["左下角", false, true],
    ["左上角", false, false],
  ])("is refused where the %s is covered", (name, right, below) => {
    expect(judgePhoto(covered(right, below), full)).toBe(`${name}被挡住了，请再拍一张`);
  });

  test("a dark corner of a dark photograph is no thumb", () => {
    const dim = sheet((x, y, value) => (x > 106 && y > 142 ? 30 : value / 3));
    expect(judgePhoto(dim, full)).toBeUndefined();
  });

  test.each([
    ["too dark", sheet((_x, _y, value) => value / 8), "太暗了，请到亮处再拍一张"],
    ["blank", sheet(() => 255), "一片空白，请对准材料再拍一张"],
    ["blurred", sheet((x) => 180 + x / 4), "有点糊，请拿稳、对好焦再拍一张"],
  ])("%s is refused", (_what, photo, words) => {
    expect(judgePhoto(photo, full)).toBe(words);
  });

  test("is refused where it is too small to be read, and not a pixel above", () => {
    expect(judgePhoto(sheet(), { width: 499, height: 900 })).toContain("太小");
    expect(judgePhoto(sheet(), { width: 500, height: 900 })).toBeUndefined();
  });
});
