import { daysBetween, type PlainDate, plainDate, sayDay } from "#core/dates.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { useToday } from "#ui/session.tsx";
import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { Need } from "../contract.ts";

/** Sorted by the day due; the first has the page's one solid button. */
export function NeedList({ needs }: { needs: readonly Need[] }) {
  const today = useToday();
  // Where nothing has a day, no column is kept for it.
  const hasDays = needs.some((need) => need.due !== null);
  return (
    <ul>
      {needs.map((need, i) => (
        <li key={need.key} className="need">
          {hasDays && <DueTag due={need.due} today={today} />}
          <div className="need-words">
            <div className="strong">{need.title}</div>
            <div className="secondary">
              {need.detail}
              {need.consequence}
            </div>
          </div>
          <ButtonLink kind={i === 0 ? "primary" : "default"} to={need.to}>
            {need.verb}
          </ButtonLink>
        </li>
      ))}
    </ul>
  );
}

function DueTag({ due, today }: { due: string | null; today: string }) {
  if (!due) return <span className="need-due" />;
  const left = daysBetween(today as PlainDate, plainDate(due));
  const [tone, words] = sayLeft(left, due, today);
  return (
    <span className="need-due">
      <StatusTag tone={tone}>{words}</StatusTag>
    </span>
  );
}

function sayLeft(left: number, due: string, today: string): readonly [Tone, string] {
  if (left < 0) return ["bad", `已过${-left}天`];
  if (left === 0) return ["bad", "今天"];
  if (left <= 3) return ["wait", `${left}天`];
  return ["plain", sayDay(plainDate(due), today as PlainDate)];
}
