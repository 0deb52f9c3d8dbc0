import { describe, expect, test } from "vitest";
import { isVisible } from "./cell.ts";

describe("a cell", () => {
  test.each(["", "  ", "\u3000", "\u200b\ufeff", "\t\r\n", "\u00ad"])("of %j is blank", (cell) =>
    expect(isVisible(cell)).toBe(false),
  );
  test.each(["0", "-", "张", "A"])("of %j is not blank", (cell) => expect(isVisible(cell)).toBe(true));
});
