import { parseYuan } from "#core/money.ts";
import { useGet, useListing } from "#ui/api.ts";
import { BarCell, BarRows, StackedBar } from "#ui/bars.tsx";
import { DayInput } from "#ui/forms/dates.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { ExportLink, SearchBox } from "#ui/table/filters.tsx";
import type { OverviewReply, UnitRate } from "../contract.ts";
import "./overview.css";

/** The report's own figures at a day: numbers, who paid, unions compared, participation of every unit. */
export function OverviewPage() {
  const [asOf] = useQueryState("asOf");
  const overview = useGet<OverviewReply>("/api/overview", asOf ? { asOf } : {});
  return (
    <Loaded from={overview} bones={<PageBones />}>
      {(reply) => <OverviewBody reply={reply} />}
    </Loaded>
  );
}

function OverviewBody({ reply }: { reply: OverviewReply }) {
  const [, setAsOf] = useQueryState("asOf");
  const { units, unitsWithRosters, onRosters, confirmed, paid, covered, contributions } = reply;
  const people = (label: string, value: number, note: string) => ({
    label,
    value,
    unit: "人",
    note,
    bar: { part: value, whole: Math.max(onRosters, 1) },
  });
  return (
    <Page>
      <PageTitle
        title={`${sayCount(units)}家单位，${sayCount(confirmed)}人确认参加，会费${sayMoney(contributions)}元`}
        subtitle={`${reply.name} · 会费按已上缴的全部分担计算`}
      >
        <DayInput label="截至" value={reply.asOf} onChange={setAsOf} />
      </PageTitle>
      <FigureRow
        figures={[
          { label: "登记单位", value: units, unit: "家", note: `${sayCount(unitsWithRosters)}家已交名册` },
          people("名册人数", onRosters, "名册上的全部行"),
          people("已确认", confirmed, "单位已确认"),
          people("已缴会费", paid, "单位这一份已到齐"),
          people("保障中", covered, "已上缴，当天在保障期内"),
        ]}
      />
      <Shares reply={reply} />
      <Unions reply={reply} />
      <Units asOf={reply.asOf} />
    </Page>
  );
}

// Bars need a share, not money: whole cents as a plain number are exact enough to draw.
const size = (yuan: string) => Number(parseYuan(yuan) ?? 0n);

/** Who bore the contributions, as one bar with its table beneath. */
function Shares({ reply }: { reply: OverviewReply }) {
  const { shares, contributions } = reply;
  if (shares.length === 0) {
    return (
      <Surface title="会费由谁承担">
        <Empty title="还没有上缴的会费">每月上缴之后，这里按付款方列出。</Empty>
      </Surface>
    );
  }
  const looks = ["brand", "light", "grey"] as const;
  return (
    <Surface title={`会费${sayMoney(contributions)}元由谁承担`} aside="单位：元">
      <StackedBar
        label="会费由谁承担"
        parts={shares.slice(0, 3).map((share, i) => ({
          key: share.payer,
          size: size(share.amount),
          words: `${share.label} ${sayMoney(share.amount)}`,
          look: looks[i] ?? "grey",
        }))}
      />
      <div className="shares-each">
        <BarRows
          label="各付款方"
          rows={shares.map((share) => ({
            key: share.payer,
            label: share.label,
            size: size(share.amount),
            words: `${sayMoney(share.amount)}（${sayShare(size(share.amount), size(contributions))}）`,
          }))}
        />
      </div>
    </Surface>
  );
}

type Union = OverviewReply["unions"][number];

const unionColumns: readonly Column<Union>[] = [
  { key: "name", title: "上级工会", phone: "title", cell: (row) => row.name },
  { key: "units", title: "登记单位（家）", right: true, width: 120, cell: (row) => sayCount(row.units) },
  {
    key: "onRosters",
    title: "名册人数",
    right: true,
    width: 110,
    low: true,
    cell: (row) => sayCount(row.onRosters),
  },
  {
    key: "confirmed",
    title: "已确认",
    right: true,
    width: 110,
    phone: "figure",
    cell: (row) => sayCount(row.confirmed),
  },
  { key: "covered", title: "保障中", right: true, width: 110, cell: (row) => sayCount(row.covered) },
  {
    key: "rate",
    title: "参加率（已确认÷在职职工）",
    width: 230,
    cell: (row) => <BarCell part={row.confirmed} whole={row.staff} label="参加率" />,
  },
  {
    key: "contributions",
    title: "会费",
    right: true,
    width: 140,
    phone: "second",
    cell: (row) => <MoneyText yuan={row.contributions} />,
  },
];

function Unions({ reply }: { reply: OverviewReply }) {
  return (
    <Surface flush title="按上级工会" aside="单位：人、元 · 已确认多的在前">
      <DataTable
        label="按上级工会"
        unit="家"
        from={given(reply.unions)}
        columns={unionColumns}
        rowKey={(row) => row.id}
        empty={<Empty title="还没有登记的单位">单位登记通过审核后，这里按上级工会列出。</Empty>}
        totals={{
          units: sayCount(reply.units),
          onRosters: sayCount(reply.onRosters),
          confirmed: sayCount(reply.confirmed),
          covered: sayCount(reply.covered),
          rate: <BarCell part={reply.confirmed} whole={reply.staff} label="参加率" />,
          contributions: <MoneyText yuan={reply.contributions} />,
        }}
      />
    </Surface>
  );
}

const unitColumns: readonly Column<UnitRate>[] = [
  { key: "code", title: "编号", width: 100, low: true, tight: true, cell: (row) => row.code },
  { key: "name", title: "单位", phone: "title", cell: (row) => row.name },
  { key: "union", title: "上级工会", width: 190, low: true, phone: "second", cell: (row) => row.unionName },
  {
    key: "staff",
    title: "在职职工",
    right: true,
    width: 100,
    cell: (row) => (row.staff === null ? "–" : sayCount(row.staff)),
  },
  {
    key: "confirmed",
    title: "已确认",
    right: true,
    width: 90,
    phone: "figure",
    cell: (row) => sayCount(row.confirmed),
  },
  { key: "paid", title: "已缴会费", right: true, width: 100, cell: (row) => sayCount(row.paid) },
  { key: "covered", title: "保障中", right: true, width: 90, cell: (row) => sayCount(row.covered) },
  {
    key: "rate",
    title: "参加率",
    width: 210,
    cell: (row) =>
      row.staff ? (
        <BarCell part={row.confirmed} whole={row.staff} label="参加率" />
      ) : (
        <span className="quiet">未登记职工数</span>
      ),
  },
];

function Units({ asOf }: { asOf: string }) {
  const [q] = useQueryState("q");
  const query = { asOf, q };
  const list = useListing<UnitRate>("/api/overview/units", query);
  return (
    <Surface
      flush
      title="各单位参加率"
      note={
        <>
          已确认÷在职职工，低的在前，截至
          <DateText day={asOf} />
        </>
      }
      aside={<ExportLink path="/api/overview/units" query={query} />}
    >
      <DataTable
        label="各单位参加率"
        unit="家"
        from={list}
        columns={unitColumns}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/units/${row.id}`)}
        tools={<SearchBox placeholder="查单位名称或编号" />}
        empty={<Empty title="没有符合条件的单位">换一个名称或编号再查。</Empty>}
      />
    </Surface>
  );
}
