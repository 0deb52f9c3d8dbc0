import { describe, expect, test } from "vitest";
import { readable, sheetOf } from "./station-map.ts";

const at = (longitude: number, latitude: number) => ({ longitude, latitude });

describe("the map of stations", () => {
  test("north is above, east is to the right, and all lie inside the margin", () => {
    const { points, height } = sheetOf([at(113.6, 33.4), at(114.1, 33.8)], 600, 30);
    const [southWest, northEast] = points;
    expect(southWest?.x).toBeLessThan(northEast?.x ?? 0);
    expect(southWest?.y).toBeGreaterThan(northEast?.y ?? 0);
    for (const { x, y } of points) {
      expect(x).toBeGreaterThanOrEqual(30);
      expect(x).toBeLessThanOrEqual(570);
      expect(y).toBeGreaterThanOrEqual(30);
      expect(y).toBeLessThanOrEqual(height - 30);
    }
  });

  test("a kilometre is as long to the east as to the north", () => {
    // At 60 degrees a degree to the east is half of one to the north.
    const { points } = sheetOf([at(100, 60), at(102, 60), at(101, 59.5), at(101, 60.5)], 600, 30);
    const [west, east, south, north] = points.map(({ x, y }) => ({ x, y }));
    const across = (east?.x ?? 0) - (west?.x ?? 0);
    const up = (south?.y ?? 0) - (north?.y ?? 0);
    expect(across / up).toBeCloseTo(1, 1);
  });

  test("one station alone, and two in one house, stand in the middle", () => {
    for (const places of [[at(114, 33.5)], [at(114, 33.5), at(114, 33.5)]]) {
      const { points, height } = sheetOf(places, 300, 20);
      for (const point of points) expect(point).toEqual({ x: 150, y: height / 2 });
    }
  });

  test("a long city does not make a long page", () => {
    const { height } = sheetOf([at(114, 30), at(114, 34)], 600, 30);
    expect(height).toBe(300);
  });

  test("of names that would stand on one another the first stays", () => {
    const label = (name: string, x: number, y: number) => ({ name, x, y });
    const kept = readable(
      [label("甲县总工会", 100, 50), label("乙县总工会", 130, 55), label("丙县", 100, 90)],
      13,
    );
    expect(kept.map(({ name }) => name)).toEqual(["甲县总工会", "丙县"]);
  });

  test("the scale is whole kilometres and no longer than a third of the map", () => {
    const { scale } = sheetOf([at(113.6, 33.4), at(114.1, 33.8)], 600, 30);
    expect([50, 20, 10, 5, 2, 1]).toContain(scale.km);
    expect(scale.length).toBeLessThanOrEqual(180);
  });
});
