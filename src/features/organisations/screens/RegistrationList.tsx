import { useState } from "react";
import type { z } from "zod";
import { type ListReply, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { StatusTag, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { type RegistrationList as Reply, registrationStates } from "../contract.ts";
import { registrationStateNames } from "../text.ts";
import { InviteUnit } from "./InviteUnit.tsx";

type List = z.output<typeof Reply>;
type Row = List["rows"][number];

export const registrationTones: Record<Row["state"], Tone> = {
  invited: "plain",
  draft: "plain",
  submitted: "wait",
  returned: "wait",
  approved: "good",
  refused: "bad",
};

const columnsFor = (today: string): readonly Column<Row>[] => [
  { key: "name", title: "单位", cell: (row) => row.name, phone: "title" },
  {
    key: "state",
    title: "情况",
    cell: (row) => (
      <StatusTag tone={registrationTones[row.state]}>{registrationStateNames[row.state]}</StatusTag>
    ),
    width: 96,
    phone: "state",
  },
  { key: "parent", title: "上级工会", cell: (row) => row.parentName, width: 190, phone: "second" },
  { key: "uscc", title: "统一社会信用代码", cell: (row) => row.uscc ?? "–", width: 190, low: true },
  {
    key: "staff",
    title: "职工（人）",
    cell: (row) => (row.staff === null ? "–" : sayCount(row.staff)),
    right: true,
    width: 96,
    phone: "figure",
  },
  {
    key: "submitted",
    title: "提交",
    cell: (row) => (row.submittedAt ? sayInstant(row.submittedAt, today) : "还没有"),
    width: 130,
    tight: true,
  },
];

/** Units that want to come in, those waiting for an answer first. */
export function RegistrationList() {
  const today = useToday();
  const [state] = useQueryState("state", "submitted");
  const [isInviting, setInviting] = useState(false);
  const list = useListing<Row, List & ListReply<Row>>("/api/registrations", { state });
  const counts = list.first?.counts;
  const waiting = counts?.submitted ?? 0;
  return (
    <Page>
      <PageTitle
        title={waiting > 0 ? `${sayCount(waiting)}家单位等待审核` : "没有等待审核的单位"}
        subtitle="单位从邀请链接或登录页的“单位登记”进来"
      >
        <Button kind="primary" onClick={() => setInviting(true)}>
          邀请单位登记
        </Button>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="单位登记"
          unit="家"
          from={list}
          columns={columnsFor(today)}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/registrations/${row.id}`)}
          tools={
            <FilterChips
              name="state"
              label="情况"
              options={[
                "submitted" as const,
                ...registrationStates.filter((each) => each !== "submitted"),
              ].map((each) => ({
                value: each,
                label: registrationStateNames[each],
                count: counts?.[each] ?? 0,
              }))}
            />
          }
          empty={
            <Empty title={`没有${registrationStateNames[state as Row["state"]] ?? ""}的登记`}>
              发邀请后，单位在链接里填写，提交后出现在“待审核”里。
            </Empty>
          }
        />
      </Surface>
      {isInviting && <InviteUnit close={() => setInviting(false)} />}
    </Page>
  );
}
