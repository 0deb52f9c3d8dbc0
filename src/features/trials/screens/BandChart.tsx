import { sayCount } from "#ui/say.ts";

type Point = { readonly month: string; readonly value: number };
type Band = { readonly month: string; readonly low: number; readonly middle: number; readonly high: number };

const size = { height: 260, left: 76, right: 84, top: 16, bottom: 28 } as const;

/** On a phone the chart is drawn narrower, not smaller: its words stay readable. */
const widthHere = (): number => (matchMedia("(max-width: 640px)").matches ? 420 : 960);

/** Over time: one line, its band where it is an estimate, labelled at its end; from nought. The table below has the figures. */
export function BandChart({
  label,
  past,
  ahead,
}: {
  label: string;
  past: readonly Point[];
  ahead: readonly Band[];
}) {
  const width = widthHere();
  const months = [...past.map(({ month }) => month), ...ahead.map(({ month }) => month)];
  const most = niceAbove(Math.max(1, ...past.map(({ value }) => value), ...ahead.map(({ high }) => high)));
  const least = Math.min(0, ...ahead.map(({ low }) => low));
  const floor = least < 0 ? -niceAbove(-least) : 0;
  const x = (at: number) =>
    size.left + (at * (width - size.left - size.right)) / Math.max(1, months.length - 1);
  const y = (value: number) =>
    size.top + ((most - value) * (size.height - size.top - size.bottom)) / (most - floor);
  const path = (points: readonly (readonly [number, number])[]) =>
    points.map(([px, py], n) => `${n === 0 ? "M" : "L"}${px.toFixed(1)} ${py.toFixed(1)}`).join(" ");
  const from = past.length;
  const band = [
    ...ahead.map(({ high }, n) => [x(from + n), y(high)] as const),
    ...ahead.map(({ low }, n) => [x(from + n), y(low)] as const).toReversed(),
  ];
  const middle = [
    ...past.map(({ value }, n) => [x(n), y(value)] as const),
    ...ahead.map((each, n) => [x(from + n), y(each.middle)] as const),
  ];
  const last = ahead.at(-1);
  const ticks = [...new Set([floor, 0, most / 2, most])];
  return (
    <svg className="forecast-chart" viewBox={`0 0 ${width} ${size.height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={size.left}
            x2={width - size.right}
            y1={y(tick)}
            y2={y(tick)}
            stroke={tick === 0 ? "var(--control-2)" : "var(--line-inner)"}
          />
          <text x={size.left - 8} y={y(tick) + 4} textAnchor="end" fontSize="12" fill="var(--ink-3)">
            {sayCount(tick)}
          </text>
        </g>
      ))}
      <path d={`${path(band)} Z`} fill="var(--brand-tint)" />
      <path d={path(middle)} fill="none" stroke="var(--brand)" strokeWidth="2" />
      {months.map((month, n) =>
        n % Math.ceil(months.length / (width / 80)) === 0 ? (
          <text
            key={month}
            x={x(n)}
            y={size.height - 8}
            textAnchor="middle"
            fontSize="12"
            fill="var(--ink-3)"
          >
            {month.endsWith("-01") ? `${month.slice(0, 4)}年` : `${Number(month.slice(5))}月`}
          </text>
        ) : null,
      )}
      {last && (
        <text
          x={x(months.length - 1) + 8}
          y={y(last.middle) + 4}
          fontSize="12"
          fill="var(--brand)"
          fontWeight="600"
        >
          {sayCount(Math.round(last.middle))}
        </text>
      )}
    </svg>
  );
}

/** The next figure of one digit with noughts. */
function niceAbove(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}
