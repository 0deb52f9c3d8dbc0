import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { BarCell } from "#ui/bars.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { Statistics } from "../contract.ts";

type Shape = z.output<typeof Statistics>;
type Row = Shape["whole"];

const columnsOf = (title: string): readonly Column<Row>[] => [
  { key: "name", title, phone: "title", cell: (row) => row.name },
  { key: "n", title: "咨询（个）", right: true, width: 110, cell: (row) => sayCount(row.n) },
  { key: "due", title: "到期（个）", right: true, width: 110, low: true, cell: (row) => sayCount(row.due) },
  {
    key: "share",
    title: "半小时内（÷到期）",
    width: 220,
    phone: "figure",
    cell: (row) => <BarCell part={row.inTime} whole={row.due} label="半小时内" />,
  },
  {
    key: "median",
    title: "一半在（分钟）",
    right: true,
    width: 130,
    phone: "second",
    cell: (row) => row.median ?? "–",
  },
  { key: "p90", title: "九成在（分钟）", right: true, width: 130, low: true, cell: (row) => row.p90 ?? "–" },
];

/** How many were asked this year, and how soon they were answered. */
export function StatisticsPage() {
  const found = useGet<Shape>("/api/inquiries/statistics");
  const whole = found.data?.whole;
  return (
    <Page>
      <PageTitle
        title={
          whole &&
          (whole.due === 0 ? "还没有到期的咨询" : `${sayShare(whole.inTime, whole.due)}的咨询半小时内答复`)
        }
        subtitle={
          found.data &&
          `${sayFullDay(plainDate(found.data.from))}至${sayFullDay(plainDate(found.data.until))}；半小时按服务时间算，转了上级也从提问时算起`
        }
      />
      <Loaded from={found}>
        {(reply) => (
          <>
            <FigureRow
              figures={[
                { label: "咨询", value: reply.whole.n, unit: "个" },
                {
                  label: "半小时内",
                  value: reply.whole.inTime,
                  unit: "个",
                  note: `共到期${sayCount(reply.whole.due)}个`,
                },
                { label: "一半在", value: reply.whole.median ?? 0, unit: "分钟内" },
                { label: "九成在", value: reply.whole.p90 ?? 0, unit: "分钟内" },
              ]}
            />
            {(
              [
                ["各工会", reply.byUnion],
                ["类别", reply.byTopic],
                ["月份", reply.byMonth],
              ] as const
            ).map(([title, rows]) => (
              <Surface key={title} title={title} flush>
                <DataTable
                  label={title}
                  unit="行"
                  from={given(rows)}
                  columns={columnsOf(title)}
                  rowKey={(row) => row.key}
                  empty={<Empty title="没有到期的咨询">有了咨询，这里按{title}统计。</Empty>}
                />
              </Surface>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}
