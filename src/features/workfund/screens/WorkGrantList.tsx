import { useState } from "react";
import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { ChoiceField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, StatusTag, sayMoney, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { WorkGrantList as Shape, WorkGrantRow } from "../contract.ts";
import { workGrantStateNames } from "../text.ts";

type Row = z.output<typeof WorkGrantRow>;
type Reply = z.output<typeof Shape>;

const tones: Readonly<Record<Row["state"], Tone>> = {
  proposed: "wait",
  paying: "wait",
  paid: "good",
  payment_failed: "bad",
  rejected: "plain",
};

const columns: readonly Column<Row>[] = [
  { key: "unit", title: "单位", phone: "title", cell: (row) => row.unit },
  { key: "number", title: "编号", width: 130, low: true, cell: (row) => row.number },
  { key: "reason", title: "理由", phone: "second", cell: (row) => row.reason },
  {
    key: "state",
    title: "情况",
    width: 100,
    tight: true,
    phone: "state",
    cell: (row) => <StatusTag tone={tones[row.state]}>{workGrantStateNames[row.state]}</StatusTag>,
  },
  {
    key: "amount",
    title: "金额（元）",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  { key: "on", title: "提出", width: 120, cell: (row) => <DateText day={row.proposedOn} /> },
];

/** 工作经费: what green units are helped on with, from the proposal to the bank's word. */
export function WorkGrantList() {
  const [show] = useQueryState("show", "open");
  const list = useListing<Row, Reply>("/api/work-grants", { show });
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.counts.open > 0 ? `${sayCount(first.counts.open)}笔工作经费在办` : "没有在办的工作经费")
        }
        subtitle="支持最近一个报告日是绿色的单位；一人提出，另一人批准，批准后由出纳编批付款。"
      >
        {first?.allowed.includes("propose") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            提出工作经费
          </Button>
        )}
      </PageTitle>
      {first?.balance && (
        <FigureRow
          figures={[
            { label: "专项工作经费余额", value: sayMoney(first.balance), unit: "元", note: "按账上" },
            { label: "已到单位账户", value: sayMoney(first.paid), unit: "元" },
          ]}
        />
      )}
      <Surface flush>
        <DataTable
          label="工作经费"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.unit, body: (row) => <Grant row={row} /> }}
          tools={
            <FilterChips
              name="show"
              label="情况"
              options={[
                { value: "open", label: "在办", count: first?.counts.open },
                { value: "all", label: "全部", count: first?.counts.all },
              ]}
            />
          }
          empty={<Empty title="没有在办的工作经费">绿色单位的“工作经费支持”是待办事项，从这里提出。</Empty>}
        />
      </Surface>
      {isOpen && <ProposeDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function Grant({ row }: { row: Row }) {
  const [isDeciding, setDeciding] = useState(false);
  const again = useAction("POST", `/api/work-grants/${row.id}/payment`);
  return (
    <>
      <p className="secondary">
        {row.proposedBy}提出{row.decidedBy && `，${row.decidedBy}：${row.decision}`}
      </p>
      {row.paidOn && (
        <p>
          <DateText day={row.paidOn} />
          到账
        </p>
      )}
      <ProblemNote problem={again.problem} />
      <div className="row">
        {row.allowed.includes("decide") && (
          <Button kind="primary" onClick={() => setDeciding(true)}>
            批准或不批
          </Button>
        )}
        {row.allowed.includes("pay_again") && (
          <Button busy={again.busy} onClick={() => again.run({})}>
            账户已改好，重新付
          </Button>
        )}
      </div>
      {isDeciding && (
        <FormDialog
          title={`${row.unit}的工作经费`}
          path={`/api/work-grants/${row.id}/decision`}
          initial={{ approves: "yes", words: "" }}
          check={({ words }) => ({ words: needed(words, "请写一句理由") })}
          body={({ approves, words }) => ({ approves: approves === "yes", words })}
          yes="提交"
          onClose={() => setDeciding(false)}
        >
          <ChoiceField
            name="approves"
            label="决定"
            options={[
              { value: "yes", label: `同意，付${sayMoney(row.amount)}元` },
              { value: "no", label: "不予支持" },
            ]}
          />
          <TextArea name="words" label="理由" />
        </FormDialog>
      )}
    </>
  );
}

const ProposeDialog = ({ onClose }: { onClose: () => void }) => (
  <FormDialog
    title="提出工作经费"
    path="/api/work-grants"
    initial={{ organisationId: "", amount: "", reason: "" }}
    check={({ organisationId, amount, reason }) => ({
      organisationId: needed(organisationId, "请选单位"),
      amount: !(Number(amount) > 0) && "请填写金额",
      reason: needed(reason, "请写明理由"),
    })}
    yes="提出"
    onClose={onClose}
  >
    <OrganisationField name="organisationId" label="单位" />
    <TextField name="amount" label="多少元" inputMode="decimal" />
    <TextArea name="reason" label="理由" hint="例如：提前完成阶段目标，经费用于宣传和培训" />
  </FormDialog>
);
