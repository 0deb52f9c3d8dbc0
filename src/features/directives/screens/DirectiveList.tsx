import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayDay } from "#core/dates.ts";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { OwedLines, sayOwed } from "#ui/OwedLines.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type DirectiveRow, directiveKinds, type DirectiveList as Shape, sendings } from "../contract.ts";
import { directiveKindNames, sendingNames } from "../text.ts";

type Row = z.output<typeof DirectiveRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "文件", phone: "title", cell: (row) => row.title },
  { key: "number", title: "文号", width: 190, low: true, cell: (row) => row.number ?? "—" },
  {
    key: "issuers",
    title: "印发",
    width: 200,
    phone: "second",
    low: true,
    cell: (row) => row.issuers.join("、"),
  },
  {
    key: "state",
    title: "情况",
    width: 110,
    phone: "state",
    cell: (row) =>
      row.allowed.includes("confirm") ? (
        <StatusTag tone="wait">等签收</StatusTag>
      ) : (
        <StatusTag tone={row.holds ? "good" : "plain"}>{row.holds ? "有效" : "已失效"}</StatusTag>
      ),
  },
  { key: "receipts", title: "签收", width: 90, right: true, cell: (row) => sayOwed(row.received, row.sent) },
  {
    key: "tasks",
    title: "要求办完",
    width: 100,
    right: true,
    phone: "figure",
    cell: (row) => sayOwed(row.done, row.tasks.length),
  },
  { key: "on", title: "印发日期", width: 120, cell: (row) => <DateText day={row.issuedOn} /> },
];

/** 文件要求: the register, and what each party owes by it. */
export function DirectiveList() {
  const list = useListing<Row, Reply>("/api/directives");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `登记了${sayCount(first.total)}份文件` : "还没有登记文件")}
        subtitle="每项要求写明由谁办、哪天办完；协作部门的要求由市总工会跟进。"
      >
        {first?.allowed.includes("register") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记文件
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="文件"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.title, body: (row) => <Directive row={row} /> }}
          empty={<Empty title="还没有文件">印发通知、方案以后登记在这里，写清各方要做什么。</Empty>}
        />
      </Surface>
      {isOpen && <RegisterDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function Directive({ row }: { row: Row }) {
  const today = useToday();
  const confirm = useAction("POST", `/api/directives/${row.id}/receipt`);
  return (
    <>
      <Facts
        rows={[
          ["文号", row.number ?? "没有文号"],
          ["印发", `${row.issuers.join("、")}，${directiveKindNames[row.kind]}`],
          [
            "有效期",
            row.validUntil
              ? `到${sayDay(plainDate(row.validUntil), plainDate(today))}`
              : "另行通知以前一直有效",
          ],
          ...(row.sent > 0 ? [["签收", `${row.received}家，共${row.sent}家`] as const] : []),
          ...(row.waiting.length > 0 ? [["还没有签收", row.waiting.join("、")] as const] : []),
        ]}
      />
      {row.body && <p>{row.body}</p>}
      <OwedLines rows={row.tasks.map((task) => ({ ...task, who: task.party }))} />
      <ProblemNote problem={confirm.problem} />
      {row.allowed.includes("confirm") && (
        <Button kind="primary" busy={confirm.busy} onClick={() => confirm.run({})}>
          签收
        </Button>
      )}
    </>
  );
}

function RegisterDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记文件"
      path="/api/directives"
      initial={{
        kind: "notice",
        number: "",
        title: "",
        issuers: "",
        issuedOn: today,
        body: "",
        sentTo: "unions",
        words: "",
        organisationId: "",
        partner: "",
        dueOn: today,
      }}
      check={({ title, issuers, words, organisationId, partner }) => ({
        title: needed(title, "请填写文件名称"),
        issuers: needed(issuers, "请填写印发单位"),
        partner:
          words.trim() !== "" &&
          (organisationId === "") === (partner.trim() === "") &&
          "选一个工会、单位，或者写一个协作部门",
      })}
      body={({ words, organisationId, partner, dueOn, number, issuers, ...values }) => ({
        ...values,
        ...(number.trim() && { number }),
        issuers: issuers.split(/[、，,\s]+/).filter(Boolean),
        tasks: words.trim() ? [{ words, dueOn, ...(organisationId ? { organisationId } : { partner }) }] : [],
      })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label="种类"
        options={directiveKinds.map((value) => ({ value, label: directiveKindNames[value] }))}
      />
      <TextField name="title" label="文件名称" />
      <TextField name="number" label="文号" optional />
      <TextField name="issuers" label="印发单位" hint="几家联合印发的，用顿号隔开" />
      <DateField name="issuedOn" label="印发日期" />
      <TextArea name="body" label="主要内容" optional />
      <SelectField
        name="sentTo"
        label="发给谁签收"
        options={sendings.map((value) => ({ value, label: sendingNames[value] }))}
      />
      <TextField name="words" label="要求做什么" optional />
      <OrganisationField name="organisationId" label="由哪个工会、单位办" optional />
      <TextField name="partner" label="或者由哪个协作部门办" optional />
      <DateField name="dueOn" label="哪天办完" />
    </FormDialog>
  );
}
