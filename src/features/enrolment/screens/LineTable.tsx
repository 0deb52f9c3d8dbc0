import { useState } from "react";
import { useAction, useListing } from "#ui/api.ts";
import { confirm } from "#ui/Dialog.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { StatusTag } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import { rosterChanged } from "./changed.ts";
import { LineDrawer } from "./LineDrawer.tsx";
import type { Line, Page } from "./words.ts";

const verbs = { correct: "改正", remove: "删除", evidence: "上传证明" } as const;

/** Every line with reason and remedy, as `roster check` would say it; first those that need somebody. */
export function LineTable({ page }: { page: Page }) {
  const first = page.counts.toHandle > 0 && page.state === "read" ? "to_handle" : "all";
  const [show] = useQueryState("show", first);
  const [code] = useQueryState("code");
  const [q] = useQueryState("q");
  const [opened, setOpened] = useState<Line>();
  const list = useListing<Line>(`/api/rosters/${page.id}/lines`, { show, code, search: q });
  const remove = useAction<unknown, Line>(
    "POST",
    (line) => `/api/rosters/${page.id}/lines/${line.id}/removal`,
    {
      onDone: () => void rosterChanged(page.id),
    },
  );
  const act = async (line: Line) => {
    if (line.action !== "remove") return setOpened(line);
    const isYes = await confirm({
      title: `删除第${line.line}行${line.name}？`,
      lines: ["只从这份名册里去掉，原来的内容留有记录。", "其他行的行号不变。"],
      yes: "删除这一行",
      danger: true,
    });
    if (isYes) remove.run(line, () => toast(`第${line.line}行已删除`));
  };
  const mayAct = page.allowed.includes("correct");
  return (
    <>
      <DataTable
        label="名册各行"
        from={list}
        columns={columnsOf(mayAct ? (line) => void act(line) : undefined)}
        rowKey={(line) => line.id}
        onOpen={setOpened}
        tools={<Filters page={page} first={first} />}
        foot="行号与您的表格一致"
        empty={
          show === "to_handle" ? (
            <Empty title="没有需要处理的行" />
          ) : (
            <Empty title="没有符合条件的行">换一个结果或原因再看。</Empty>
          )
        }
      />
      {remove.problem && <p className="bad">{remove.problem.title}</p>}
      {opened && (
        <LineDrawer key={opened.id} page={page} line={opened} onClose={() => setOpened(undefined)} />
      )}
    </>
  );
}

function Filters({ page, first }: { page: Page; first: string }) {
  const { counts } = page;
  const options = [
    { value: "to_handle", label: "需要处理", count: counts.toHandle },
    { value: "rejected", label: "退回", count: counts.rejected },
    { value: "review", label: "待审核", count: counts.review },
    { value: "warned", label: "已受理但有提醒", count: counts.warned },
    { value: "all", label: "全部", count: counts.all },
  ];
  const ordered = [
    ...options.filter(({ value }) => value === first),
    ...options.filter(({ value }) => value !== first),
  ];
  return (
    <>
      <FilterChips name="show" label="结果" options={ordered} />
      <span className="row">
        <FilterSelect
          name="code"
          label="按原因"
          options={[
            { value: "", label: "全部" },
            ...page.reasons.map(({ code, title, lines }) => ({ value: code, label: title, count: lines })),
          ]}
        />
        <SearchBox placeholder="查姓名或行号" />
      </span>
    </>
  );
}

const columnsOf = (act: ((line: Line) => void) | undefined): readonly Column<Line>[] => [
  { key: "line", title: "行号", right: true, width: 70, cell: (line) => line.line },
  { key: "name", title: "姓名", width: 84, phone: "title", tight: true, cell: (line) => line.name || "–" },
  {
    key: "number",
    title: "身份证号",
    width: 176,
    tight: true,
    phone: "figure",
    cell: (line) => line.idNumber || "–",
  },
  { key: "outcome", title: "结果", width: 92, phone: "state", cell: (line) => <OutcomeTag line={line} /> },
  { key: "reason", title: "原因", phone: "second", cell: (line) => <Reason line={line} /> },
  {
    key: "remedy",
    title: "怎么改",
    width: 250,
    cell: (line) => <span className="secondary">{line.remedy}</span>,
  },
  {
    key: "verb",
    title: "",
    right: true,
    width: 96,
    phone: "action",
    cell: (line) =>
      act && line.action ? (
        <button
          type="button"
          className="link"
          aria-label={`${verbs[line.action]}第${line.line}行`}
          onClick={(event) => {
            event.stopPropagation();
            act(line);
          }}
        >
          {line.action === "evidence" && line.papers > 0 ? `证明${line.papers}份` : verbs[line.action]}
        </button>
      ) : null,
  },
];

function OutcomeTag({ line }: { line: Line }) {
  if (line.decision === "approved") return <StatusTag tone="good">审核通过</StatusTag>;
  if (line.decision === "denied") return <StatusTag tone="bad">审核未过</StatusTag>;
  if (line.outcome === "review") return <StatusTag tone="wait">待审核</StatusTag>;
  if (line.outcome === "rejected") return <StatusTag tone="bad">退回</StatusTag>;
  return <StatusTag tone="good">已受理</StatusTag>;
}

function Reason({ line }: { line: Line }) {
  const others = [...line.also, ...line.warnings];
  return (
    <>
      {line.title} <span className="secondary">{line.reason}</span>
      {others.map(({ code, title, reason }, i) => (
        <span key={code} className="secondary">
          {(i > 0 || line.title) && " "}
          {line.title ? "另外，" : ""}
          {title}：{reason}
        </span>
      ))}
    </>
  );
}
