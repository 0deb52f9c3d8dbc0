import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { SelectField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { Made, SurveyList as Shape, SurveyRow } from "../contract.ts";

type Row = z.output<typeof SurveyRow>;
type Reply = z.output<typeof Shape>;

/** 待答, 进行中, 达标, 要补课. */
export function SurveyTag({ row }: { row: Pick<Row, "state" | "isLow"> }) {
  if (row.state === "open") return <StatusTag tone="wait">在答卷</StatusTag>;
  return row.isLow ? <StatusTag tone="bad">要补课</StatusTag> : <StatusTag tone="good">达标</StatusTag>;
}

const columns: readonly Column<Row>[] = [
  {
    key: "unit",
    title: "单位",
    phone: "title",
    cell: (row) => <Link to={`/surveys/${row.id}`}>{row.unit}</Link>,
  },
  { key: "kind", title: "种类", width: 90, cell: (row) => (row.isRetest ? "再测" : "首测") },
  { key: "valid", title: "答卷", width: 90, right: true, cell: (row) => `${sayCount(row.valid)}份` },
  {
    key: "share",
    title: "知晓率",
    width: 130,
    right: true,
    phone: "figure",
    cell: (row) => (row.valid > 0 ? `${sayShare(row.aware, row.valid)}（${row.aware}/${row.valid}）` : "—"),
  },
  { key: "state", title: "结果", width: 110, cell: (row) => <SurveyTag row={row} /> },
  { key: "on", title: "开卷", width: 120, phone: "second", cell: (row) => <DateText day={row.openedOn} /> },
];

/** 知晓率调查: who knows the terms, and who has to go through them again. */
export function SurveyList() {
  const list = useListing<Row, Reply>("/api/surveys");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.surveyed === 0
            ? "还没有单位测过知晓率"
            : first.low > 0
              ? `${first.low}家单位低于80%，要补课`
              : `测过的${first.surveyed}家单位都达到80%`)
        }
        subtitle="题目从计划条款里来；低于80%的，15天内补课再测。"
      >
        {first?.allowed.includes("open") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            开展调查
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="知晓率调查"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有调查">选一个单位开展调查，把二维码发给职工。</Empty>}
        />
      </Surface>
      {isOpen && first && (
        <FormDialog
          title="开展知晓率调查"
          path="/api/surveys"
          initial={{ organisationId: "", planCode: first.plans[0]?.code ?? "" }}
          check={({ organisationId }) => ({ organisationId: needed(organisationId, "请选单位") })}
          yes="出题，生成二维码"
          onClose={() => setOpen(false)}
          onDone={(reply) => navigate(`/surveys/${(reply as z.output<typeof Made>).id}`)}
        >
          <OrganisationField name="organisationId" label="单位" />
          <SelectField
            name="planCode"
            label="按哪个计划的条款出题"
            options={first.plans.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </FormDialog>
      )}
    </Page>
  );
}
