import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { MoneyField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty, Note } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { FiscalList as Shape } from "../contract.ts";
import { useNames } from "../text.ts";
import { type Fiscal, useOptions } from "./words.tsx";

type Reply = z.output<typeof Shape>;

const columns: readonly Column<Fiscal>[] = [
  { key: "document", title: "文件", phone: "title", cell: (row) => row.document },
  { key: "issuer", title: "下达机关", width: 180, phone: "second", cell: (row) => row.issuer },
  { key: "use", title: "用于", width: 100, phone: "state", cell: (row) => useNames[row.useFor] },
  {
    key: "amount",
    title: "下达（元）",
    width: 140,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  {
    key: "received",
    title: "到账（元）",
    width: 140,
    right: true,
    cell: (row) => <MoneyText yuan={row.received} />,
  },
  {
    key: "allocated",
    title: "已使用（元）",
    width: 140,
    right: true,
    cell: (row) => <MoneyText yuan={row.allocated} />,
  },
  { key: "on", title: "下达日期", width: 110, tight: true, cell: (row) => <DateText day={row.issuedOn} /> },
];

/** 财政专项: what the public purse has set aside, what came, what was used. */
export function FiscalList() {
  const [isOpen, setOpen] = useState(false);
  const list = useListing<Fiscal, Reply>("/api/fiscal-grants");
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first && (first.total > 0 ? `财政专项到账${sayMoney(first.sums.received)}元` : "还没有登记财政专项")
        }
        subtitle="按文件登记，一份文件一笔；只能用于文件说的用途。"
      >
        {first?.allowed.includes("register") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记文件
          </Button>
        )}
      </PageTitle>
      {first && first.total > 0 && (
        <FigureRow
          figures={[
            { label: "下达", value: sayMoney(first.sums.amount), unit: "元" },
            { label: "到账", value: sayMoney(first.sums.received), unit: "元" },
            { label: "还没有使用", value: sayMoney(first.sums.left), unit: "元" },
          ]}
        />
      )}
      {first && first.sums.unclaimed !== "0.00" && (
        <Note tone="wait" title={`还有${sayMoney(first.sums.unclaimed)}元财政来款没有认领`}>
          登记是哪份文件下达的，在那笔里认领。
        </Note>
      )}
      <Surface flush>
        <DataTable
          label="财政专项"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/fiscal-grants/${row.id}`)}
          empty={<Empty title="还没有财政专项">财政下达的专项资金，按文件登记以后列在这里。</Empty>}
        />
      </Surface>
      {isOpen && <RegisterDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function RegisterDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title="登记财政专项"
      path="/api/fiscal-grants"
      initial={{
        issuer: "",
        document: "",
        issuedOn: useToday(),
        useFor: "mutual_aid",
        purpose: "",
        amount: "",
      }}
      check={(values) => ({
        issuer: needed(values.issuer, "请填写下达机关"),
        document: needed(values.document, "请填写文件名或文号"),
        purpose: needed(values.purpose, "请写明用途"),
        amount: needed(values.amount, "请填写金额"),
      })}
      yes="登记"
      onClose={onClose}
      onDone={(reply) => navigate(`/fiscal-grants/${(reply as { id: string }).id}`)}
    >
      <TextField name="issuer" label="下达机关" />
      <TextField name="document" label="文件" hint="文号或文件名，同一份只登记一次" />
      <DateField name="issuedOn" label="下达日期" />
      <SelectField name="useFor" label="用于" options={useOptions} />
      <TextField name="purpose" label="文件说的用途" />
      <MoneyField name="amount" label="金额" />
    </FormDialog>
  );
}
