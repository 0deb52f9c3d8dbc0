import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { address, useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField, DayInput } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, setQuery, useQueryState } from "#ui/router.tsx";
import { Loaded } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { AnnualReport, FigureView } from "../contract.ts";

type Shape = z.output<typeof AnnualReport>;
type Row = z.output<typeof FigureView>;

const columns: readonly Column<Row>[] = [
  {
    key: "name",
    title: "指标",
    width: 260,
    phone: "title",
    cell: (row) => <Link to={row.link}>{row.name}</Link>,
  },
  { key: "said", title: "数", right: true, width: 150, phone: "figure", cell: (row) => row.said },
  { key: "of", title: "除以", width: 200, low: true, cell: (row) => row.saidOf ?? "–" },
  { key: "definition", title: "算什么", phone: "second", cell: (row) => row.definition },
];

/** The report that writes itself: every figure opens its records and says what it counts. */
export function AnnualPage() {
  const today = useToday();
  const [asOf] = useQueryState("asOf", today);
  const [isAdding, setAdding] = useState(false);
  const found = useGet<Shape>("/api/reports/annual", { asOf });
  const report = found.data;
  return (
    <Page>
      <PageTitle
        title={report && `${report.city}职工互助保障报告`}
        subtitle={
          report &&
          `${sayFullDay(plainDate(report.from))}至${sayFullDay(plainDate(report.asOf))}，从记录里算出来的`
        }
      >
        <DayInput label="到哪一天" value={asOf} onChange={(day) => setQuery({ asOf: day })} />
        <ButtonLink download to={address("/api/reports/annual.docx", { asOf })}>
          下载文稿
        </ButtonLink>
        <ButtonLink download to={address("/api/reports/annual.pdf", { asOf })}>
          下载打印稿
        </ButtonLink>
        {report?.allowed.includes("add_fact") && (
          <Button onClick={() => setAdding(true)}>补记外部数据</Button>
        )}
      </PageTitle>
      {isAdding && <FactDialog onClose={() => setAdding(false)} />}
      <Loaded from={found}>
        {({ sections }) => (
          <>
            {sections.map(({ title, figures }) => (
              <Surface key={title} title={title} flush>
                <DataTable
                  label={title}
                  unit="项"
                  from={given(figures)}
                  columns={columns}
                  rowKey={(row) => row.code + row.name}
                  empty={null}
                />
              </Surface>
            ))}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const codes = {
  covered_last_year: "去年住院医疗参加人数",
  national_rank: "全国名次",
  province_rank: "全省名次",
  other: "其他",
} as const;

function FactDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  const act = useAction("POST", "/api/reports/facts", { onDone: onClose });
  const form = useForm({
    initial: { code: "covered_last_year", name: "", value: "", holdsOn: today, source: "" },
    check: ({ value, source }) => ({
      ...(!/^\d{1,12}$/.test(value) && { value: "请填整数" }),
      ...(source.trim().length < 2 && { source: "请写来源" }),
    }),
  });
  const { values } = form;
  const send = () =>
    act.run({
      code: values.code,
      name: values.name.trim() || codes[values.code as keyof typeof codes],
      value: Number(values.value),
      unit: values.code === "covered_last_year" ? "people" : values.code === "other" ? "cases" : "rank",
      holdsOn: values.holdsOn,
      source: values.source.trim(),
    });
  return (
    <Dialog title="补记系统不知道的数据" onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <SelectField
          name="code"
          label="是什么"
          options={Object.entries(codes).map(([value, label]) => ({ value, label }))}
        />
        <TextField name="name" label="名称" optional />
        <TextField name="value" label="数" inputMode="numeric" />
        <DateField name="holdsOn" label="哪一天的" />
        <TextField name="source" label="来源" hint="例如：2023年工作年报" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            补记
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
