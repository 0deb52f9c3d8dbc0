import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import { type QuestionList as ListShape, type QuestionRow, questionFilters } from "../contract.ts";
import { channelNames, questionStateNames, topicNames } from "../text.ts";

type Row = z.output<typeof QuestionRow>;
type Reply = z.output<typeof ListShape>;

const filterNames = { open: "等答复", answered: "已答复", suggestions: "建议", all: "全部" } as const;

/** Late is what nobody answered in time, also where it is answered by now. */
export function Answered({ row }: { row: Pick<Row, "state" | "isInTime" | "tookMinutes"> }) {
  if (row.state === "open" && row.tookMinutes === null)
    return row.isInTime === false ? (
      <StatusTag tone="bad">超过半小时</StatusTag>
    ) : (
      <StatusTag tone="wait">等答复</StatusTag>
    );
  if (row.state === "open") return <StatusTag tone="wait">再问</StatusTag>;
  return (
    <StatusTag tone={row.isInTime ? "good" : "plain"}>
      {row.tookMinutes === null ? questionStateNames[row.state] : `${row.tookMinutes}分钟答复`}
    </StatusTag>
  );
}

const columnsOf = (today: string): readonly Column<Row>[] => [
  { key: "body", title: "问什么", phone: "title", cell: (row) => row.body },
  { key: "unit", title: "单位", width: 220, phone: "second", cell: (row) => row.unit },
  { key: "topic", title: "类别", width: 150, low: true, cell: (row) => topicNames[row.topic] },
  { key: "channel", title: "来自", width: 90, low: true, cell: (row) => channelNames[row.channel] },
  {
    key: "state",
    title: "答复",
    width: 130,
    tight: true,
    phone: "state",
    cell: (row) => <Answered row={row} />,
  },
  { key: "at", title: "提问", width: 130, tight: true, cell: (row) => sayInstant(row.askedAt, today) },
];

/** 咨询: what is asked in one's part of the tree, those that wait first. */
export function QuestionList() {
  const [show] = useQueryState("show", "open");
  const [topic] = useQueryState("topic");
  const [q] = useQueryState("q");
  const today = useToday();
  const may = useMay();
  const list = useListing<Row, Reply>("/api/inquiries", { show, topic, q }, { everyMs: 30_000 });
  const { first } = list;
  return (
    <Page>
      <PageTitle title={first && titleOf(first)} subtitle="服务时间内半小时答复；没有答复的自动转到上级。">
        {may("questions.ask") && (
          <ButtonLink kind="primary" to="/inquiries/new">
            提问
          </ButtonLink>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="咨询"
          unit="个"
          from={list}
          columns={columnsOf(today)}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/inquiries/${row.id}`)}
          tools={
            <>
              <FilterChips
                name="show"
                label="情况"
                options={questionFilters.map((value) => ({
                  value,
                  label: filterNames[value],
                  count: first?.counts[value],
                }))}
              />
              <FilterSelect
                name="topic"
                label="类别"
                options={[
                  { value: "", label: "全部" },
                  ...Object.entries(topicNames).map(([value, label]) => ({ value, label })),
                ]}
              />
              <SearchBox placeholder="查编号或问的话" />
            </>
          }
          empty={
            <Empty title="没有等答复的咨询">职工在手机上问的、电话里问的、工作群里问的，都会到这里。</Empty>
          }
        />
      </Surface>
    </Page>
  );
}

function titleOf({ counts }: Reply): string {
  if (counts.open > 0) return `${sayCount(counts.open)}个咨询等答复`;
  return counts.all > 0 ? `${sayCount(counts.all)}个咨询都已答复` : "还没有人提问";
}
