import { useState } from "react";
import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { FaqRow } from "../contract.ts";
import { faqKindNames, faqStateNames } from "../text.ts";
import { FaqDialog } from "./FaqDialog.tsx";

type Row = z.output<typeof FaqRow>;

const columns: readonly Column<Row>[] = [
  {
    key: "kind",
    title: "种类",
    width: 100,
    tight: true,
    phone: "state",
    cell: (row) => <StatusTag>{faqKindNames[row.kind]}</StatusTag>,
  },
  { key: "question", title: "问题", width: 300, phone: "title", cell: (row) => row.question },
  { key: "answer", title: "答复", phone: "second", cell: (row) => row.answer },
  { key: "clause", title: "依据", width: 150, low: true, cell: (row) => row.clause ?? "–" },
  {
    key: "until",
    title: "有效到",
    width: 110,
    low: true,
    cell: (row) => (row.validUntil ? <DateText day={row.validUntil} /> : "长期"),
  },
  {
    key: "by",
    title: "起草、批准",
    width: 140,
    low: true,
    cell: (row) => [row.draftedBy, row.approvedBy].filter(Boolean).join("、"),
  },
  { key: "act", title: "", width: 120, cell: (row) => <Decide row={row} /> },
];

function Decide({ row }: { row: Row }) {
  const approve = useAction("POST", `/api/faq/${row.id}/approval`);
  const retire = useAction("POST", `/api/faq/${row.id}/retirement`);
  return (
    <>
      {row.allowed.includes("approve") && (
        <Button busy={approve.busy} onClick={() => approve.run({})}>
          批准
        </Button>
      )}
      {row.allowed.includes("retire") && row.state === "approved" && (
        <Button busy={retire.busy} onClick={() => retire.run({})}>
          撤下
        </Button>
      )}
      <ProblemNote problem={approve.problem ?? retire.problem} />
    </>
  );
}

/** 常见问题和口径: drafted by one, approved by another; what holds is found while somebody asks. */
export function FaqList() {
  const [state] = useQueryState("state", "approved");
  const [isWriting, setWriting] = useState(false);
  const may = useMay();
  const list = useListing<Row>("/api/faq", { state });
  return (
    <Page>
      <PageTitle
        title={
          list.isPending
            ? undefined
            : `${sayCount(list.total)}条${faqStateNames[state as keyof typeof faqStateNames]}的答复`
        }
        subtitle="职工和经办人提问时会先看到这些；口径写明依据的条款。"
      >
        {may("questions.rule") && (
          <Button kind="primary" onClick={() => setWriting(true)}>
            写一条
          </Button>
        )}
      </PageTitle>
      {isWriting && <FaqDialog onClose={() => setWriting(false)} />}
      <Surface flush>
        <DataTable
          label="常见问题和口径"
          unit="条"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          tools={
            <FilterChips
              name="state"
              label="情况"
              options={(["approved", "drafted", "retired"] as const).map((value) => ({
                value,
                label: faqStateNames[value],
              }))}
            />
          }
          empty={<Empty title="这里还没有答复">把答得好的咨询写成常见问题，下次就不用再答。</Empty>}
        />
      </Surface>
    </Page>
  );
}
