import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { OwedLines, sayOwed } from "#ui/OwedLines.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { metKinds, type VisitList as Shape, type VisitRow } from "../contract.ts";
import { metNames } from "../text.ts";

type Row = z.output<typeof VisitRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "place", title: "去了哪里", width: 260, phone: "title", cell: (row) => row.organisation },
  { key: "purpose", title: "为了什么", phone: "second", cell: (row) => row.purpose },
  { key: "met", title: "见到谁", width: 160, low: true, cell: (row) => metNames[row.met] },
  { key: "visitor", title: "谁去的", width: 100, low: true, cell: (row) => row.visitor },
  {
    key: "promises",
    title: "承诺兑现",
    width: 100,
    right: true,
    phone: "figure",
    cell: (row) => sayOwed(row.kept, row.promises.length),
  },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.visitedOn} /> },
];

/** 包片走访: who went where, what was promised and whether it was kept. */
export function VisitList() {
  const list = useListing<Row, Reply>("/api/visits");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.total > 0
            ? `走访${sayCount(first.total)}次，到过${sayCount(first.places)}家`
            : "还没有登记走访")
        }
        subtitle="承诺写明由谁办、哪天办完，登记以后就是待办事项。"
      >
        <ButtonLink to="/areas">包片</ButtonLink>
        <ButtonLink to="/foundings">建会和代表大会</ButtonLink>
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记走访
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="走访"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.organisation, body: (row) => <Visit row={row} /> }}
          empty={<Empty title="还没有走访">去过单位、见过负责人以后，把说定的事登记在这里。</Empty>}
        />
      </Surface>
      {isOpen && <NoteDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

const Visit = ({ row }: { row: Row }) => (
  <>
    <p>{row.outcome || row.purpose}</p>
    <p className="secondary">
      {row.visitor}走访，见到{metNames[row.met]}
    </p>
    <OwedLines rows={row.promises.map((each) => ({ ...each, who: each.organisation }))} />
  </>
);

function NoteDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记走访"
      path="/api/visits"
      initial={{
        organisationId: "",
        met: "union_chair",
        purpose: "",
        outcome: "",
        visitedOn: today,
        by: "them",
        words: "",
        dueOn: today,
      }}
      check={({ organisationId, purpose }) => ({
        organisationId: needed(organisationId, "请选去了哪里"),
        purpose: needed(purpose, "请填写为了什么"),
      })}
      body={({ by, words, dueOn, ...values }) => ({
        ...values,
        promises: words.trim() ? [{ by, words, dueOn }] : [],
      })}
      yes="登记"
      onClose={onClose}
    >
      <OrganisationField name="organisationId" label="去了哪里" />
      <SelectField
        name="met"
        label="见到谁"
        options={metKinds.map((value) => ({ value, label: metNames[value] }))}
      />
      <TextField name="purpose" label="为了什么" />
      <TextArea name="outcome" label="谈得怎么样" hint="不写职工的姓名和病情" optional />
      <DateField name="visitedOn" label="日期" />
      <TextField name="words" label="承诺了什么" optional />
      <SelectField
        name="by"
        label="由谁办"
        options={[
          { value: "them", label: "走访的单位" },
          { value: "us", label: "我们" },
        ]}
      />
      <DateField name="dueOn" label="哪天办完" />
    </FormDialog>
  );
}
