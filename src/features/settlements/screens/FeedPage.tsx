import type { z } from "zod";
import { useGet, useListing } from "#ui/api.ts";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { StatusTag, sayMoney, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { LineList, FeedPage as Reply } from "../contract.ts";
import { feedSources, outcomeNames } from "../text.ts";

type Feed = z.output<typeof Reply>;
type LineRow = z.output<typeof LineList>["rows"][number];

/** One feed: whole or refused; where each of its lines went, and why some led to nothing. */
export function FeedPage() {
  const feed = useGet<Feed>(`/api/settlement-feeds/${useParam("feedId")}`);
  return (
    <Loaded from={feed} bones={<PageBones />}>
      {(shown) => <One feed={shown} />}
    </Loaded>
  );
}

function One({ feed }: { feed: Feed }) {
  const today = useToday();
  const count = (outcome: string) => feed.outcomes.find((each) => each.outcome === outcome)?.lines ?? 0;
  const opened = count("opened");
  const word = feed.number ?? feed.name;
  return (
    <Page>
      <PageTitle
        title={titleOf(feed, opened)}
        crumb={word}
        subtitle={`${word}，${feedSources[feed.source]}，${feed.receivedBy}，${sayInstant(feed.receivedAt, today)}`}
      />
      {feed.state === "refused" && <Problems feed={feed} />}
      {feed.state === "taken" && (
        <>
          <FigureRow
            figures={[
              {
                label: "行数",
                value: feed.lines,
                unit: "行",
                note: `其中退费${sayCount(feed.reversals)}行；医疗费合计${sayMoney(feed.total)}元，和控制记录一致`,
              },
              {
                label: "等职工确认",
                value: opened - feed.confirmed,
                unit: "件",
                note: `已确认${sayCount(feed.confirmed)}件`,
              },
              { label: "预计互助金", value: sayMoney(feed.benefit), unit: "元" },
              {
                label: "没有保存",
                value: feed.noConsent + feed.unknownPerson,
                unit: "行",
                note: `没有同意${sayCount(feed.noConsent)}，不是本市职工${sayCount(feed.unknownPerson)}；另有${sayCount(feed.known)}行以前收过`,
              },
            ]}
          />
          <LinesOf feed={feed} />
        </>
      )}
    </Page>
  );
}

function titleOf({ state, problemCount, lines, outcomes }: Feed, opened: number): string {
  if (state === "received") return "正在读这份数据";
  if (state === "refused") return `这份数据没有收：${sayCount(problemCount)}处不对`;
  const other = outcomes.reduce((sum, each) => sum + each.lines, 0) - opened;
  return `${sayCount(lines)}行里算好${sayCount(opened)}件申领${other > 0 ? `，${sayCount(other)}行不用或不能办` : ""}`;
}

function Problems({ feed }: { feed: Feed }) {
  const rest = feed.problemCount - feed.problems.length;
  return (
    <Surface title="哪里不对" note="整份没有保存，改好后再传">
      {feed.problems.map((said) => (
        <p key={said}>{said}</p>
      ))}
      {rest > 0 && <Note title={`还有${sayCount(rest)}处，没有一一列出`} />}
    </Surface>
  );
}

const tones: Partial<Record<LineRow["outcome"], Tone>> = {
  opened: "good",
  joined: "plain",
  replaces: "plain",
  name_differs: "bad",
};

const columns: readonly Column<LineRow>[] = [
  { key: "line", title: "行", width: 80, right: true, phone: "figure", cell: (row) => row.line },
  { key: "name", title: "职工", width: 100, phone: "title", cell: (row) => row.name },
  { key: "unit", title: "单位", width: 240, cell: (row) => row.unitName },
  {
    key: "outcome",
    title: "结果",
    width: 260,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={tones[row.outcome] ?? "wait"}>
        {row.outcome === "opened" && row.claim && row.claim.state !== "draft"
          ? "职工已确认"
          : outcomeNames[row.outcome]}
      </StatusTag>
    ),
  },
  { key: "why", title: "原因", phone: "second", cell: (row) => row.why },
  {
    key: "claim",
    title: "申领",
    width: 160,
    tight: true,
    phone: "action",
    cell: (row) =>
      row.claim?.number ? <Link to={`/claims/${row.claim.id}`}>{row.claim.number}</Link> : null,
  },
];

function LinesOf({ feed }: { feed: Feed }) {
  const [outcome] = useQueryState("outcome");
  const list = useListing<LineRow>(`/api/settlement-feeds/${feed.id}/lines`, { outcome });
  const kept = feed.outcomes.reduce((sum, each) => sum + each.lines, 0);
  return (
    <Surface flush title="保存的行" note="只有同意向医保核对的职工；姓名只显示姓">
      <DataTable
        label="结算"
        unit="行"
        from={list}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<Empty title="没有这样的行">没有同意核对的、不是本市职工的，都不保存。</Empty>}
        tools={
          <FilterChips
            name="outcome"
            label="结果"
            options={[
              { value: "", label: "全部", count: kept },
              ...feed.outcomes.map((each) => ({
                value: each.outcome,
                label: outcomeNames[each.outcome],
                count: each.lines,
              })),
            ]}
          />
        }
      />
    </Surface>
  );
}
