import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Note, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { Ambassadors, StoryList as Shape, StoryRow } from "../contract.ts";
import { storyKindNames, storyStateNames } from "../text.ts";

type Row = z.output<typeof StoryRow>;
type Reply = z.output<typeof Shape>;
/** As `GET /people/:id` tells of the one whose story it is. */
type Person = { readonly name: string };

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
        {first?.allowed.includes("draft") && personId && <NameAmbassador personId={personId} />}
        {first?.allowed.includes("draft") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            {personId ? "写成故事" : "起草短片"}
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
          empty={
            <Empty title="还没有故事">请本人在手机上同意做宣传，再在“职工”里打开本人，点“写成故事”。</Empty>
          }
        />
      </Surface>
      <AmbassadorPart />
      {isOpen && <DraftDialog personId={personId} onClose={() => setOpen(false)} />}
    </Page>
  );
}

function NameAmbassador({ personId }: { personId: string }) {
  const since = useToday();
  const act = useAction("POST", "/api/ambassadors", { onDone: () => toast("已聘为宣传员。") });
  return (
    <>
      <Button busy={act.busy} onClick={() => act.run({ personId, since })}>
        聘为宣传员
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

/** 宣传员: who was helped and tells of it. */
function AmbassadorPart() {
  const found = useGet<z.output<typeof Ambassadors>>("/api/ambassadors");
  const rows = found.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Surface title={`互助保障宣传员${sayCount(rows.length)}人`} flush>
      <Lines>
        {rows.map((row) => (
          <Line key={row.id} title={row.name} note={`${row.unit}，${row.since}起`} />
        ))}
      </Lines>
    </Surface>
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
  const person = useGet<Person>(personId ? `/api/people/${personId}` : null);
  return (
    <FormDialog
      title={personId ? "写一篇故事" : "起草一部短片"}
      path="/api/stories"
      initial={{ title: "", body: "" }}
      check={({ title, body }) => ({
        title: needed(title, "请写题目"),
        body: body.trim().length < 10 && "请写内容，至少10个字",
      })}
      body={(values) => ({ ...values, ...(personId && { personId }) })}
      yes="起草"
      onClose={onClose}
    >
      {personId && (
        <Note title={`写的是${person.data?.name ?? "这位职工"}`}>只留姓氏，不写病名、证件号和电话。</Note>
      )}
      <TextField name="title" label="题目" />
      <TextArea name="body" label="内容" rows={6} />
    </FormDialog>
  );
}
