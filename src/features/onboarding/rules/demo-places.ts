/** About where the seats of districts and counties are, in degrees east and north. */
const seats: Readonly<Record<string, readonly [number, number]>> = {
  "4101": [113.62, 34.75],
  "410102": [113.61, 34.75],
  "410103": [113.64, 34.72],
  "410104": [113.68, 34.75],
  "410105": [113.66, 34.8],
  "410106": [113.31, 34.8],
  "410108": [113.62, 34.87],
  "410122": [113.98, 34.72],
  "410181": [113.02, 34.75],
  "410182": [113.38, 34.79],
  "410183": [113.39, 34.54],
  "410184": [113.74, 34.4],
  "410185": [113.05, 34.45],
  "4109": [115.03, 35.76],
  "410902": [115.07, 35.78],
  "410922": [115.1, 35.89],
  "410923": [115.2, 36.07],
  "410926": [115.5, 35.85],
  "410927": [115.87, 35.97],
  "410928": [115.03, 35.71],
  "4111": [114.02, 33.58],
  "411102": [113.98, 33.56],
  "411103": [114.01, 33.6],
  "411104": [114.1, 33.59],
  "411121": [113.6, 33.44],
  "411122": [113.93, 33.81],
};

/** Made up: the nth station of a region stands on a spiral about its seat, some five hundred metres from the one before. */
export function demoPlace(
  region: string,
  nth: number,
): { readonly longitude: number; readonly latitude: number } {
  const [east, north] = seats[region] ?? seats[region.slice(0, 4)] ?? [113.62, 34.75];
  const [turn, away] = [nth * 2.4, 0.006 * Math.sqrt(nth)];
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    longitude: round(east + away * Math.cos(turn)),
    latitude: round(north + away * Math.sin(turn)),
  };
}
