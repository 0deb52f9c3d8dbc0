import type { z } from "zod";
import { formatYuan, parseYuan, sum, zero } from "#core/money.ts";
import { useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note } from "#ui/States.tsx";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { TrialBalance, Verification } from "../contract.ts";
import { MonthFilter } from "./MonthFilter.tsx";

type Balance = z.output<typeof TrialBalance>;
type Account = Balance["rows"][number];

const natures: Readonly<Record<string, string>> = {
  bank: "银行",
  fund: "资金",
  result: "收支",
  opening: "期初",
  clearing: "待查",
};

const columns: readonly Column<Account>[] = [
  { key: "name", title: "科目", phone: "title", cell: (row) => row.name },
  {
    key: "nature",
    title: "类别",
    width: 90,
    tight: true,
    low: true,
    phone: "second",
    cell: (row) => natures[row.nature],
  },
  {
    key: "opening",
    title: "期初（元）",
    width: 150,
    right: true,
    cell: (row) => <MoneyText yuan={row.opening} />,
  },
  {
    key: "debit",
    title: "借方（元）",
    width: 150,
    right: true,
    cell: (row) => <MoneyText yuan={row.debit} />,
  },
  {
    key: "credit",
    title: "贷方（元）",
    width: 150,
    right: true,
    cell: (row) => <MoneyText yuan={row.credit} />,
  },
  {
    key: "closing",
    title: "期末（元）",
    width: 150,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.closing} />,
  },
];

/** 科目余额表 of a month, and whether the books hold. */
export function TrialBalancePage() {
  const [month] = useQueryState("month");
  const balance = useGet<Balance>("/api/ledger/accounts", { month });
  return (
    <Page>
      <Loaded from={balance}>{(data) => <Books balance={data} />}</Loaded>
    </Page>
  );
}

function Books({ balance }: { balance: Balance }) {
  const bank = formatYuan(
    sum(balance.rows.filter((row) => row.nature === "bank").map((row) => parseYuan(row.closing) ?? zero)),
  );
  const query = balance.month ? `?month=${balance.month}` : "";
  const title = !balance.month
    ? "账簿里还没有凭证"
    : balance.isBalanced
      ? `账是平的：银行存款${sayMoney(bank)}元，等于各项资金之和`
      : "账不平：银行存款和各项资金之和不相等";
  return (
    <>
      <PageTitle
        title={title}
        subtitle={balance.month && `${balance.month} · ${balance.isClosed ? "已关账" : "未关账"}`}
        crumb={balance.month ?? undefined}
      >
        {balance.month && (
          <>
            <ButtonLink to={`/ledger/vouchers${query}`}>看凭证</ButtonLink>
            <ButtonLink download to={`/api/ledger/months/${balance.month}/voucher-file`}>
              导出凭证
            </ButtonLink>
            <ButtonLink to="/ledger/mapping">科目对照</ButtonLink>
            <Button onClick={() => print()}>打印</Button>
          </>
        )}
      </PageTitle>
      <h2 className="print-only">科目余额表　{balance.month}</h2>
      <Checks />
      <Surface flush>
        <DataTable
          label="科目余额"
          unit="个科目"
          from={given(balance.rows)}
          columns={columns}
          rowKey={(row) => row.code}
          onOpen={(row) => navigate(`/ledger/accounts/${row.code}${query}`)}
          totals={{ debit: <MoneyText yuan={balance.debit} />, credit: <MoneyText yuan={balance.credit} /> }}
          tools={balance.months.length > 1 && <MonthFilter months={balance.months} />}
          foot="手续费等支出的余额为负"
          empty={<Empty title="还没有凭证">导入对账单后，每一笔都会记到这里。</Empty>}
        />
      </Surface>
    </>
  );
}

/** The books worked out again from their postings: one quiet line when all holds. */
function Checks() {
  const found = useGet<z.output<typeof Verification>>("/api/ledger/verification");
  if (!found.data) return null;
  const { isSound, checks } = found.data;
  if (isSound)
    return <p className="secondary">已重新核算：{checks.map((check) => check.title).join("；")}。</p>;
  return (
    <Note tone="wait" title="重新核算发现问题，请立即查清">
      {checks
        .flatMap((check) => check.findings)
        .map((finding) => (
          <p key={finding}>{finding}</p>
        ))}
    </Note>
  );
}
