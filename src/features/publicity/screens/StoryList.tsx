import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { ChoiceField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Note, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { StoryList as Shape, StoryRow } from "../contract.ts";
import { storyKindNames, storyStateNames } from "../text.ts";

type Row = z.output<typeof StoryRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "题目", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "种类", width: 80, cell: (row) => storyKindNames[row.kind] },
  { key: "unit", title: "来自", width: 240, phone: "second", cell: (row) => row.unit },
  {
    key: "state",
    title: "情况",
    width: 100,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.state === "published" ? "good" : "wait"}>{storyStateNames[row.state]}</StatusTag>
    ),
  },
  { key: "on", title: "发布", width: 120, cell: (row) => <DateText day={row.publishedOn} /> },
];

/** 故事和短片: written with consent, looked at by another, gone the moment the consent ends. */
export function StoryList() {
  const list = useListing<Row, Reply>("/api/stories");
  const [personId] = useQueryState("person");
  const [isOpen, setOpen] = useState(personId !== "");
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `${sayCount(first.total)}篇故事和短片` : "还没有故事和短片")}
        subtitle="只写同意做宣传的职工，只留姓氏，不写病名；本人撤回同意，到处都看不到。"
      >
        {first?.allowed.includes("draft") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            写一篇
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="故事和短片"
          unit="篇"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.title, body: (row) => <StoryBody row={row} /> }}
          empty={<Empty title="还没有故事">从职工的“帮助记录”知道谁得到过帮助；先请本人同意。</Empty>}
        />
      </Surface>
      {isOpen && <DraftDialog personId={personId} onClose={() => setOpen(false)} />}
    </Page>
  );
}

function StoryBody({ row }: { row: Row }) {
  const publish = useAction("POST", `/api/stories/${row.id}/publication`);
  const [isLeaving, setLeaving] = useState(false);
  return (
    <>
      <p>{row.body}</p>
      <p className="secondary">
        {row.draftedBy}起草{row.publishedBy && `，${row.publishedBy}发布`}
      </p>
      <ProblemNote problem={publish.problem} />
      <div className="row">
        {row.allowed.includes("publish") && (
          <Button kind="primary" busy={publish.busy} onClick={() => publish.run({})}>
            看过了，发布
          </Button>
        )}
        {row.allowed.includes("withdraw") && <Button onClick={() => setLeaving(true)}>撤下</Button>}
      </div>
      {isLeaving && (
        <ReasonDialog
          title="撤下这一篇？"
          hint="手机上、列表里、报告里马上都看不到。"
          yes="撤下"
          path={`/api/stories/${row.id}/withdrawal`}
          onClose={() => setLeaving(false)}
        />
      )}
    </>
  );
}

function DraftDialog({ personId, onClose }: { personId: string; onClose: () => void }) {
  const person = useGet<{ name: string }>(personId ? `/api/relief/people/${personId}` : null);
  return (
    <FormDialog
      title={personId ? "写一篇故事" : "发布一部短片"}
      path="/api/stories"
      initial={{ kind: personId ? "story" : "film", organisationId: "", title: "", body: "" }}
      check={({ organisationId, title, body }) => ({
        organisationId: needed(organisationId, "请选单位"),
        title: needed(title, "请写题目"),
        body: body.trim().length < 10 && "请写内容，至少10个字",
      })}
      body={(values) => ({ ...values, ...(personId && { personId }) })}
      yes="起草"
      onClose={onClose}
    >
      {personId ? (
        <Note title={`写的是${person.data?.name ?? "这位职工"}`}>只留姓氏，不写病名、证件号和电话。</Note>
      ) : (
        <ChoiceField name="kind" label="种类" options={[{ value: "film", label: "短片" }]} />
      )}
      <OrganisationField name="organisationId" label="来自哪个单位" />
      <TextField name="title" label="题目" />
      <TextArea name="body" label="内容" rows={6} />
    </FormDialog>
  );
}
