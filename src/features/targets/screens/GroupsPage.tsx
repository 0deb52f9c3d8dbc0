import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { BarCell, StackedBar } from "#ui/bars.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect } from "#ui/table/filters.tsx";
import type { GroupList, GroupRow } from "../contract.ts";
import { type Split, splits } from "../rules/measures.ts";
import { splitNames } from "../text.ts";
import { GroupGoals } from "./GroupGoals.tsx";
import { sayBp, sayValue } from "./words.tsx";

type Row = z.output<typeof GroupRow>;
type Reply = z.output<typeof GroupList>;

const columns: readonly Column<Row>[] = [
  { key: "value", title: "分类", width: 150, phone: "title", cell: (row) => sayValue(row.value) },
  {
    key: "units",
    title: "有人参加（÷单位）",
    right: true,
    width: 130,
    low: true,
    cell: (row) => `${sayCount(row.joined)}/${sayCount(row.units)}家`,
  },
  {
    key: "goal",
    title: "目标（人）",
    right: true,
    width: 110,
    cell: (row) => `${sayCount(row.goal)}${row.isOwnGoal ? "" : "＊"}`,
  },
  {
    key: "people",
    title: "已参加",
    right: true,
    width: 100,
    phone: "second",
    cell: (row) => `${sayCount(row.people)}人`,
  },
  {
    key: "done",
    title: "完成率（÷目标）",
    width: 170,
    cell: (row) => <BarCell part={Math.min(row.people, row.goal)} whole={row.goal} label="完成率" />,
  },
  {
    key: "pace",
    title: "序时进度",
    right: true,
    width: 90,
    phone: "figure",
    cell: (row) => sayBp(row.paceBp),
  },
  {
    key: "staff",
    title: "参加率（÷在职）",
    right: true,
    width: 120,
    low: true,
    cell: (row) => (row.staff === 0 ? "–" : `${sayShare(row.peopleOfStaff, row.staff)}`),
  },
  {
    key: "renewed",
    title: "续保（÷到期）",
    right: true,
    width: 110,
    low: true,
    cell: (row) => (row.expiring === 0 ? "–" : sayShare(row.renewed, row.expiring)),
  },
  { key: "colours", title: "绿黄红（家）", width: 150, cell: (row) => <Colours row={row} /> },
];

function Colours({ row }: { row: Row }) {
  const parts = (
    [
      ["green", "good"],
      ["yellow", "wait"],
      ["red", "bad"],
    ] as const
  ).map(([key, look]) => ({ key, look, size: row[key], words: String(row[key]) }));
  return <StackedBar parts={parts} label={`绿色${row.green}家，黄色${row.yellow}家，红色${row.red}家`} />;
}

/** 分类进度: industries, municipal and county units, phases, key firms – who of them is behind. */
export function GroupsPage() {
  const [split] = useQueryState("split", "sector");
  const [asOf] = useQueryState("asOf");
  const found = useGet<Reply>("/api/progress-groups", { split, asOf });
  const [isSetting, setSetting] = useState(false);
  const page = found.data;
  return (
    <Page>
      <PageTitle
        title={page && titleOf(page, split as Split)}
        subtitle={
          page?.asOf
            ? `截至${sayFullDay(plainDate(page.asOf))}；阶段有起止日期的，按它自己的日期算序时进度`
            : "先下达目标，再在报告日算进度。"
        }
      >
        {page?.allowed.includes("set") && page.rows.length > 0 && (
          <Button onClick={() => setSetting(true)}>下达分类目标</Button>
        )}
      </PageTitle>
      <Loaded from={found}>
        {(reply) => (
          <>
            <Surface flush foot={footOf(reply, split as Split)}>
              <DataTable
                label="分类进度"
                unit="类"
                from={given(reply.rows)}
                columns={columns}
                rowKey={(row) => row.value}
                peek={{ title: (row) => sayValue(row.value), body: (row) => <Bases row={row} /> }}
                tools={<Tools days={reply.days} />}
                empty={<Empty title={emptyOf(split as Split)}>单位的归类在“单位”页面里标。</Empty>}
              />
            </Surface>
            {isSetting && (
              <GroupGoals split={split as Split} page={reply} onClose={() => setSetting(false)} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const Tools = ({ days }: { days: readonly string[] }) => (
  <>
    <FilterChips
      name="split"
      label="怎么分"
      options={splits.map((value) => ({ value, label: splitNames[value] }))}
    />
    <FilterSelect
      name="asOf"
      label="报告日"
      options={[{ value: "", label: "最近" }, ...days.map((day) => ({ value: day, label: day }))]}
    />
  </>
);

const Bases = ({ row }: { row: Row }) => (
  <>
    {row.startsOn && row.endsOn && (
      <p>
        <DateText day={row.startsOn} />到<DateText day={row.endsOn} />
      </p>
    )}
    <p className="secondary">
      在职职工{sayCount(row.staff)}人（有登记的单位），其中已参加{sayCount(row.peopleOfStaff)}人；会费到齐
      {sayCount(row.paid)}人；一年内到期{sayCount(row.expiring)}人，又参加{sayCount(row.renewed)}人。
    </p>
  </>
);

/** What the stars mean, and who stands in no row. */
function footOf({ beyond }: Reply, split: Split): string {
  const stars = "＊没有单独下达的，是这一类各单位目标的合计。";
  return split === "key_firm" || beyond.people === 0
    ? stars
    : `${stars}另有${sayCount(beyond.joined)}家没有下达目标的单位，已参加${sayCount(beyond.people)}人，不在上面各类里。`;
}

function titleOf({ rows, asOf }: Reply, split: Split): string {
  if (!asOf) return "还没有算过进度";
  const behind = rows.filter(({ paceBp }) => paceBp !== null && paceBp < 10_000);
  if (rows.length === 0) return emptyOf(split);
  return behind.length === 0
    ? "各类都跟上了序时进度"
    : `${behind
        .map(({ value }) => (value === "" ? "没有归类的单位" : sayValue(value)))
        .slice(0, 3)
        .join("、")}落在序时进度后面`;
}

const emptyOf = (split: Split): string => (split === "key_firm" ? "还没有标重点企业" : "还没有可以分的单位");
