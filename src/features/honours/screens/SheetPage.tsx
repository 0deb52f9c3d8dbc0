import { useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { SheetPage as Shape } from "../contract.ts";
import { incentiveNames, partMeanings, partNames } from "../text.ts";
import { sayPoints } from "./words.tsx";

type Reply = z.output<typeof Shape>;
type PartRow = Reply["parts"][number];

const columns: readonly Column<PartRow>[] = [
  { key: "part", title: "部分", width: 110, phone: "title", cell: (row) => partNames[row.part] },
  { key: "meaning", title: "怎么算", phone: "second", cell: (row) => partMeanings[row.part] },
  {
    key: "share",
    title: "达到",
    width: 110,
    right: true,
    cell: (row) =>
      row.got === null || row.of === null ? "没有数据" : sayShare(Number(row.got), Number(row.of)),
  },
  {
    key: "points",
    title: "得分",
    width: 150,
    right: true,
    phone: "figure",
    cell: (row) => (row.points === null ? "不计分" : `${sayPoints(row.points)} / ${row.weight}`),
  },
];

/** One sheet: each part with what it was computed from, and what followed from it. */
export function SheetPage() {
  const found = useGet<Reply>(`/api/score-sheets/${useParam("sheetId")}`);
  const [open, setOpen] = useState<"incentive" | "model">();
  const page = found.data;
  return (
    <Page>
      <PageTitle
        title={page && `${page.name}：${page.score === null ? "还不能计分" : `${sayPoints(page.score)}分`}`}
        subtitle={page && `${page.asOf}，${page.takenBy}计算；${scaleWords(page)}`}
      >
        {page?.allowed.includes("note_incentive") && (
          <Button onClick={() => setOpen("incentive")}>登记激励</Button>
        )}
        {page?.allowed.includes("propose") && (
          <Button kind="primary" onClick={() => setOpen("model")}>
            提名示范单位
          </Button>
        )}
      </PageTitle>
      <Loaded from={found}>
        {(reply) => (
          <>
            <Surface flush>
              <DataTable
                label="各部分"
                from={given(reply.parts)}
                columns={columns}
                rowKey={(row) => row.part}
                empty={<Empty title="没有部分" />}
              />
            </Surface>
            {reply.incentives.length > 0 && (
              <Surface title="得到的激励" flush>
                <Lines>
                  {reply.incentives.map((each) => (
                    <Line
                      key={each.kind}
                      title={`${incentiveNames[each.kind]}：${each.words}`}
                      note={`${each.on}，${each.by}登记`}
                    />
                  ))}
                </Lines>
              </Surface>
            )}
            {open === "incentive" && <IncentiveDialog id={reply.id} onClose={() => setOpen(undefined)} />}
            {open === "model" && <ModelDialog id={reply.id} onClose={() => setOpen(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const scaleWords = ({ weight }: Reply): string =>
  weight === 100 ? "六部分都计了分" : `有数据的部分一共${weight}分，其余不计分，按这${weight}分折算成100分`;

function IncentiveDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记激励"
      path={`/api/score-sheets/${id}/incentives`}
      initial={{ kind: "funds", words: "", on: today }}
      check={({ words }) => ({ words: needed(words, "请写明内容") })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label="哪一种"
        options={Object.entries(incentiveNames).map(([value, label]) => ({ value, label }))}
      />
      <TextField name="words" label="内容" />
      <DateField name="on" label="日期" />
    </FormDialog>
  );
}

function ModelDialog({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <FormDialog
      title="提名示范单位"
      path="/api/model-units"
      initial={{ reason: "" }}
      check={({ reason }) => ({ reason: needed(reason, "请写明理由") })}
      body={({ reason }) => ({ sheetId: id, reason })}
      yes="提名，开始公示"
      onClose={onClose}
      onDone={() => navigate("/model-units")}
    >
      <TextArea name="reason" label="理由" hint="会对外公示5个工作日，不写职工的姓名和病情" />
    </FormDialog>
  );
}
