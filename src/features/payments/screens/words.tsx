import type { z } from "zod";
import { Link } from "#ui/router.tsx";
import { MoneyText, StatusTag, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import type { BatchPage, BatchRow, PaymentList, PaymentPage, PaymentRow } from "../contract.ts";
import { batchStateNames, paymentStateNames } from "../text.ts";

export type Payment = z.output<typeof PaymentRow>;
export type Payments = z.output<typeof PaymentList>;
export type PaymentDetail = z.output<typeof PaymentPage>;
export type Batch = z.output<typeof BatchRow>;
export type BatchDetail = z.output<typeof BatchPage>;

const paymentTones: Record<Payment["state"], Tone> = {
  ordered: "wait",
  batched: "wait",
  released: "plain",
  paid: "good",
  failed: "bad",
  returned: "bad",
  cancelled: "plain",
};

export const PaymentTag = ({ state }: { state: Payment["state"] }) => (
  <StatusTag tone={paymentTones[state]}>{paymentStateNames[state]}</StatusTag>
);

/** A batch is done when the bank has answered for every payment of it. */
export function BatchTag({ batch }: { batch: Pick<Batch, "state" | "paid" | "failed" | "payments"> }) {
  if (batch.state !== "released")
    return (
      <StatusTag tone={batch.state === "made" ? "wait" : "plain"}>{batchStateNames[batch.state]}</StatusTag>
    );
  const open = batch.payments - batch.paid - batch.failed;
  if (open > 0) return <StatusTag>等银行结果</StatusTag>;
  return batch.failed > 0 ? (
    <StatusTag tone="bad">{batch.failed}笔没付成</StatusTag>
  ) : (
    <StatusTag tone="good">全部付成</StatusTag>
  );
}

/** The columns that every table of payments begins with. */
export const paymentColumns: readonly Column<Payment>[] = [
  { key: "payee", title: "收款人", cell: (row) => row.payee, phone: "title" },
  { key: "number", title: "编号", cell: (row) => row.number, width: 140, tight: true, phone: "second" },
  { key: "account", title: "收款账号", cell: (row) => row.account, width: 190, tight: true },
  { key: "bank", title: "开户银行", cell: (row) => row.bank || "–", width: 170, low: true },
  {
    key: "state",
    title: "情况",
    cell: (row) => (
      <>
        <PaymentTag state={row.state} />
        {row.isAgain && <span className="small quiet"> 重付</span>}
        {row.reason && <div className="small secondary">{row.reason}</div>}
      </>
    ),
    width: 170,
    phone: "state",
  },
  {
    key: "amount",
    title: "金额（元）",
    cell: (row) => <MoneyText yuan={row.amount} />,
    right: true,
    width: 130,
    phone: "figure",
  },
];

export const BatchLink = ({ batch }: { batch: Payment["batch"] }) =>
  batch ? <Link to={`/payment-batches/${batch.id}`}>{batch.number}</Link> : <span className="quiet">–</span>;

/** 3f9a 02c1 77de 410b: enough of it for two people to compare aloud. */
export const sayHash = (hash: string): string => hash.slice(0, 16).match(/.{4}/g)?.join(" ") ?? "";
