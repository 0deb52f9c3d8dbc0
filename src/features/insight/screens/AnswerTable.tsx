import { parseYuan } from "#core/money.ts";
import { BarCell } from "#ui/bars.tsx";
import { Surface } from "#ui/page.tsx";
import { Link, navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { AnswerFor } from "../contract.ts";

type Row = AnswerFor["rows"][number];
type Sums = NonNullable<AnswerFor["total"]>;

// A bar needs a share, not money: whole cents as a plain number are exact enough to draw.
const size = (yuan: string) => Number(parseYuan(yuan) ?? 0n);
const Progress = ({ due, arrived }: { due: string; arrived: string }) => (
  <BarCell part={size(arrived)} whole={size(due)} label="已到账" />
);
const toneClass = { good: "good", wait: "wait", bad: "bad", plain: "" } as const;

const columnsOf = (answerFor: AnswerFor): readonly Column<Row>[] => [
  { key: "name", title: answerFor.nameTitle, phone: "title", cell: (row) => row.name },
  {
    key: "count",
    title: answerFor.countTitle,
    right: true,
    width: 110,

    cell: (row) => sayCount(row.count),
  },
  { key: "due", title: "应缴", right: true, width: 130, cell: (row) => <MoneyText yuan={row.due} /> },
  {
    key: "arrived",
    title: "已到账",
    right: true,
    width: 130,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.arrived} />,
  },
  {
    key: "progress",
    title: "进度",
    width: 220,
    cell: (row) => <Progress due={row.due} arrived={row.arrived} />,
  },
  { key: "missing", title: "还差", right: true, width: 130, cell: (row) => <MoneyText yuan={row.missing} /> },
  {
    key: "situation",
    title: "情况",
    width: 130,
    phone: "state",
    tight: true,
    cell: (row) =>
      row.to && row.tone !== "good" ? (
        <Link to={row.to}>{row.situation}</Link>
      ) : (
        <span className={toneClass[row.tone]}>{row.situation}</span>
      ),
  },
];

const totalsOf = (total: Sums) => ({
  count: sayCount(total.count),
  due: <MoneyText yuan={total.due} />,
  arrived: <MoneyText yuan={total.arrived} />,
  progress: <Progress due={total.due} arrived={total.arrived} />,
  missing: <MoneyText yuan={total.missing} />,
  situation: total.situation,
});

/** What I answer for, worst first. */
export function AnswerTable({ answerFor }: { answerFor: AnswerFor }) {
  return (
    <Surface flush title={answerFor.title} aside={answerFor.note}>
      <DataTable
        label={answerFor.title}
        unit="行"
        from={given(answerFor.rows)}
        columns={columnsOf(answerFor)}
        rowKey={(row) => row.key}
        onOpen={(row) => row.to && navigate(row.to)}
        totals={answerFor.total ? totalsOf(answerFor.total) : undefined}
        empty={<Empty title="还没有账单">出账单后，这里按还差的金额从多到少列出。</Empty>}
      />
    </Surface>
  );
}
