import type { z } from "zod";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { TableRow } from "../contract.ts";

type Row = z.output<typeof TableRow>;

const percent = (bp: number | null): string => (bp === null ? "—" : `${Math.floor(bp / 100)}%`);
const yuan = (cents: string): string => sayMoney((Number(cents) / 100).toFixed(2));
const tones = { green: "good", yellow: "wait", red: "bad" } as const;
const colours = { green: "绿色", yellow: "黄色", red: "红色" } as const;

function Climbed({ by }: { by: number | null }) {
  if (by === null || by === 0) return <span className="secondary">{by === null ? "新" : "平"}</span>;
  return by > 0 ? <span className="good">升{by}</span> : <span className="bad">降{-by}</span>;
}

const columns: readonly Column<Row>[] = [
  {
    key: "rank",
    title: "排名",
    width: 70,
    cell: (row) => (
      <>
        {row.rank} <Climbed by={row.climbed} />
      </>
    ),
  },
  { key: "name", title: "单位", width: 170, phone: "title", cell: (row) => row.name },
  {
    key: "new",
    title: "新增家/人",
    width: 90,
    right: true,
    cell: (row) => `${sayCount(row.newUnits)}/${sayCount(row.newPeople)}`,
  },
  {
    key: "all",
    title: "累计家/人",
    width: 100,
    right: true,
    cell: (row) => `${sayCount(row.units)}/${sayCount(row.people)}`,
  },
  { key: "goal", title: "年度目标", width: 80, right: true, low: true, cell: (row) => sayCount(row.goal) },
  { key: "completion", title: "完成率", width: 70, right: true, cell: (row) => percent(row.completionBp) },
  {
    key: "pace",
    title: "序时进度",
    width: 80,
    right: true,
    phone: "figure",
    cell: (row) => percent(row.paceBp),
  },
  {
    key: "base",
    title: "会费到账",
    width: 80,
    right: true,
    low: true,
    cell: (row) => (row.baseDue === "0" ? "—" : sayShare(Number(row.baseReceived), Number(row.baseDue))),
  },
  {
    key: "claims",
    title: "申领/金额",
    width: 110,
    right: true,
    low: true,
    cell: (row) => (row.claims === 0 ? "—" : `${row.claims}/${yuan(row.benefits)}`),
  },
  {
    key: "aware",
    title: "知晓率",
    width: 70,
    right: true,
    low: true,
    cell: (row) => (row.valid === 0 ? "未测" : sayShare(row.aware, row.valid)),
  },
  {
    key: "colour",
    title: "颜色",
    width: 70,
    phone: "state",
    cell: (row) => <StatusTag tone={tones[row.colour]}>{colours[row.colour]}</StatusTag>,
  },
  { key: "problem", title: "问题与措施", phone: "second", cell: (row) => row.problem || "—" },
];

/** The monthly table, as it is told. The paper and the workbook have all of its columns. */
export const ProgressTable = ({ rows }: { rows: readonly Row[] }) => (
  <DataTable
    label="进度表"
    unit="家"
    from={given(rows)}
    columns={columns}
    rowKey={(row) => row.organisationId}
    empty={<Empty title="表上没有您管的单位">这期通报没有您管理范围里的单位。</Empty>}
  />
);
