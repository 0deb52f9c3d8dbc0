import { useState } from "react";
import { type Cents, formatYuan, parseYuan, sum, zero } from "#core/money.ts";
import { useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import type { PaymentFilter } from "../contract.ts";
import { purposeNames } from "../text.ts";
import { Limits } from "./Limits.tsx";
import { MakeBatch } from "./MakeBatch.tsx";
import { BatchLink, type Payment, type Payments, paymentColumns } from "./words.tsx";

const filterNames: Record<PaymentFilter, string> = {
  waiting: "待编批",
  under_way: "办理中",
  paid: "已付",
  to_correct: "要更正",
  all: "全部",
};

const columns: readonly Column<Payment>[] = [
  ...paymentColumns.filter((column) => column.key !== "amount"),
  { key: "purpose", title: "用途", cell: (row) => purposeNames[row.purpose], width: 90 },
  { key: "batch", title: "批次", cell: (row) => <BatchLink batch={row.batch} />, width: 120, tight: true },
  {
    key: "ordered",
    title: "提出日期",
    cell: (row) => <DateText day={row.orderedOn} />,
    width: 116,
    tight: true,
  },
  ...paymentColumns.filter((column) => column.key === "amount"),
];

/** Payments: those that wait are chosen into a batch, those that failed are put right. */
export function PaymentList() {
  const [state] = useQueryState("state", "waiting");
  const [fund] = useQueryState("fund");
  const [bank] = useQueryState("bank");
  const [purpose] = useQueryState("purpose");
  const [q] = useQueryState("q");
  const list = useListing<Payment, Payments>("/api/payments", { state, fund, bank, purpose, q });
  const [chosen, setChosen] = useState<readonly string[]>();
  const [isSetting, setSetting] = useState(false);
  const { first } = list;
  const may = (what: string) => first?.allowed.includes(what) ?? false;
  const isWaiting = state === "waiting";
  return (
    <Page>
      <PageTitle title={first && titleOf(first, state as PaymentFilter)} subtitle={first && fundsOf(first)}>
        {may("limits") && <Button onClick={() => setSetting(true)}>设定限额</Button>}
        <ButtonLink to="/payment-batches">付款批次</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="付款"
          unit="笔"
          from={list}
          columns={columns.filter((column) => column.key !== (isWaiting ? "batch" : "ordered"))}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/payments/${row.id}`)}
          tools={first && <Tools first={first} isWaiting={isWaiting} />}
          bulk={
            isWaiting && may("make")
              ? (keys, clear) => (
                  <Chosen rows={list.rows} keys={keys} go={() => setChosen(keys)} clear={clear} />
                )
              : undefined
          }
          totals={first && { amount: <MoneyText yuan={first.amount} /> }}
          empty={<Nothing state={state as PaymentFilter} />}
        />
      </Surface>
      {chosen && first && (
        <MakeBatch
          payments={list.rows.filter((row) => chosen.includes(row.id))}
          layouts={first.layouts}
          accounts={first.accounts}
          close={() => setChosen(undefined)}
        />
      )}
      {isSetting && first && <Limits limits={first.limits} close={() => setSetting(false)} />}
    </Page>
  );
}

function titleOf({ counts, amount, total }: Payments, state: PaymentFilter): string {
  const money = `共${sayMoney(amount)}元`;
  switch (state) {
    case "waiting":
      if (total > 0) return `${sayCount(total)}笔付款待编批，${money}`;
      return counts.to_correct > 0
        ? `没有待编批的付款，${sayCount(counts.to_correct)}笔要更正`
        : "没有待编批的付款";
    case "under_way":
      return total > 0 ? `${sayCount(total)}笔付款正在办理，${money}` : "没有正在办理的付款";
    case "paid":
      return `已付${sayCount(total)}笔，${money}`;
    case "to_correct":
      return total > 0 ? `${sayCount(total)}笔没付成，更正后重新付` : "没有要更正的付款";
    case "all":
      return `${sayCount(total)}笔付款，${money}`;
  }
}

const fundsOf = ({ funds, limits }: Payments): string =>
  [
    ...funds.map((fund) => `${fund.name}现有${sayMoney(fund.balance)}元`),
    `单笔限额${sayMoney(limits.payment)}元，单批${sayMoney(limits.batch)}元`,
  ].join(" · ");

function Tools({ first, isWaiting }: { first: Payments; isWaiting: boolean }) {
  const all = { value: "", label: "全部" };
  return (
    <>
      <FilterChips
        name="state"
        label="情况"
        options={(Object.keys(filterNames) as PaymentFilter[]).map((value) => ({
          value,
          label: filterNames[value],
          count: first.counts[value],
        }))}
      />
      {isWaiting && first.funds.length > 1 && (
        <FilterSelect
          name="fund"
          label="资金"
          options={[all, ...first.funds.map((fund) => ({ value: fund.code, label: fund.name }))]}
        />
      )}
      {isWaiting && first.banks.length > 1 && (
        <FilterSelect
          name="bank"
          label="开户银行"
          options={[all, ...first.banks.map((bank) => ({ value: bank, label: bank }))]}
        />
      )}
      <SearchBox placeholder="查收款人、编号或金额" />
    </>
  );
}

type ChosenProps = {
  rows: readonly Payment[];
  keys: readonly string[];
  go: () => void;
  clear: () => void;
};

/** What the chosen ones come to; a batch is of one fund. */
function Chosen({ rows, keys, go }: ChosenProps) {
  const chosen = rows.filter((row) => keys.includes(row.id));
  const total = sum(chosen.map((row) => (parseYuan(row.amount) ?? zero) as Cents));
  const funds = new Set(chosen.map((row) => row.fund));
  return (
    <>
      <span>共{sayMoney(formatYuan(total))}元</span>
      <Button kind="primary" why={funds.size > 1 ? "一批只能用一项资金" : undefined} onClick={go}>
        编成一批
      </Button>
    </>
  );
}

function Nothing({ state }: { state: PaymentFilter }) {
  if (state === "waiting")
    return <Empty title="没有待编批的付款">申领通过、退款和慰问金批准以后，付款列在这里。</Empty>;
  if (state === "to_correct")
    return <Empty title="没有要更正的付款">银行付不成或退回来的付款列在这里，更正账号后重新付。</Empty>;
  return <Empty title="这里没有付款">换个条件再看看。</Empty>;
}
