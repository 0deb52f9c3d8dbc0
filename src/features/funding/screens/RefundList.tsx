import type { z } from "zod";
import { plainMonth, sayMonth } from "#core/dates.ts";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { type RefundList as ListShape, type RefundRow, refundFilters } from "../contract/refunds.ts";
import { groundNames, refundStateNames } from "../text/refunds.ts";

type Row = z.output<typeof RefundRow>;
type Reply = z.output<typeof ListShape>;

export const refundTones = {
  asked: "wait",
  withdrawn: "plain",
  refused: "bad",
  approved: "wait",
  received: "wait",
  paid: "good",
} as const;

const filterNames: Record<(typeof refundFilters)[number], string> = {
  to_decide: "待决定",
  under_way: "办理中",
  paid: "已退",
  closed: "不同意、撤回",
  all: "全部",
};

/** 退费: covers that were cancelled after their money had gone to the province, and how far the money is on its way back. */
export function RefundList() {
  const [state] = useQueryState("state", "all");
  const [month] = useQueryState("month");
  const today = useToday();
  const list = useListing<Row, Reply>("/api/refunds", { state, month });
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle={`${month ? `${sayMonth(plainMonth(month))}上缴的。` : ""}会费上缴以后才发现不该参加的，取消保障，钱按原来的分担退给各方。`}
      >
        {first?.allowed.includes("ask") && <ButtonLink to="/covers">从保障名单申请</ButtonLink>}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="退费"
          unit="件"
          from={list}
          columns={columnsOf(today)}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/refunds/${row.id}`)}
          tools={
            <FilterChips
              name="state"
              label="情况"
              options={refundFilters.map((value) => ({
                value,
                label: filterNames[value],
                count: first?.counts[value],
              }))}
            />
          }
          empty={<Empty title="没有退费">会费截止以前要减员的，不用退费，在保障名单里直接减员。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function titleOf({ counts, allowed }: Reply): string {
  if (allowed.includes("decide") && counts.to_decide > 0)
    return `${sayCount(counts.to_decide)}件退费等您决定`;
  if (counts.under_way + counts.to_decide > 0)
    return `${sayCount(counts.under_way + counts.to_decide)}件退费在办`;
  return counts.paid > 0 ? `${sayCount(counts.paid)}件退费，都已退到` : "没有在办的退费";
}

const columnsOf = (today: string): readonly Column<Row>[] => [
  { key: "name", title: "姓名", cell: (row) => row.name, width: 100, tight: true, phone: "title" },
  { key: "unit", title: "单位", cell: (row) => row.unit, phone: "second" },
  {
    key: "state",
    title: "情况",
    cell: (row) => <StatusTag tone={refundTones[row.state]}>{refundStateNames[row.state]}</StatusTag>,
    width: 120,
    phone: "state",
  },
  { key: "ground", title: "事由", cell: (row) => groundNames[row.ground], width: 230 },
  {
    key: "amount",
    title: "金额（元）",
    cell: (row) => <MoneyText yuan={row.amount} />,
    right: true,
    width: 110,
    phone: "figure",
  },
  { key: "asked", title: "申请", cell: (row) => sayInstant(row.askedAt, today), width: 140, tight: true },
  { key: "number", title: "编号", cell: (row) => row.number, width: 160, tight: true, low: true },
];
