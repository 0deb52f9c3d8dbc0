import { plainMonth, sayMonth } from "#core/dates.ts";
import { Surface } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Standing } from "../contract.ts";

/** For who looks on: how far each month is, newest first. */
export function StandingList({ months }: { months: readonly Standing[] }) {
  return (
    <Surface flush title="每个月走到哪一步" aside="单位：元">
      {months.length === 0 && (
        <Empty title="还没有要结算的月份">出了账单以后，这里按月列出走到哪一步。</Empty>
      )}
      <ul>
        {months.map(({ month, state, tone, heads, amount }) => (
          <li key={month} className="standing">
            <Link to={`/months/${month}`}>{sayMonth(plainMonth(month))}</Link>
            <StatusTag tone={tone}>{state}</StatusTag>
            <span className="number secondary">{sayCount(heads)}人</span>
            <span className="number">
              <MoneyText yuan={amount} />
            </span>
          </li>
        ))}
      </ul>
    </Surface>
  );
}
