import { useState } from "react";
import { BarRows } from "#ui/bars.tsx";
import { Surface } from "#ui/page.tsx";
import { Chips } from "#ui/table/filters.tsx";
import type { Answer } from "./asked.ts";

/** So many bars are read at a glance; the table beneath has all rows. */
const mostBars = 15;

/** One measure of an answer by its one group, as bars. */
export function AnswerBars({ answer }: { answer: Answer }) {
  const { groups, measures, rows } = answer;
  const [chosen, choose] = useState<string>(measures[0]?.code ?? "");
  const at = Math.max(
    measures.findIndex(({ code }) => code === chosen),
    0,
  );
  const measure = measures[at];
  const isTime = groups[0]?.code === "month";
  const shown = isTime
    ? rows.slice(-24)
    : rows.toSorted((a, b) => sizeOf(b, at) - sizeOf(a, at)).slice(0, mostBars);
  return (
    <Surface
      title={`${measure?.name ?? ""}${measure?.unit === "cents" ? "（元）" : ""}`}
      note={rows.length > shown.length ? (isTime ? "最近24个月" : `前${mostBars}行`) : undefined}
      aside={
        measures.length > 1 && (
          <Chips
            label="画哪一项"
            options={measures.map(({ code, name }) => ({ value: code, label: name }))}
            value={measure?.code ?? ""}
            choose={choose}
          />
        )
      }
    >
      <BarRows
        label={measure?.name ?? ""}
        rows={shown.map((row) => {
          const cell = row.cells[at];
          return {
            key: row.keys[0]?.key ?? "",
            label: row.keys[0]?.label ?? "",
            size: sizeOf(row, at),
            words: (
              <>
                {cell?.said}
                {cell?.saidOf && <span className="small quiet query-bar-of">{cell.saidOf}</span>}
              </>
            ),
          };
        })}
      />
    </Surface>
  );
}

// A bar needs a length, not the exact sum; what is hidden has none.
const sizeOf = ({ cells }: Answer["rows"][number], at: number): number => Number(cells[at]?.value ?? 0);
