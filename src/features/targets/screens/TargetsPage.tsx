import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { TargetPage } from "../contract.ts";
import { isRatio, type Measure, measures } from "../rules/measures.ts";
import { measureNames } from "../text.ts";

type Shape = z.output<typeof TargetPage>;
type Row = Shape["rows"][number];
type Editing = { readonly organisationId: string; readonly name: string };

const sayGoal = (goal: number | null): string => (goal === null ? "还没有" : sayCount(goal));

const columnsOf = (edit: ((row: Row) => void) | undefined): readonly Column<Row>[] => [
  { key: "name", title: "单位", phone: "title", cell: (row) => row.name },
  {
    key: "staff",
    title: "在职职工（人）",
    right: true,
    width: 140,
    low: true,
    cell: (row) => sayCount(row.staff),
  },
  {
    key: "people",
    title: "目标人数",
    right: true,
    width: 120,
    phone: "figure",
    cell: (row) => sayGoal(row.people),
  },
  {
    key: "units",
    title: "目标单位数",
    right: true,
    width: 120,
    phone: "second",
    cell: (row) => sayGoal(row.units),
  },
  {
    key: "act",
    title: "",
    width: 100,
    cell: (row) => edit && <Button onClick={() => edit(row)}>改</Button>,
  },
];

/** 目标: an organisation's goals of a year and those of everybody right below; spread by staff, or set one by one. */
export function TargetsPage() {
  const [parent] = useQueryState("parent");
  const [editing, setEditing] = useState<Editing>();
  const found = useGet<Shape>("/api/targets", { parent });
  const maySet = found.data?.allowed.includes("set") ?? false;
  const open = (row: Row) =>
    navigate(row.hasBelow ? `/targets?parent=${row.organisationId}` : `/progress/${row.organisationId}`);
  return (
    <Page>
      <TargetTitle page={found.data} edit={setEditing} />
      <Loaded from={found}>
        {({ rows, year, definitions }) => (
          <>
            {editing && <GoalDialog editing={editing} year={year} onClose={() => setEditing(undefined)} />}
            <Surface>
              <Facts
                rows={[...measures.map((measure) => [measureNames[measure], definitions[measure]] as const)]}
              />
            </Surface>
            <Surface flush>
              <DataTable
                label="目标"
                unit="家"
                from={given(rows)}
                columns={columnsOf(maySet ? setEditing : undefined)}
                rowKey={(row) => row.organisationId}
                onOpen={open}
                empty={<Empty title="下面没有单位">目标定到这一级为止。</Empty>}
              />
            </Surface>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function TargetTitle({ page, edit }: { page: Shape | undefined; edit: (what: Editing) => void }) {
  const spread = useAction("POST", "/api/targets/spreading");
  const goal = page?.parent.people;
  return (
    <>
      <PageTitle
        title={
          page && `${page.parent.name}${page.year}年目标：${goal == null ? "还没有" : `${sayCount(goal)}人`}`
        }
        subtitle="分到下面的要正好等于总目标；按在职职工人数分，零头给余数大的。"
      >
        {page?.parent.above && <ButtonLink to={`/targets?parent=${page.parent.above}`}>看上一级</ButtonLink>}
        {page?.allowed.includes("set") && (
          <>
            <Button onClick={() => edit({ organisationId: page.parent.id, name: page.parent.name })}>
              定总目标
            </Button>
            <Button
              kind="primary"
              busy={spread.busy}
              why={goal == null ? "先定总目标" : undefined}
              onClick={() =>
                spread.run({
                  organisationId: page.parent.id,
                  year: page.year,
                  measure: "people",
                  deep: true,
                })
              }
            >
              按职工人数分到底
            </Button>
          </>
        )}
      </PageTitle>
      <ProblemNote problem={spread.problem} />
    </>
  );
}

type GoalProps = { editing: Editing; year: number; onClose: () => void };

function GoalDialog({ editing, year, onClose }: GoalProps) {
  const act = useAction("PUT", "/api/targets", { onDone: onClose });
  const form = useForm({
    initial: { measure: "people", goal: "" },
    check: ({ measure, goal }) => {
      if (isRatio(measure as Measure))
        return /^\d{1,3}(\.\d)?$/.test(goal) && Number(goal) <= 100
          ? {}
          : { goal: "请填0到100，最多一位小数" };
      return /^\d{1,8}$/.test(goal) ? {} : { goal: "请填整数" };
    },
  });
  const isPercent = isRatio(form.values.measure as Measure);
  const send = () =>
    act.run({
      year,
      measure: form.values.measure,
      goals: [
        {
          organisationId: editing.organisationId,
          goal: isPercent ? Math.round(Number(form.values.goal) * 100) : Number(form.values.goal),
        },
      ],
    });
  return (
    <Dialog title={`${editing.name}${year}年的目标`} onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <ChoiceField
          name="measure"
          label="算什么"
          options={Object.entries(measureNames).map(([value, label]) => ({ value, label }))}
        />
        <TextField
          name="goal"
          label="目标"
          inputMode="numeric"
          hint={isPercent ? "百分之几，例如95" : undefined}
        />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            保存目标
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
