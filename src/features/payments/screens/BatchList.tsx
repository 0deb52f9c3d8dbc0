import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { BatchList as Reply } from "../contract.ts";
import { type Batch, BatchTag } from "./words.tsx";

const columns: readonly Column<Batch>[] = [
  { key: "number", title: "批次", cell: (row) => row.number, phone: "title" },
  { key: "state", title: "情况", cell: (row) => <BatchTag batch={row} />, width: 130, phone: "state" },
  { key: "layout", title: "付款文件", cell: (row) => row.layout, width: 220, low: true },
  { key: "payments", title: "笔数", cell: (row) => sayCount(row.payments), right: true, width: 90 },
  { key: "paid", title: "付成", cell: (row) => sayCount(row.paid), right: true, width: 90 },
  {
    key: "amount",
    title: "金额（元）",
    cell: (row) => <MoneyText yuan={row.amount} />,
    right: true,
    width: 140,
    phone: "figure",
  },
  { key: "maker", title: "编批", cell: (row) => row.madeBy, width: 120 },
  {
    key: "made",
    title: "编批时间",
    cell: (row) => <DateText day={row.madeAt} as="instant" />,
    width: 130,
    tight: true,
    phone: "second",
  },
  { key: "releaser", title: "放行", cell: (row) => row.releasedBy ?? "–", width: 120 },
];

/** Batches, the newest first: what waits for its release, what for the bank. */
export function BatchList() {
  const list = useListing<Batch, z.output<typeof Reply>>("/api/payment-batches");
  const { first } = list;
  return (
    <Page>
      <PageTitle title={first && titleOf(first)} subtitle="新的在前">
        <ButtonLink to="/payments">回到付款</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="付款批次"
          unit="批"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/payment-batches/${row.id}`)}
          empty={<Empty title="还没有付款批次">在“付款”里选中待编批的付款，编成一批。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function titleOf({ counts, total }: z.output<typeof Reply>): string {
  const parts = [
    ...(counts.made > 0 ? [`${sayCount(counts.made)}批待放行`] : []),
    ...(counts.unanswered > 0 ? [`${sayCount(counts.unanswered)}批等银行结果`] : []),
  ];
  if (parts.length > 0) return parts.join("，");
  return total === 0 ? "还没有付款批次" : `${sayCount(total)}批付款，都已办完`;
}
