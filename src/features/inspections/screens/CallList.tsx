import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { CheckField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { CallRow, CallList as Shape } from "../contract.ts";
import { callMarks } from "../rules/calls.ts";
import { callMarkNames } from "../text.ts";

type Row = z.output<typeof CallRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "organisation", title: "打给谁", phone: "title", cell: (row) => row.organisation },
  { key: "topic", title: "问了什么", width: 240, phone: "second", cell: (row) => row.topic },
  {
    key: "marks",
    title: "做到的",
    width: 320,
    low: true,
    cell: (row) => row.marks.map((mark) => callMarkNames[mark]).join("、") || "—",
  },
  { key: "score", title: "得分", width: 80, right: true, phone: "figure", cell: (row) => `${row.score}分` },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.calledOn} /> },
];

/** 电话暗访: calls in disguise, and what was good of them. */
export function CallList() {
  const list = useListing<Row, Reply>("/api/calls");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.total > 0 ? `暗访${sayCount(first.total)}次，平均${first.average}分` : "还没有电话暗访")
        }
        subtitle="像职工一样打电话问，看接得快不快、答得对不对、说没说下一步。"
      >
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记暗访
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="电话暗访"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有电话暗访">打完以后登记，得分会用在检查和考评里。</Empty>}
        />
      </Surface>
      {isOpen && <CallDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function CallDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记电话暗访"
      path="/api/calls"
      initial={{
        ...{ organisationId: "", calledOn: today, topic: "", words: "" },
        ...{ answered: false, correct: false, complete: false, polite: false, follow_up: false },
      }}
      check={({ organisationId, topic }) => ({
        organisationId: needed(organisationId, "请选打给谁"),
        topic: needed(topic, "请填写问了什么"),
      })}
      body={({ organisationId, calledOn, topic, words, ...given }) => ({
        ...{ organisationId, calledOn, topic, words },
        marks: callMarks.filter((mark) => given[mark]),
      })}
      yes="登记"
      onClose={onClose}
    >
      <OrganisationField name="organisationId" label="打给谁" />
      <DateField name="calledOn" label="日期" />
      <TextField name="topic" label="问了什么" hint="例如：怎么申领互助金" />
      {callMarks.map((mark) => (
        <CheckField key={mark} name={mark} label={callMarkNames[mark]} />
      ))}
      <TextArea name="words" label="情况" optional />
    </FormDialog>
  );
}
