import { useState } from "react";
import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { ModelRow, ModelList as Shape } from "../contract.ts";
import { ModelTag, sayPoints } from "./words.tsx";

type Row = z.output<typeof ModelRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "unit", title: "单位", phone: "title", cell: (row) => row.unit },
  { key: "month", title: "月份", width: 100, phone: "second", cell: (row) => row.month },
  { key: "state", title: "情况", width: 110, cell: (row) => <ModelTag state={row.state} /> },
  {
    key: "score",
    title: "得分",
    width: 90,
    right: true,
    phone: "figure",
    cell: (row) => sayPoints(row.score),
  },
  { key: "until", title: "公示到", width: 130, cell: (row) => row.noticeUntil },
];

/** 示范单位: on public notice, objected to, answered, published by another. */
export function ModelList() {
  const list = useListing<Row, Reply>("/api/model-units");
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.total === 0
            ? "还没有示范单位"
            : first.onNotice > 0
              ? `${sayCount(first.onNotice)}家单位在公示`
              : `${sayCount(first.total)}家示范单位`)
        }
        subtitle="从考评表里选，公示5个工作日；有异议先答复，再由另一位同事公布。"
      >
        {first && <Button onClick={() => window.open(first.noticePath, "_blank")}>看公示页面</Button>}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="示范单位"
          unit="家"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.unit, body: (row) => <ModelBody row={row} /> }}
          empty={<Empty title="还没有示范单位">打开一张单位的考评表，点“提名示范单位”。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function ModelBody({ row }: { row: Row }) {
  const path = `/api/model-units/${row.id}`;
  const publish = useAction("POST", `${path}/publication`);
  const [open, setOpen] = useState<string>();
  const close = () => setOpen(undefined);
  const ask = (label: string) => ({ name: "words", label });
  return (
    <>
      <p>{row.reason}</p>
      <p className="secondary">
        {row.proposedBy}提名{row.decidedBy && `，${row.decidedBy}于${row.decidedOn}处理`}
      </p>
      <Lines>
        {row.objections.map((each) => (
          <Line
            key={each.id}
            title={`${each.by}：${each.words}`}
            note={each.answer ? `答复：${each.answer}` : "等答复"}
            action={
              !each.answer &&
              row.allowed.includes("answer") && <Button onClick={() => setOpen(each.id)}>答复</Button>
            }
          />
        ))}
      </Lines>
      <ProblemNote problem={publish.problem} />
      <div className="row">
        {row.allowed.includes("object") && <Button onClick={() => setOpen("object")}>提出异议</Button>}
        {row.allowed.includes("drop") && <Button onClick={() => setOpen("drop")}>撤下</Button>}
        {row.allowed.includes("publish") && (
          <Button kind="primary" busy={publish.busy} onClick={() => publish.run({})}>
            公布为示范单位
          </Button>
        )}
      </div>
      {open === "object" && (
        <ReasonDialog
          title="提出异议"
          hint="被提名的单位看不到是谁提的；答复以后才会公布"
          yes="提出"
          path={`${path}/objections`}
          ask={ask("意见")}
          onClose={close}
        />
      )}
      {open === "drop" && (
        <ReasonDialog
          title="撤下这个提名？"
          hint="公示页面上马上看不到"
          yes="撤下"
          path={`${path}/withdrawal`}
          ask={ask("原因")}
          onClose={close}
        />
      )}
      {open && open !== "object" && open !== "drop" && (
        <ReasonDialog
          title="答复异议"
          hint="写明核实的结果"
          yes="答复"
          path={`/api/model-objections/${open}/answer`}
          ask={ask("答复")}
          onClose={close}
        />
      )}
    </>
  );
}
