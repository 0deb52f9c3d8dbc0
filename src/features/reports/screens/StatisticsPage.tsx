import type { z } from "zod";
import { address, useGet } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { SheetsReply } from "../contract.ts";
import "./reports.css";

type Sheets = z.output<typeof SheetsReply>;
type Sheet = Sheets["sheets"][number];
type Cell = Sheet["blocks"][number]["rows"][number][number];

/** The statistics of a month or a year, as they are taken home: one sheet at a time, each figure with what it counts. */
export function StatisticsPage() {
  const today = useToday();
  const [period, choose] = useQueryState("period", today.slice(0, 7));
  const [chosen] = useQueryState("sheet");
  const found = useGet<Sheets>("/api/reports/statistics", { period });
  return (
    <Page>
      <PageTitle title={found.data?.title} subtitle={found.data?.days} crumb="统计表">
        <PeriodChoice today={today} period={period} choose={choose} />
        <ButtonLink download to={address("/api/reports/statistics.xlsx", { period })}>
          下载工作簿
        </ButtonLink>
        <ButtonLink download to={address("/api/reports/statistics.pdf", { period })}>
          下载打印稿
        </ButtonLink>
      </PageTitle>
      <Loaded from={found}>
        {({ sheets, note }) => (
          <>
            <FilterChips
              name="sheet"
              label="哪一张"
              options={sheets.map(({ name }) => ({ value: name, label: name }))}
            />
            {sheets
              .filter(({ name }, i) =>
                sheets.some((sheet) => sheet.name === chosen) ? name === chosen : i === 0,
              )
              .map((sheet) => (
                <SheetView key={sheet.name} sheet={sheet} />
              ))}
            <p className="secondary">{note}</p>
          </>
        )}
      </Loaded>
    </Page>
  );
}

type ChoiceProps = { today: string; period: string; choose: (period: string) => void };

/** A year, and a month of it or all of it; none that is still to come. */
function PeriodChoice({ today, period, choose }: ChoiceProps) {
  const [year, month = ""] = period.split("-") as [string, string?];
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 6 }, (_, i) => String(thisYear - i));
  const last = year === String(thisYear) ? Number(today.slice(5, 7)) : 12;
  const months = Array.from({ length: last }, (_, i) => String(i + 1).padStart(2, "0"));
  const write = (nextYear: string, nextMonth: string) => {
    const isToCome = `${nextYear}-${nextMonth}` > today.slice(0, 7);
    choose(nextMonth === "" ? nextYear : isToCome ? today.slice(0, 7) : `${nextYear}-${nextMonth}`);
  };
  return (
    <>
      <label className="filter">
        年份：
        <select value={year} onChange={(event) => write(event.target.value, month)}>
          {(years.includes(year) ? years : [...years, year]).map((each) => (
            <option key={each} value={each}>
              {each}年
            </option>
          ))}
        </select>
      </label>
      <label className="filter">
        月份：
        <select value={month} onChange={(event) => write(year, event.target.value)}>
          <option value="">全年</option>
          {months.map((each) => (
            <option key={each} value={each}>
              {Number(each)}月
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

type Row = { readonly key: string; readonly cells: readonly Cell[] };
const said = (cell: Cell | undefined): string =>
  cell === undefined ? "" : typeof cell === "string" ? cell : cell.said;

function SheetView({ sheet }: { sheet: Sheet }) {
  const { name, columns, wordy, blocks } = sheet;
  const shown = columns.map(
    ({ title }, i): Column<Row> => ({
      key: title,
      title,
      ...(i >= wordy && { right: true, width: 136 }),
      ...(i === 0 && { phone: "title" as const }),
      ...(i === wordy && { phone: "figure" as const }),
      ...(i === wordy + 1 && { phone: "second" as const }),
      low: i >= 8,
      cell: ({ cells }) => (
        <>
          {i === wordy + 1 && <span className="query-label">{title}　</span>}
          {said(cells[i])}
        </>
      ),
    }),
  );
  const explained = columns.filter(({ definition }) => definition !== "");
  return (
    <Surface
      flush
      title={name}
      foot={explained.map(({ title, definition }) => `${title}：${definition}`).join("　")}
    >
      {blocks.map(({ caption, rows, total }) => (
        <section key={caption} className="sheet-block query-answer" aria-label={caption}>
          <h3 className="secondary">{caption}</h3>
          <DataTable
            label={`${name}，${caption}`}
            unit="行"
            from={given(rows.map((cells, at): Row => ({ key: String(at), cells })))}
            columns={shown}
            rowKey={({ key }) => key}
            peek={{ title: ({ cells }) => said(cells[0]) }}
            totals={
              total
                ? Object.fromEntries(columns.slice(1).map(({ title }, i) => [title, said(total[i + 1])]))
                : undefined
            }
            empty={<Empty title="没有记录">这些日子里没有要列的行。</Empty>}
          />
        </section>
      ))}
    </Surface>
  );
}
