import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
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
import { type MeetingRow, meetingKinds, type MeetingList as Shape } from "../contract.ts";
import { meetingNames } from "../text.ts";

type Row = z.output<typeof MeetingRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "会议", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "种类", width: 100, cell: (row) => meetingNames[row.kind] },
  { key: "body", title: "由谁召开", width: 260, phone: "second", low: true, cell: (row) => row.committee },
  { key: "heads", title: "到会", width: 80, right: true, cell: (row) => `${sayCount(row.attended)}人` },
  {
    key: "decisions",
    title: "议定事项办完",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => sayOwed(row.done, row.decisions.length),
  },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.heldOn} /> },
];

const sayMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

/** 会议: what was decided, and how far that is. */
export function MeetingList() {
  const list = useListing<Row, Reply>("/api/meetings");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `开了${sayCount(first.total)}次会议` : "还没有登记会议")}
        subtitle={
          first &&
          (first.missing.length > 0
            ? `联席会议每月一次，${first.missing.map(sayMonth).join("、")}没有开。`
            : "议定事项写明由谁办、哪天办完，登记以后就是待办事项。")
        }
      >
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记会议
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="会议"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.title, body: (row) => <Decisions row={row} /> }}
          empty={<Empty title="还没有会议">开过联席会议、专题会议以后，把议定事项登记在这里。</Empty>}
        />
      </Surface>
      {isOpen && first && <NoteDialog committees={first.committees} onClose={() => setOpen(false)} />}
    </Page>
  );
}

const Decisions = ({ row }: { row: Row }) => (
  <>
    {row.record && <p>{row.record}</p>}
    {row.decisions.length === 0 && <p className="secondary">没有要本级办的事项。</p>}
    <OwedLines rows={row.decisions.map((each) => ({ ...each, who: each.organisation }))} />
  </>
);

function NoteDialog({ committees, onClose }: { committees: Reply["committees"]; onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记会议"
      path="/api/meetings"
      initial={{
        committeeId: committees[0]?.id ?? "",
        kind: "joint",
        title: "",
        heldOn: today,
        attended: "",
        record: "",
        words: "",
        organisationId: "",
        dueOn: today,
      }}
      check={({ committeeId, title, attended, words, organisationId }) => ({
        committeeId: needed(committeeId, "请先成立机构"),
        title: needed(title, "请填写会议名称"),
        attended: !(Number(attended) > 0) && "请填写到会人数",
        organisationId: words.trim() !== "" && needed(organisationId, "请选由谁办"),
      })}
      body={({ words, organisationId, dueOn, attended, ...values }) => ({
        ...values,
        attended: Number(attended),
        decisions: words.trim() ? [{ words, organisationId, dueOn }] : [],
      })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="committeeId"
        label="由谁召开"
        options={committees.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="kind"
        label="种类"
        options={meetingKinds.map((value) => ({ value, label: meetingNames[value] }))}
      />
      <TextField name="title" label="会议名称" />
      <DateField name="heldOn" label="日期" />
      <TextField name="attended" label="到会人数" inputMode="numeric" />
      <TextArea name="record" label="纪要" optional />
      <TextField name="words" label="议定事项" optional />
      <OrganisationField name="organisationId" label="由谁办" optional />
      <DateField name="dueOn" label="哪天办完" />
    </FormDialog>
  );
}
