import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { AccountSheet } from "../contract.ts";
import { MonthFilter } from "./MonthFilter.tsx";

type Sheet = z.output<typeof AccountSheet>;
type Movement = Sheet["rows"][number];

const columns: readonly Column<Movement>[] = [
  { key: "on", title: "日期", width: 110, tight: true, phone: "second", cell: (row) => row.on },
  { key: "voucher", title: "凭证", width: 150, tight: true, low: true, cell: (row) => row.voucher },
  {
    key: "summary",
    title: "摘要",
    phone: "title",
    cell: (row) => (
      <>
        {row.organisation && <div>{row.organisation}</div>}
        <div className={row.organisation ? "small quiet" : undefined}>{row.summary}</div>
      </>
    ),
  },
  { key: "other", title: "对方科目", width: 110, tight: true, cell: (row) => row.other },
  {
    key: "debit",
    title: "借方（元）",
    width: 130,
    right: true,
    cell: (row) => <MoneyText yuan={row.debit} />,
  },
  {
    key: "credit",
    title: "贷方（元）",
    width: 130,
    right: true,
    cell: (row) => <MoneyText yuan={row.credit} />,
  },
  {
    key: "balance",
    title: "余额（元）",
    width: 140,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.balance} />,
  },
];

/** 明细账 of one account in a month. */
export function AccountPage() {
  const code = useParam("code");
  const [month] = useQueryState("month");
  const list = useListing<Movement, Sheet>(`/api/ledger/accounts/${code}`, { month });
  const sheet = list.first;
  return (
    <Page>
      <PageTitle
        title={sheet ? `${sheet.name}：期末${sayMoney(sheet.closing)}元` : "明细账"}
        subtitle={sheet?.month && `${sheet.month}，${sayCount(list.total)}笔`}
        crumb={sheet?.name}
      />
      {sheet && (
        <FigureRow
          figures={[
            { label: "期初", value: sayMoney(sheet.opening), unit: "元" },
            { label: "借方发生", value: sayMoney(sheet.debit), unit: "元" },
            { label: "贷方发生", value: sayMoney(sheet.credit), unit: "元" },
            { label: "期末", value: sayMoney(sheet.closing), unit: "元" },
          ]}
        />
      )}
      <Surface flush>
        <DataTable
          label="明细账"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/ledger/vouchers/${row.entryId}`)}
          tools={sheet && sheet.months.length > 1 && <MonthFilter months={sheet.months} />}
          empty={<Empty title="这个月没有发生">换一个月份再看。</Empty>}
        />
      </Surface>
    </Page>
  );
}
