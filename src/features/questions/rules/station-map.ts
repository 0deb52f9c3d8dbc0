/** Degrees, as phones tell them. */
export type Place = { readonly longitude: number; readonly latitude: number };

export type Sheet = {
  readonly width: number;
  readonly height: number;
  /** Where each place lies, in the order they were given. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** A length to read the map by: whole kilometres, and how long they are on the sheet. */
  readonly scale: { readonly km: number; readonly length: number };
};

const kmPerDegree = 111.32;
/** A lone station, or several in one house, stand in the middle of so many kilometres. */
const leastKm = 2;

/**
 * Places on a sheet of this width, north above: a kilometre is as long to the east as to the north, and everything lies inside
 * the margin. A sheet is between a third and half of its width high.
 */
export function sheetOf(places: readonly Place[], width: number, margin: number): Sheet {
  const mid = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const [east, north] = [mid(places.map((p) => p.longitude)), mid(places.map((p) => p.latitude))];
  const shrink = Math.cos((north * Math.PI) / 180);
  const km = places.map(({ longitude, latitude }) => ({
    x: (longitude - east) * shrink * kmPerDegree,
    y: (north - latitude) * kmPerDegree,
  }));
  const span = (values: readonly number[]) => Math.max(leastKm, 2 * Math.max(...values.map(Math.abs)));
  const [wide, high] = [span(km.map(({ x }) => x)), span(km.map(({ y }) => y))];
  const inner = width - 2 * margin;
  const perKm = Math.min(inner / wide, (0.5 * width - 2 * margin) / high);
  const height = Math.max(width / 3, high * perKm + 2 * margin);
  const length = [50, 20, 10, 5, 2, 1].find((each) => each * perKm <= inner / 3) ?? 1;
  return {
    width,
    height,
    points: km.map(({ x, y }) => ({ x: width / 2 + x * perKm, y: height / 2 + y * perKm })),
    scale: { km: length, length: length * perKm },
  };
}

export type Label = { readonly name: string; readonly x: number; readonly y: number };

/** Of names that would stand on one another the first stays. `size` is that of a character, in the sheet's units. */
export function readable(labels: readonly Label[], size: number): Label[] {
  const kept: Label[] = [];
  for (const label of labels) {
    const hides = (other: Label) =>
      Math.abs(other.y - label.y) < size * 1.2 &&
      Math.abs(other.x - label.x) < ((other.name.length + label.name.length) * size) / 2;
    if (!kept.some(hides)) kept.push(label);
  }
  return kept;
}
