import type { z } from "zod";
import { plainMonth, sayMonth } from "#core/dates.ts";
import { type ListReply, useListing } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, StatusTag, sayMoney, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, SearchBox } from "#ui/table/filters.tsx";
import type { BillList as BillListReply, BillRow } from "../contract.ts";
import { billStateNames } from "../text.ts";

type Row = z.output<typeof BillRow>;
type Reply = z.output<typeof BillListReply> & ListReply<Row>;

export const billTones: Record<Row["state"], Tone> = {
  unpaid: "wait",
  part_paid: "wait",
  paid: "good",
  settled: "good",
  remitted: "good",
};

const columns: readonly Column<Row>[] = [
  { key: "unit", title: "单位", cell: (row) => row.unit, phone: "title" },
  { key: "union", title: "上级工会", cell: (row) => row.union, width: 190, low: true, phone: "second" },
  {
    key: "state",
    title: "情况",
    cell: (row) => <StatusTag tone={billTones[row.state]}>{billStateNames[row.state]}</StatusTag>,
    width: 110,
    phone: "state",
  },
  { key: "month", title: "账单月份", cell: (row) => row.month, width: 100, tight: true },
  { key: "settled", title: "结算月份", cell: (row) => row.settledMonth ?? "–", width: 100, tight: true },
  { key: "heads", title: "人数", cell: (row) => sayCount(row.heads), right: true, width: 80 },
  {
    key: "due",
    title: "应付（元）",
    cell: (row) => <MoneyText yuan={row.money.due} />,
    right: true,
    width: 130,
    phone: "figure",
  },
  {
    key: "open",
    title: "还差（元）",
    cell: (row) => <MoneyText yuan={row.money.open} />,
    right: true,
    width: 130,
  },
  {
    key: "inFull",
    title: "到齐日期",
    cell: (row) => <DateText day={row.inFullOn} />,
    width: 116,
    tight: true,
  },
  {
    key: "cover",
    title: "保障开始",
    cell: (row) => <DateText day={row.coverFrom} />,
    width: 116,
    tight: true,
  },
];

const states = ["unpaid", "part_paid", "paid", "settled", "remitted"] as const;

function titleOf(bills: number, open: string): string {
  if (bills === 0) return "没有账单";
  return `${sayCount(bills)}份账单，${open === "0.00" ? "全部到齐" : `还差${sayMoney(open)}元`}`;
}

/** Bills of the part of the tree one stands in: what they owe, what has come in, which month they fall into. */
export function BillList() {
  const [state] = useQueryState("state", "all");
  const [month] = useQueryState("month");
  const [q] = useQueryState("q");
  const list = useListing<Row, Reply>("/api/bills", { state, month, q });
  const { first } = list;
  const title = first && titleOf(first.total, first.sums.open);
  const all = first && Object.values(first.counts).reduce((count, each) => count + each, 0);
  return (
    <Page>
      <PageTitle
        title={title}
        subtitle={month ? `${sayMonth(plainMonth(month))}的账单` : "全部月份，新的在前"}
      />
      <Surface flush>
        <DataTable
          label="账单"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/bills/${row.id}`)}
          tools={
            <>
              <FilterChips
                name="state"
                label="情况"
                options={[
                  { value: "all", label: "全部", count: all },
                  ...states.map((each) => ({
                    value: each,
                    label: billStateNames[each],
                    count: first?.counts[each],
                  })),
                ]}
              />
              <SearchBox placeholder="查单位名称或编号" />
            </>
          }
          totals={
            first && {
              heads: sayCount(first.sums.heads),
              due: <MoneyText yuan={first.sums.due} />,
              open: <MoneyText yuan={first.sums.open} />,
            }
          }
          empty={
            <Empty title="这里还没有账单">单位确认名册后，市级经办在月度结算里出账单。换个条件再看看。</Empty>
          }
        />
      </Surface>
    </Page>
  );
}
