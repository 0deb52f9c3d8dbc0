import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { Part, type SheetList as Shape, type SheetRow } from "../contract.ts";
import { partNames } from "../text.ts";
import { sayPoints } from "./words.tsx";

type Row = z.output<typeof SheetRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "单位", phone: "title", cell: (row) => row.name },
  { key: "union", title: "上级工会", width: 240, phone: "second", low: true, cell: (row) => row.union },
  {
    key: "model",
    title: "情况",
    width: 110,
    cell: (row) => row.isModel && <StatusTag tone="good">示范单位</StatusTag>,
  },
  {
    key: "score",
    title: "得分",
    width: 100,
    right: true,
    phone: "figure",
    cell: (row) => sayPoints(row.score),
  },
  {
    key: "weight",
    title: "计分部分",
    width: 110,
    right: true,
    cell: (row) => `${row.weight}分`,
  },
];

/** 考评: the sheets of a day, the best first. */
export function ScoreList() {
  const [level] = useQueryState("level", "units");
  const list = useListing<Row, Reply>("/api/score-sheets", { level });
  const [open, setOpen] = useState<"take" | "rule">();
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.asOf ? `${first.asOf}的考评：${sayCount(first.total)}张` : "还没有考评")}
        subtitle="满分100；没有数据的部分不计分，按计了分的部分折算成100。"
      >
        {first?.allowed.includes("set_rule") && <Button onClick={() => setOpen("rule")}>改分值</Button>}
        {first?.allowed.includes("take") && (
          <Button kind="primary" onClick={() => setOpen("take")}>
            计算考评
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="考评"
          unit="张"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/score-sheets/${row.id}`)}
          tools={
            <FilterChips
              name="level"
              label="级别"
              options={[
                { value: "units", label: "单位" },
                { value: "unions", label: "县区" },
              ]}
            />
          }
          empty={<Empty title="还没有考评表">先下达目标，再选一个已经结束的日子计算。</Empty>}
        />
      </Surface>
      {open === "take" && <TakeDialog onClose={() => setOpen(undefined)} />}
      {open === "rule" && first && <RuleDialog weights={first.weights} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function TakeDialog({ onClose }: { onClose: () => void }) {
  return (
    <FormDialog
      title="计算考评"
      path="/api/score-sheets"
      initial={{ asOf: "" }}
      check={({ asOf }) => ({ asOf: !asOf && "请选日期" })}
      yes="计算并留存"
      onClose={onClose}
    >
      <DateField name="asOf" label="截至哪一天" hint="按这一天结束时的记录算；算过就留存，不再改" />
    </FormDialog>
  );
}

function RuleDialog({ weights, onClose }: { weights: Reply["weights"]; onClose: () => void }) {
  const today = useToday();
  const words = Object.fromEntries(Part.options.map((part) => [part, String(weights[part])]));
  return (
    <FormDialog
      title="改分值"
      path="/api/score-rules"
      initial={{ ...(words as Record<z.output<typeof Part>, string>), validFrom: today }}
      check={({ validFrom: _, ...values }) => ({
        innovation:
          Object.values(values).reduce((sum, each) => sum + Number(each), 0) !== 100 && "六项加起来要等于100",
      })}
      body={({ validFrom, ...values }) => ({
        validFrom,
        ...Object.fromEntries(Object.entries(values).map(([part, each]) => [part, Number(each)])),
      })}
      yes="保存"
      onClose={onClose}
    >
      {Part.options.map((part) => (
        <TextField key={part} name={part} label={partNames[part]} inputMode="numeric" />
      ))}
      <DateField name="validFrom" label="从哪天起" />
    </FormDialog>
  );
}
