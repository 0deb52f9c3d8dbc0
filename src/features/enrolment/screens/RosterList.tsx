import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import type { BatchList } from "../contract.ts";
import { type Batch, labelWords, monthWords, stateWords } from "./words.ts";

type Reply = z.output<typeof BatchList>;

const columns: readonly Column<Batch>[] = [
  {
    key: "unit",
    title: "单位",
    phone: "title",
    cell: (row) => (
      <>
        {row.organisationName}
        {row.number > 1 && <span className="secondary"> 第{row.number}份</span>}
        {row.label && <span className="secondary"> {labelWords[row.label]}</span>}
      </>
    ),
  },
  { key: "union", title: "上级工会", width: 190, low: true, cell: (row) => row.unionName },
  {
    key: "state",
    title: "状态",
    width: 96,
    phone: "state",
    cell: (row) => <StatusTag tone={stateWords[row.state][0]}>{stateWords[row.state][1]}</StatusTag>,
  },
  { key: "rows", title: "名册行数", right: true, width: 96, cell: (row) => sayCount(row.rows) },
  { key: "accepted", title: "已受理", right: true, width: 86, cell: (row) => sayCount(row.accepted) },
  {
    key: "waiting",
    title: "待审核",
    right: true,
    width: 86,
    cell: (row) => sayCount(row.review - row.approved - row.denied),
  },
  { key: "rejected", title: "退回", right: true, width: 76, cell: (row) => sayCount(row.rejected) },
  {
    key: "confirmed",
    title: "已确认",
    right: true,
    width: 86,
    phone: "figure",
    cell: (row) => sayCount(row.confirmed),
  },
  {
    key: "month",
    title: "结算月",
    width: 92,
    tight: true,
    phone: "second",
    cell: (row) => row.settlementMonth,
  },
  {
    key: "from",
    title: "保障开始",
    width: 110,
    tight: true,
    low: true,
    cell: (row) => <DateText day={row.coverFrom} />,
  },
];

/** 名册: what came in, what waits. */
export function RosterList() {
  const [state] = useQueryState("state");
  const [month] = useQueryState("month");
  const [q] = useQueryState("q");
  const list = useListing<Batch, Reply>("/api/rosters", { state, month, search: q });
  const mayUpload = useMay()("enrolment.upload");
  const counts = list.first?.counts;
  const people = list.first?.people;
  return (
    <Page>
      <PageTitle title={titleOf(counts, people)} subtitle={subtitleOf(people, month)}>
        <ButtonLink to="/gifts">赠送</ButtonLink>
        {mayUpload && (
          <ButtonLink kind="primary" to="/rosters/new">
            报名册
          </ButtonLink>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="名册"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/rosters/${row.id}`)}
          empty={<NoRosters isFiltered={Boolean(state || month || q)} mayUpload={mayUpload} />}
          tools={
            <>
              <FilterChips
                name="state"
                label="状态"
                options={[
                  { value: "", label: "全部", count: counts?.all },
                  { value: "read", label: "待确认", count: counts?.read },
                  { value: "draft", label: "待上传", count: counts?.draft },
                  { value: "confirmed", label: "已确认", count: counts?.confirmed },
                  { value: "withdrawn", label: "已撤回", count: counts?.withdrawn },
                ]}
              />
              <span className="row">
                <FilterSelect
                  name="month"
                  label="结算月"
                  options={[
                    { value: "", label: "全部" },
                    ...(list.first?.months ?? []).map((each) => ({ value: each, label: monthWords(each) })),
                  ]}
                />
                <SearchBox placeholder="查单位名称或编号" />
              </span>
            </>
          }
        />
      </Surface>
    </Page>
  );
}

function titleOf(counts: Reply["counts"] | undefined, people: Reply["people"] | undefined): string {
  if (!counts || !people) return "名册";
  if (counts.all === 0) return "还没有名册";
  if (people.toHandle > 0)
    return `${sayCount(counts.read)}份名册待确认，${sayCount(people.toHandle)}行需要处理`;
  if (counts.read > 0) return `${sayCount(counts.read)}份名册待确认`;
  return `${sayCount(counts.confirmed)}份名册已确认，${sayCount(people.confirmed)}人`;
}

function subtitleOf(people: Reply["people"] | undefined, month: string): string | undefined {
  if (!people) return undefined;
  const when = month ? `${monthWords(month)}结算` : "各月合计";
  return `${when} · 名册共${sayCount(people.rows)}行，已确认${sayCount(people.confirmed)}人`;
}

const NoRosters = ({ isFiltered, mayUpload }: { isFiltered: boolean; mayUpload: boolean }) =>
  isFiltered ? (
    <Empty title="没有符合条件的名册">换一个状态或月份再看。</Empty>
  ) : (
    <Empty
      title="还没有名册"
      actions={
        mayUpload && (
          <>
            <ButtonLink to="/rosters/new">报名册</ButtonLink>
            <a className="link" href="/api/roster-template.xlsx" download>
              下载空白表
            </a>
          </>
        )
      }
    >
      可以直接用您现有的 Excel 表，列的顺序不限。
    </Empty>
  );
