import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { ExportLink } from "#ui/table/filters.tsx";
import type { VoucherList } from "../contract.ts";
import { MonthFilter } from "./MonthFilter.tsx";

type Reply = z.output<typeof VoucherList>;
type Voucher = Reply["rows"][number];

const columns: readonly Column<Voucher>[] = [
  { key: "voucher", title: "凭证号", width: 160, tight: true, phone: "second", cell: (row) => row.voucher },
  { key: "on", title: "日期", width: 110, tight: true, cell: (row) => row.on },
  { key: "summary", title: "摘要", phone: "title", cell: (row) => row.summary },
  { key: "debit", title: "借", width: 150, low: true, cell: (row) => row.debitAccounts },
  { key: "credit", title: "贷", width: 150, low: true, cell: (row) => row.creditAccounts },
  {
    key: "state",
    title: "",
    width: 90,
    phone: "state",
    cell: (row) =>
      row.isReversed ? <StatusTag>已冲回</StatusTag> : row.isReversal ? <StatusTag>冲回</StatusTag> : null,
  },
  {
    key: "amount",
    title: "金额（元）",
    width: 140,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
];

/** The vouchers of a month, by number without a gap. */
export function VoucherListPage() {
  const [month] = useQueryState("month");
  const list = useListing<Voucher, Reply>("/api/ledger/vouchers", { month });
  const shown = list.first?.month;
  return (
    <Page>
      <PageTitle
        title={shown ? `${shown}共${sayCount(list.total)}张凭证，编号连续` : "还没有凭证"}
        subtitle="凭证不能修改，只能冲回"
        crumb={shown ?? undefined}
      >
        {shown && (
          <>
            <ButtonLink to={`/ledger/months/${shown}/print`}>打印凭证</ButtonLink>
            <ExportLink path={`/api/ledger/months/${shown}/voucher-file`} query={{}} label="导出凭证" />
          </>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="凭证"
          unit="张"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/ledger/vouchers/${row.id}`)}
          tools={list.first && list.first.months.length > 1 && <MonthFilter months={list.first.months} />}
          empty={<Empty title="还没有凭证">导入对账单后，每一笔都会记到这里。</Empty>}
        />
      </Surface>
    </Page>
  );
}
