import type { z } from "zod";
import { Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import type { StationRow } from "../contract.ts";
import { type Label, readable, sheetOf } from "../rules/station-map.ts";
import "./station-map.css";

type Station = z.output<typeof StationRow>;
type Point = { readonly station: Station; readonly x: number; readonly y: number };

const [margin, letter] = [40, 13];
/** On a phone the map is drawn narrower, not smaller: its words stay readable. */
const widthHere = (): number => (matchMedia("(max-width: 640px)").matches ? 360 : 960);
const stateOf = ({ isActive, onDuty }: Station): "on" | "open" | "closed" =>
  isActive ? (onDuty ? "on" : "open") : "closed";
const stateWords = { on: "有人值班", open: "开放，现在没有排班", closed: "停用" } as const;

/** Where stations are, which are manned now, and how far it is from one to the next; without tiles from anywhere else. */
export function StationMap({ stations }: { stations: readonly Station[] }) {
  const placed = stations.flatMap((station) => (station.place ? [{ station, place: station.place }] : []));
  if (placed.length === 0) return null;
  const sheet = sheetOf(
    placed.map(({ place }) => place),
    widthHere(),
    margin,
  );
  const points = placed.flatMap(({ station }, n) => {
    const at = sheet.points[n];
    return at ? [{ station, ...at }] : [];
  });
  const missing = stations.length - placed.length;
  return (
    <Surface
      title="联络站地图"
      note={missing > 0 ? `还有${missing}个没有标位置` : "上北下南，点一个站看值班"}
    >
      <svg
        className="station-map"
        viewBox={`0 0 ${sheet.width} ${sheet.height}`}
        role="group"
        aria-label={`联络站地图，${placed.length}个站`}
      >
        {points.map(({ station, x, y }) => (
          <a
            key={station.id}
            href={`/stations/${station.id}`}
            onClick={(event) => {
              event.preventDefault();
              navigate(`/stations/${station.id}`);
            }}
          >
            <circle className={stateOf(station)} cx={x} cy={y} r="5">
              <title>{`${station.name}，${stateWords[stateOf(station)]}`}</title>
            </circle>
          </a>
        ))}
        {labelsOf(points).map(({ name, x, y }) => (
          <text key={name} x={x} y={y} textAnchor="middle">
            {name}
          </text>
        ))}
        <line
          className="scale"
          x1={16}
          x2={16 + sheet.scale.length}
          y1={sheet.height - 12}
          y2={sheet.height - 12}
        />
        <text x={16} y={sheet.height - 20}>
          {sheet.scale.km}公里
        </text>
      </svg>
      <p className="station-legend small secondary">
        {(["on", "open", "closed"] as const).map((state) => (
          <span key={state}>
            <svg viewBox="0 0 14 14" aria-hidden="true">
              <circle className={state} cx="7" cy="7" r="5" />
            </svg>
            {stateWords[state]}
          </span>
        ))}
      </p>
    </Surface>
  );
}

/** The name of a union stands above its own stations; of those too near to one another that with the most stations. */
function labelsOf(points: readonly Point[]): Label[] {
  const unions = [...Map.groupBy(points, ({ station }) => station.region ?? "")]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([name, own]) => ({
      name,
      x: own.reduce((sum, { x }) => sum + x, 0) / own.length,
      y: Math.min(...own.map(({ y }) => y)) - 14,
    }));
  return readable(unions, letter);
}
