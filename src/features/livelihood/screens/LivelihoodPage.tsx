import { useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { FigureRow, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import { type Item, type Items, measures } from "../contract.ts";
import { measureNames } from "../text.ts";

type Row = z.output<typeof Item>;
type Reply = z.output<typeof Items>;

/** 民生实事: what was promised for the year, how far it is, with evidence. */
export function LivelihoodPage() {
  const found = useGet<Reply>("/api/livelihood");
  const [isOpen, setOpen] = useState(false);
  const [told, setTold] = useState<Row>();
  const page = found.data;
  const may = page?.allowed.includes("manage") ?? false;
  return (
    <Page>
      <PageTitle
        title={page && titleOf(page)}
        subtitle="指标、全年目标、累计完成、问题和下一步，每次填报都留着。"
      >
        {may && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记民生实事
          </Button>
        )}
      </PageTitle>
      <Loaded from={found}>
        {({ rows, year }) => (
          <>
            {rows.length === 0 && (
              <Surface>
                <Empty title="今年还没有登记">纳入民生实事以后，把指标和全年目标登记在这里。</Empty>
              </Surface>
            )}
            {rows.map((row) => (
              <ItemSurface key={row.id} row={row} tell={may ? () => setTold(row) : undefined} />
            ))}
            {isOpen && <PromiseDialog year={year} onClose={() => setOpen(false)} />}
            {told && <ReportDialog row={told} onClose={() => setTold(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function titleOf({ rows, year }: Reply): string {
  if (rows.length === 0) return `${year}年还没有民生实事`;
  const behind = rows.filter(({ reports }) => reports[0] && !reports[0].isOnPace).length;
  return behind > 0
    ? `${rows.length}件民生实事，${behind}件慢于时间进度`
    : `${rows.length}件民生实事，都跟得上时间进度`;
}

function ItemSurface({ row, tell }: { row: Row; tell: (() => void) | undefined }) {
  const [last] = row.reports;
  return (
    <>
      <FigureRow
        figures={[
          {
            label: row.title,
            value: last?.actual ?? 0,
            unit: row.unitWord,
            note: `全年目标${sayCount(row.goal)}${row.unitWord}`,
            bar: { part: last?.actual ?? 0, whole: row.goal },
          },
          {
            label: "系统记录",
            value: row.counted === null ? "—" : row.counted,
            unit: row.counted === null ? "" : row.unitWord,
            note: `${measureNames[row.measure]}，截至今天`,
          },
        ]}
      />
      <Surface
        title="填报"
        note={`责任单位：${row.responsible}`}
        aside={tell && <Button onClick={tell}>填报进展</Button>}
        flush
      >
        {row.reports.length === 0 ? (
          <Empty title="还没有填报">填累计完成数、问题、下一步和佐证。</Empty>
        ) : (
          <Lines>
            {row.reports.map((report) => (
              <Line
                key={report.asOf}
                title={`累计${sayCount(report.actual)}${row.unitWord}，${sayShare(report.actual, row.goal)}`}
                note={
                  <>
                    <DateText day={report.asOf} /> · 佐证：{report.evidence}
                    {report.problem && ` · 问题：${report.problem}`}
                    {report.nextStep && ` · 下一步：${report.nextStep}`}
                  </>
                }
                action={
                  <StatusTag tone={report.isOnPace ? "good" : "wait"}>
                    {report.isOnPace ? "跟得上" : "慢于时间进度"}
                  </StatusTag>
                }
              />
            ))}
          </Lines>
        )}
      </Surface>
    </>
  );
}

const PromiseDialog = ({ year, onClose }: { year: number; onClose: () => void }) => (
  <FormDialog
    title="登记民生实事"
    path="/api/livelihood"
    initial={{ title: "", measure: "people", unitWord: "人", goal: "", dueOn: `${year}-12-31` }}
    check={({ title, goal }) => ({
      title: needed(title, "请填写名称"),
      goal: !(Number(goal) > 0) && "请填写全年目标",
    })}
    body={(values) => ({ ...values, year, goal: Number(values.goal) })}
    yes="登记"
    onClose={onClose}
  >
    <TextField name="title" label="名称" />
    <SelectField
      name="measure"
      label="指标"
      options={measures.map((value) => ({ value, label: measureNames[value] }))}
    />
    <TextField name="goal" label="全年目标" inputMode="numeric" />
    <TextField name="unitWord" label="单位" hint="人、家、场" />
    <DateField name="dueOn" label="哪天完成" />
  </FormDialog>
);

function ReportDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title={row.title}
      path={`/api/livelihood/${row.id}/reports`}
      initial={{
        asOf: today,
        actual: row.counted === null ? "" : String(row.counted),
        ...{ problem: "", nextStep: "", evidence: "" },
      }}
      check={({ actual, evidence }) => ({
        actual: !/^\d+$/.test(actual) && "请填写累计完成数",
        evidence: needed(evidence, "请写明佐证"),
      })}
      body={(values) => ({ ...values, actual: Number(values.actual) })}
      yes="填报"
      onClose={onClose}
    >
      <DateField name="asOf" label="截至" />
      <TextField name="actual" label="累计完成" inputMode="numeric" />
      <TextArea name="problem" label="问题" optional />
      <TextArea name="nextStep" label="下一步" optional />
      <TextField name="evidence" label="佐证" hint="例如：系统进度表，哪天的通报" />
    </FormDialog>
  );
}
