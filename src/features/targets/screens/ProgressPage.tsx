import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { BarCell } from "#ui/bars.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect } from "#ui/table/filters.tsx";
import type { ProgressList, ProgressRow } from "../contract.ts";
import { ColourTag, sayBp } from "./words.tsx";

type Row = z.output<typeof ProgressRow>;
type Reply = z.output<typeof ProgressList>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "单位", phone: "title", cell: (row) => row.name },
  { key: "union", title: "归谁联系", width: 160, low: true, cell: (row) => row.union },
  {
    key: "colour",
    title: "颜色",
    width: 110,
    tight: true,
    phone: "state",
    cell: (row) => <ColourTag colour={row.colour} />,
  },
  { key: "goal", title: "目标（人）", right: true, width: 110, cell: (row) => sayCount(row.goal) },
  {
    key: "people",
    title: "已参加",
    right: true,
    width: 110,
    phone: "second",
    cell: (row) => `${sayCount(row.people)}人`,
  },
  {
    key: "done",
    title: "完成率（÷目标）",
    width: 200,
    cell: (row) => <BarCell part={Math.min(row.people, row.goal)} whole={row.goal} label="完成率" />,
  },
  {
    key: "pace",
    title: "序时进度",
    right: true,
    width: 100,
    phone: "figure",
    cell: (row) => sayBp(row.paceBp),
  },
];

const filters = [
  { value: "", label: "全部" },
  { value: "red", label: "红色 关注" },
  { value: "yellow", label: "黄色 提醒" },
  { value: "green", label: "绿色 达标" },
] as const;

/** 目标和进度: who is behind, at the last reporting day, worst first. */
export function ProgressPage() {
  const [colour] = useQueryState("colour");
  const [asOf] = useQueryState("asOf");
  const [level] = useQueryState("level", "units");
  const list = useListing<Row, Reply>("/api/progress", { colour, asOf, level });
  const { first } = list;
  return (
    <Page>
      <ProgressTitle first={first} />
      {first?.whole && (
        <FigureRow
          figures={[
            {
              label: "已参加",
              value: first.whole.people,
              unit: "人",
              note: `全年目标${sayCount(first.whole.goal)}人`,
            },
            { label: "红色单位", value: first.counts.red, unit: "家", note: "上门指导" },
            { label: "黄色单位", value: first.counts.yellow, unit: "家", note: "结对帮扶" },
            { label: "绿色单位", value: first.counts.green, unit: "家", note: "工作经费支持" },
          ]}
        />
      )}
      <Surface flush>
        <DataTable
          label="进度"
          unit="家"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/progress/${row.organisationId}`)}
          tools={<Filters first={first} />}
          empty={
            <Empty title="还没有算过进度">
              下达目标以后，在报告日点“算今天的进度”，颜色和原因会一直留着。
            </Empty>
          }
        />
      </Surface>
    </Page>
  );
}

function ProgressTitle({ first }: { first: Reply | undefined }) {
  const may = useMay();
  const today = useToday();
  const take = useAction("POST", "/api/progress/standings");
  const subtitle = first?.asOf
    ? `截至${sayFullDay(plainDate(first.asOf))}；序时进度＝已参加÷（全年目标×已过天数÷全年天数）`
    : "先下达目标，再在报告日算进度。";
  return (
    <>
      <PageTitle title={first && titleOf(first)} subtitle={subtitle}>
        <ButtonLink to="/targets">{may("targets.manage") ? "下达目标" : "看目标"}</ButtonLink>
        {may("targets.manage") && (
          <Button
            kind="primary"
            busy={take.busy}
            why={first?.asOf === today ? "今天的进度已经算过" : undefined}
            onClick={() => take.run({ asOf: today })}
          >
            算今天的进度
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={take.problem} />
    </>
  );
}

const Filters = ({ first }: { first: Reply | undefined }) => (
  <>
    <FilterChips
      name="colour"
      label="颜色"
      options={filters.map((each) => ({
        ...each,
        count: each.value && first ? first.counts[each.value] : undefined,
      }))}
    />
    <FilterSelect
      name="level"
      label="看"
      options={[
        { value: "units", label: "单位" },
        { value: "unions", label: "县区和产业" },
      ]}
    />
    <FilterSelect
      name="asOf"
      label="报告日"
      options={[
        { value: "", label: "最近" },
        ...(first?.days ?? []).map((day) => ({ value: day, label: day })),
      ]}
    />
  </>
);

function titleOf({ counts, asOf }: Reply): string {
  if (!asOf) return "还没有算过进度";
  if (counts.red > 0) return `${sayCount(counts.red)}家需要关注`;
  return counts.yellow > 0 ? `${sayCount(counts.yellow)}家需要提醒` : "都跟上了序时进度";
}
