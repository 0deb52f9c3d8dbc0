import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { CaseRow, CaseList as Shape } from "../contract.ts";
import { CaseTag } from "./words.tsx";

type Row = z.output<typeof CaseRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "题目", phone: "title", cell: (row) => row.title },
  { key: "organisation", title: "来自", width: 260, phone: "second", cell: (row) => row.organisation },
  { key: "state", title: "情况", width: 150, cell: (row) => <CaseTag state={row.state} /> },
  {
    key: "adoptions",
    title: "采用",
    width: 90,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.adoptions)}家`,
  },
  { key: "on", title: "提交", width: 120, cell: (row) => <DateText day={row.submittedOn} /> },
];

/** 创新案例: what somebody does differently, and who does likewise. */
export function CaseList() {
  const list = useListing<Row, Reply>("/api/innovation-cases");
  const [open, setOpen] = useState<"case" | "visit">();
  const { first } = list;
  return (
    <Page>
      <PageTitle title={first && titleOf(first)} subtitle={first && rateWords(first)}>
        {first?.allowed.includes("note_visit") && (
          <Button onClick={() => setOpen("visit")}>登记现场观摩</Button>
        )}
        {first?.allowed.includes("submit") && (
          <Button kind="primary" onClick={() => setOpen("case")}>
            提交案例
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="创新案例"
          unit="个"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/innovation-cases/${row.id}`)}
          empty={
            <Empty title="还没有创新案例">单位和县区提交自己的做法，市总工会审核以后发布给大家学。</Empty>
          }
        />
      </Surface>
      {first && first.visits.length > 0 && (
        <Surface title={`现场观摩${sayCount(first.visits.length)}次`} flush>
          <Lines>
            {first.visits.map((visit) => (
              <Line
                key={visit.id}
                title={`${visit.organisation}：${visit.words}`}
                note={`${visit.heldOn}，${sayCount(visit.guests)}家来看`}
              />
            ))}
          </Lines>
        </Surface>
      )}
      {open === "case" && <SubmitDialog onClose={() => setOpen(undefined)} />}
      {open === "visit" && <VisitDialog onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

const titleOf = ({ counts, total }: Reply): string =>
  counts.published > 0
    ? `${sayCount(counts.published)}个创新案例，被采用${sayCount(counts.adoptions)}次`
    : total > 0
      ? `${sayCount(total)}个案例，还没有发布`
      : "还没有创新案例";

const rateWords = ({ rate }: Reply): string =>
  `推广转化率${sayShare(rate.adopters, rate.organisations)}：${sayCount(rate.organisations)}家工会和单位里，${sayCount(rate.adopters)}家采用了别人的案例`;

function SubmitDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title="提交创新案例"
      path="/api/innovation-cases"
      initial={{ organisationId: "", title: "", body: "" }}
      check={({ organisationId, title, body }) => ({
        organisationId: needed(organisationId, "请选是哪个单位的做法"),
        title: needed(title, "请写题目"),
        body: needed(body, "请写做法和效果"),
      })}
      yes="提交审核"
      onClose={onClose}
    >
      <OrganisationField name="organisationId" label="哪个单位的做法" />
      <TextField name="title" label="题目" />
      <TextArea
        name="body"
        label="做法和效果"
        hint="怎么做的、有什么效果、别人怎么学；不写职工的姓名和病情"
      />
    </FormDialog>
  );
}

function VisitDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记现场观摩"
      path="/api/site-visits"
      initial={{ organisationId: "", words: "", heldOn: today, guest: "", guest2: "", guest3: "" }}
      check={({ organisationId, words, guest }) => ({
        organisationId: needed(organisationId, "请选在哪个单位"),
        words: needed(words, "请写看什么"),
        guest: needed(guest, "请选来观摩的单位"),
      })}
      body={({ organisationId, words, heldOn, ...guests }) => ({
        organisationId,
        words,
        heldOn,
        guestIds: Object.values(guests).filter(Boolean),
      })}
      yes="登记"
      onClose={onClose}
    >
      <OrganisationField name="organisationId" label="在哪个单位" />
      <TextField name="words" label="看什么" />
      <DateField name="heldOn" label="日期" />
      <OrganisationField name="guest" label="来观摩的单位" />
      <OrganisationField name="guest2" label="第二家" optional />
      <OrganisationField name="guest3" label="第三家" optional />
    </FormDialog>
  );
}
