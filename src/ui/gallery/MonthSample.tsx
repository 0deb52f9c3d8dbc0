import { Button } from "../Button.tsx";
import { StackedBar, Steps } from "../bars.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "../page.tsx";
import { MoneyText } from "../Text.tsx";
import type { Column } from "../table/columns.ts";
import { DataTable, given } from "../table/DataTable.tsx";

type Unit = {
  readonly name: string;
  readonly union: string;
  readonly people: number;
  readonly fee: string;
  readonly whole: string;
};

const units: readonly Unit[] = [
  { name: "台前县档案馆", union: "台前县", people: 117, fee: "5850.00", whole: "9360.00" },
  { name: "台前县图书馆", union: "台前县", people: 18, fee: "900.00", whole: "1440.00" },
  { name: "南乐县住房和城乡建设局", union: "南乐县", people: 45, fee: "2250.00", whole: "3600.00" },
  { name: "华龙区住房和城乡建设局", union: "华龙区", people: 40, fee: "2000.00", whole: "3200.00" },
  { name: "范县供水总公司", union: "范县", people: 73, fee: "3650.00", whole: "5840.00" },
  { name: "濮阳市第二中学", union: "市直属", people: 302, fee: "15100.00", whole: "24160.00" },
];

const columns: readonly Column<Unit>[] = [
  { key: "name", title: "单位", phone: "title", sorts: true, cell: (u) => u.name },
  { key: "union", title: "上级工会", width: 150, phone: "second", cell: (u) => u.union },
  { key: "people", title: "人数", right: true, width: 90, sorts: true, cell: (u) => u.people },
  { key: "fee", title: "会费", right: true, width: 140, cell: (u) => <MoneyText yuan={u.fee} /> },
  { key: "county", title: "县级补助", right: true, width: 140, cell: () => <MoneyText yuan={null} /> },
  {
    key: "whole",
    title: "合计",
    right: true,
    width: 140,
    phone: "figure",
    cell: (u) => <MoneyText yuan={u.whole} />,
  },
];

const missing = [
  ["濮阳市总工会", "29家单位 · 昨天16:20已提醒", "59790.00"],
  ["台前县总工会", "2家，135人 × 10元 · 尚未提醒", "1350.00"],
  ["南乐县总工会", "1家，45人 × 10元 · 尚未提醒", "450.00"],
  ["华龙区总工会", "1家，40人 × 10元 · 尚未提醒", "400.00"],
] as const;

/** c-month: the month board. */
export function MonthSample() {
  return (
    <Page>
      <PageTitle
        crumb="2025年1月"
        title="2025年1月结算：补助还差61,990.00元，缺4家工会"
        subtitle="今天1月22日 · 29家单位2,108人 · 保障从2025年2月1日开始"
      >
        <Button>导出明细</Button>
        <Button kind="primary" why="还缺4家工会的补助">
          生成上缴单
        </Button>
      </PageTitle>
      <Steps
        label="1月结算的六步"
        steps={[
          { key: "1", label: "汇总账单", state: "done", note: "12月31日 · 33份" },
          { key: "2", label: "会费截止", state: "done", note: "1月10日 · 29家到齐" },
          { key: "3", label: "补助到齐", state: "now", note: "1月25日 · 还缺4笔", tone: "wait" },
          { key: "4", label: "上缴省办事处", state: "later", note: "拟1月27日 · 168,640.00" },
          { key: "5", label: "省办事处确认", state: "later" },
          { key: "6", label: "关账", state: "later" },
        ]}
      />
      <div className="columns">
        <Surface
          flush
          title="还缺什么、缺谁的"
          aside={
            <button type="button" className="link">
              全部催办
            </button>
          }
        >
          <Lines>
            {missing.map(([name, note, sum]) => (
              <Line
                key={name}
                title={name}
                note={note}
                figure={<MoneyText yuan={sum} />}
                action={<Button small>催办</Button>}
              />
            ))}
          </Lines>
        </Surface>
        <Surface>
          <div className="row-apart">
            <span className="secondary">本月应上缴</span>
            <span className="secondary">已到账</span>
          </div>
          <div className="row-apart" style={{ marginBottom: 12 }}>
            <span>
              <span className="figure-value">168,640.00</span>{" "}
              <span className="secondary">元 = 2,108人 × 80元</span>
            </span>
            <span className="figure-value">106,650.00</span>
          </div>
          <StackedBar
            label="会费105,400.00，县级补助1,250.00，还差61,990.00"
            parts={[
              { key: "fee", size: 105400, look: "brand", words: "会费105,400.00" },
              { key: "county", size: 1250, look: "light" },
              { key: "city", size: 61990, look: "missing", words: "市级补助59,790.00未到" },
            ]}
          />
          <p className="secondary" style={{ marginTop: 16 }}>
            补助到齐后才能上缴。专用账户余额176,308.73元，含其他月份和利息，不能垫付。
          </p>
        </Surface>
      </div>
      <Surface flush title="29家单位" note="缺补助的在前 · 单位：元">
        <DataTable
          label="单位"
          unit="家"
          from={given(units)}
          columns={columns}
          rowKey={(u) => u.name}
          peek={{ title: (u) => u.name }}
          totals={{ people: "595", fee: <MoneyText yuan="29750.00" />, whole: <MoneyText yuan="47600.00" /> }}
          empty={null}
        />
      </Surface>
    </Page>
  );
}
