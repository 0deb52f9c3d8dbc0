import { useId } from "react";

type Unit = "yuan" | "days" | "percent";

const says: Record<
  Unit,
  { readonly unit: string; readonly per: number; readonly step: number; readonly least: number }
> = {
  yuan: { unit: "元", per: 100, step: 50, least: 2_000 },
  days: { unit: "天", per: 1, step: 1, least: 60 },
  percent: { unit: "%", per: 100, step: 1, least: 100 },
};

type Props = {
  label: string;
  unit: Unit;
  /** Whole cents, days or basis points; null: there is no such limit. */
  value: number | null;
  /** As the published plan has it: the slider reaches to four times as much. */
  published: number | null;
  onChange: (value: number | null) => void;
  /** May be lifted altogether. */
  mayBeNone?: boolean;
};

/** One term: a slider to feel one's way, a field to say it exactly. */
export function TermLine({ label, unit, value, published, onChange, mayBeNone }: Props) {
  const id = useId();
  const { unit: word, per, step, least } = says[unit];
  const most = unit === "percent" ? 100 : Math.max(least, ((published ?? 0) / per) * 4);
  const shown = value === null ? "" : String(value / per);
  const set = (text: string) => {
    const number = Number(text);
    if (text !== "" && Number.isFinite(number) && number >= 0) onChange(Math.round(number * per));
  };
  return (
    <div className="term" data-changed={value !== published || undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        type="range"
        aria-label={`${label}，滑动选择`}
        min={0}
        max={most}
        step={most > 20_000 ? 500 : step}
        value={value === null ? most : value / per}
        disabled={value === null}
        onChange={(event) => set(event.target.value)}
      />
      <span className="term-exact">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={shown}
          placeholder={value === null ? "不限" : ""}
          disabled={value === null}
          onChange={(event) => set(event.target.value)}
        />
        {word}
      </span>
      {mayBeNone && (
        <label className="term-none">
          <input
            type="checkbox"
            checked={value === null}
            onChange={(event) => onChange(event.target.checked ? null : (published ?? least * per))}
          />
          不限
        </label>
      )}
    </div>
  );
}
