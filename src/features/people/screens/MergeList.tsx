import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { confirm } from "#ui/Dialog.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { MergeList as Contract } from "../contract.ts";

type Row = z.output<typeof Contract>["rows"][number];
type Side = Row["kept"];

const stateNames = { proposed: "等待核定", merged: "已合并", refused: "不合并" } as const;

const Record = ({ side }: { side: Side }) => (
  <div>
    {side.name}　{side.idNumbers.join("、")}
    <div className="secondary">
      {side.organisationName}
      {side.bornOn ? `，${side.bornOn}出生` : ""}
    </div>
  </div>
);

/** Two records of one person: proposed by one, decided by another. */
export function MergeList() {
  const today = useToday();
  const [state] = useQueryState("state", "proposed");
  const list = useListing<Row>("/api/people-merges", { state });
  const decide = useAction<unknown, { id: string; decision: "merge" | "refuse" }>(
    "POST",
    ({ id }) => `/api/people-merges/${id}/decision`,
    { onDone: () => toast("已核定") },
  );
  const merge = async (row: Row) => {
    const isSure = await confirm({
      title: `把${row.merged.organisationName}的记录并入${row.kept.organisationName}的${row.kept.name}？`,
      lines: ["证件号和工作经历并到保留的记录；被并的记录留底，不会删除。", "合并后不能自动拆开。"],
      yes: "合并这两条记录",
    });
    if (isSure) decide.run({ id: row.id, decision: "merge" });
  };
  const columns: readonly Column<Row>[] = [
    { key: "kept", title: "保留", cell: (row) => <Record side={row.kept} />, phone: "title" },
    { key: "merged", title: "并入", cell: (row) => <Record side={row.merged} />, phone: "second" },
    {
      key: "reason",
      title: "依据",
      cell: (row) => (
        <>
          {row.reason}
          <div className="secondary">
            {row.proposedByName} {sayInstant(row.proposedAt, today)}提出
          </div>
        </>
      ),
    },
    {
      key: "do",
      title: "核定",
      width: 190,
      phone: "action",
      cell: (row) =>
        row.mayDecide ? (
          <span className="row">
            <Button small onClick={() => void merge(row)}>
              合并
            </Button>
            <Button small onClick={() => decide.run({ id: row.id, decision: "refuse" })}>
              不合并
            </Button>
          </span>
        ) : row.state === "proposed" ? (
          <span className="secondary">要另一位同事核定</span>
        ) : (
          `${row.decidedByName ?? ""} ${row.decidedAt ? sayInstant(row.decidedAt, today) : ""}`
        ),
    },
  ];
  const title =
    state === "proposed" && list.total > 0 ? `${sayCount(list.total)}对记录等待核定` : "合并重复的职工记录";
  return (
    <Page>
      <PageTitle title={title} subtitle="一人提出，另一人核定；在职工页上提出合并" crumb="合并" />
      <ProblemNote problem={decide.problem} />
      <Surface flush>
        <DataTable
          label="合并"
          unit="对"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          tools={
            <FilterChips
              name="state"
              label="情况"
              options={Object.entries(stateNames).map(([value, label]) => ({ value, label }))}
            />
          }
          empty={<Empty title={`没有${stateNames[state as keyof typeof stateNames] ?? ""}的合并`} />}
        />
      </Surface>
    </Page>
  );
}
