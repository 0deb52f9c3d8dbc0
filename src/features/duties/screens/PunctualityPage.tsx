import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { BarCell } from "#ui/bars.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { PunctualityRow, Punctuality as Shape } from "../contract.ts";
import { unitNames } from "../text.ts";

type Row = z.output<typeof PunctualityRow>;

const sayTime = (row: Row, time: number | null): string =>
  time === null ? "–" : `${time}${unitNames[row.unit]}`;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "类别", phone: "title", cell: (row) => row.name },
  { key: "n", title: "到期（件）", right: true, width: 110, cell: (row) => sayCount(row.n) },
  { key: "inTime", title: "按时（件）", right: true, width: 110, cell: (row) => sayCount(row.inTime) },
  {
    key: "share",
    title: "按时率（按时÷到期）",
    width: 220,
    phone: "figure",
    cell: (row) => <BarCell part={row.inTime} whole={row.n} label={sayShare(row.inTime, row.n)} />,
  },
  {
    key: "late",
    title: "晚办完",
    right: true,
    width: 90,
    phone: "second",
    cell: (row) => sayCount(row.late),
  },
  { key: "open", title: "过期未办", right: true, width: 100, cell: (row) => sayCount(row.openLate) },
  {
    key: "median",
    title: "一半在",
    right: true,
    width: 120,
    low: true,
    cell: (row) => sayTime(row, row.median),
  },
  { key: "p90", title: "九成在", right: true, width: 120, low: true, cell: (row) => sayTime(row, row.p90) },
];

/** How much was done in time this year, by kind. */
export function PunctualityPage() {
  const found = useGet<z.output<typeof Shape>>("/api/duties/punctuality");
  const rows = found.data?.rows ?? [];
  const n = rows.reduce((sum, row) => sum + row.n, 0);
  const inTime = rows.reduce((sum, row) => sum + row.inTime, 0);
  return (
    <Page>
      <PageTitle
        title={
          found.data &&
          (n === 0 ? "还没有到期的事项" : `到期${sayCount(n)}件，${sayShare(inTime, n)}按时办结`)
        }
        subtitle={
          found.data &&
          `${sayFullDay(plainDate(found.data.from))}至${sayFullDay(plainDate(found.data.until))}到期的；以最初的期限为准，转了上级也算原来的期限`
        }
      />
      <Loaded from={found}>
        {() => (
          <Surface flush>
            <DataTable
              label="按时办结情况"
              unit="类"
              from={given(rows)}
              columns={columns}
              rowKey={(row) => row.kind}
              empty={<Empty title="还没有到期的事项">事项到期以后，这里按类别统计按时率。</Empty>}
            />
          </Surface>
        )}
      </Loaded>
    </Page>
  );
}
