import type { z } from "zod";
import { addDays, type PlainDate, plainMonth, sayFullDay, sayMonth } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { Course, Facts, FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { BillView } from "../contract.ts";
import { refundStateNames } from "../text/refunds.ts";
import { billStateNames, periodStateNames, sayCategory } from "../text.ts";
import { billTones } from "./BillList.tsx";
import { refundTones } from "./RefundList.tsx";

type Bill = z.output<typeof BillView>;
type Share = Bill["shares"][number];

/** One bill: whose it is, who bears what, what has come in, in which month it falls and when cover runs. */
export function BillPage() {
  const bill = useGet<Bill>(`/api/bills/${useParam("billId")}`);
  return (
    <Loaded from={bill} bones={<PageBones />}>
      {(data) => <BillBody bill={data} />}
    </Loaded>
  );
}

function BillBody({ bill }: { bill: Bill }) {
  const today = useToday() as PlainDate;
  const last = addDays(bill.coverUntil as PlainDate, -1);
  return (
    <Page>
      <PageTitle
        title={`${bill.unit}：${answerOf(bill)}`}
        subtitle={`${sayMonth(plainMonth(bill.month))}账单 · ${sayCount(bill.heads)}人 × ${sayMoney(bill.price)}元 · ${bill.plan}`}
        crumb={bill.unit}
      >
        <StatusTag tone={billTones[bill.state]}>{billStateNames[bill.state]}</StatusTag>
      </PageTitle>
      {bill.gift && <GiftNote gift={bill.gift} />}
      <FigureRow
        figures={[
          { label: "单位应付", value: sayMoney(bill.money.due), unit: "元" },
          { label: "已到账", value: sayMoney(bill.money.received), unit: "元" },
          { label: "还差", value: sayMoney(bill.money.open), unit: "元" },
        ]}
      />
      <div className="columns">
        <Surface title="谁承担多少" note="单位：元" flush>
          <DataTable
            label="分担"
            from={given(bill.shares)}
            columns={shareColumns}
            rowKey={(share) => share.payer}
            empty={<Empty title="没有分担" />}
          />
        </Surface>
        <Surface title="结算和保障">
          <Facts
            rows={[
              ["结算月份", settledWords(bill)],
              ["会费截止日", <DateText key="cutoff" day={bill.baseCutOff} />],
              ["保障", `${sayFullDay(bill.coverFrom as PlainDate)}–${sayFullDay(last)}`],
              ["为什么", bill.coverWhy || "会费按时到齐。"],
              ["补助类别", bill.category ? sayCategory(bill.category) : "–"],
              ["出账日期", <DateText key="issued" day={bill.issuedOn} />],
              ...(bill.paidBack
                ? ([
                    ["拨回单位", `${sayMoney(bill.paidBack.received)} / ${sayMoney(bill.paidBack.due)}元`],
                  ] as const)
                : []),
            ]}
          />
        </Surface>
      </div>
      <Surface title="单位的来款" note="单位：元" flush>
        <DataTable
          label="来款"
          unit="笔"
          from={given(bill.payments)}
          columns={paymentColumns}
          rowKey={(payment) => `${payment.day} ${payment.amount}`}
          empty={<Empty title="还没有来款">银行对账单导入并核对以后列在这里。</Empty>}
        />
      </Surface>
      {bill.refunds.length > 0 && (
        <Surface title="上缴以后退费的人" note="账单不变，钱另外退给各方" flush>
          <DataTable
            label="退费"
            unit="人"
            from={given(bill.refunds)}
            columns={refundColumns}
            rowKey={(refund) => refund.id}
            onOpen={(refund) => navigate(`/refunds/${refund.id}`)}
            empty={<Empty title="没有退费" />}
          />
        </Surface>
      )}
      {bill.changes.length > 0 && (
        <Surface title="账单的变动">
          <Course
            happenings={bill.changes.map((change) => ({
              key: change.at,
              when: sayInstant(change.at, today),
              what: sayChange(change),
            }))}
          />
        </Surface>
      )}
    </Page>
  );
}

const GiftNote = ({ gift }: { gift: NonNullable<Bill["gift"]> }) => (
  <Note title={`${gift.funder}赠送，单位不用缴`}>
    <Link className="link" to={`/gifts/${gift.id}`}>
      看这份赠送（{gift.number}）
    </Link>
  </Note>
);

const shareColumns: readonly Column<Share>[] = [
  { key: "payer", title: "承担方", cell: (share) => share.payerName, phone: "title" },
  {
    key: "perHead",
    title: "每人",
    cell: (share) => <MoneyText yuan={share.perHead} />,
    right: true,
    width: 100,
  },
  {
    key: "amount",
    title: "金额",
    cell: (share) => <MoneyText yuan={share.amount} />,
    right: true,
    width: 130,
    phone: "figure",
  },
  {
    key: "state",
    title: "情况",
    cell: (share) => (
      <StatusTag tone={share.isIn ? "good" : "wait"}>
        {share.mode === "reimburse_unit"
          ? share.isIn
            ? "已拨付"
            : "单位先垫"
          : share.isIn
            ? "已到"
            : "未到"}
      </StatusTag>
    ),
    width: 110,
    phone: "state",
  },
];

const paymentColumns: readonly Column<Bill["payments"][number]>[] = [
  { key: "day", title: "到账日期", cell: (payment) => <DateText day={payment.day} />, phone: "title" },
  {
    key: "amount",
    title: "金额",
    cell: (payment) => <MoneyText yuan={payment.amount} />,
    right: true,
    width: 160,
    phone: "figure",
  },
];

const refundColumns: readonly Column<Bill["refunds"][number]>[] = [
  { key: "name", title: "姓名", cell: (refund) => refund.name, phone: "title" },
  {
    key: "state",
    title: "情况",
    cell: (refund) => (
      <StatusTag tone={refundTones[refund.state]}>{refundStateNames[refund.state]}</StatusTag>
    ),
    width: 130,
    phone: "state",
  },
  {
    key: "amount",
    title: "金额（元）",
    cell: (refund) => <MoneyText yuan={refund.amount} />,
    right: true,
    width: 130,
    phone: "figure",
  },
];

function sayChange({ by, reason, before, after, freed }: Bill["changes"][number]): string {
  const changed = `${by}减员：由${before.heads}人${sayMoney(before.due)}元改为${after.heads}人${sayMoney(after.due)}元`;
  return `${changed}${freed === "0.00" ? "" : `，多收的${sayMoney(freed)}元退回待查来款`}（${reason}）`;
}

function answerOf(bill: Bill): string {
  switch (bill.state) {
    case "unpaid":
    case "part_paid":
      if (bill.gift) return `等${bill.gift.funder}的赠送款到账`;
      return `还差${sayMoney(bill.money.open)}元`;
    case "paid":
      return "会费已到齐，等待结算";
    case "settled":
      return `${sayMonth(plainMonth(bill.settledMonth ?? bill.month))}结算，${periodStateNames[bill.periodState]}`;
    case "remitted":
      return "已上缴";
  }
}

const settledWords = (bill: Bill) => {
  const month = bill.settledMonth ?? bill.month;
  const said = sayMonth(plainMonth(month));
  return <Link to={`/months/${month}`}>{bill.settledMonth ? said : `${said}（还没有结算）`}</Link>;
};
