import type { z } from "zod";
import { useGet, useListing } from "#ui/api.ts";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { ExportLink, FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import type { OrganisationFilters, OrganisationList } from "../contract.ts";
import { categoryName, kindNames } from "../text.ts";

type Row = z.output<typeof OrganisationList>["rows"][number];
type Filters = z.output<typeof OrganisationFilters>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "单位", cell: (row) => row.name, phone: "title" },
  { key: "code", title: "编号", cell: (row) => row.code, width: 84, tight: true },
  {
    key: "state",
    title: "情况",
    cell: (row) =>
      row.state === "closed" ? (
        <StatusTag>已注销</StatusTag>
      ) : row.kind === "joint_union" ? (
        <StatusTag>联合工会</StatusTag>
      ) : (
        <StatusTag tone="good">已登记</StatusTag>
      ),
    width: 96,
    phone: "state",
  },
  { key: "union", title: "上级工会", cell: (row) => row.unionName, width: 190, phone: "second" },
  { key: "category", title: "补助类别", cell: (row) => categoryName(row.category) || "–", width: 88 },
  { key: "sector", title: "行业", cell: (row) => row.sector ?? "–", width: 110, low: true },
  {
    key: "staff",
    title: "职工（人）",
    cell: (row) => (row.staff === null ? "–" : sayCount(row.staff)),
    right: true,
    width: 96,
    phone: "figure",
  },
  {
    key: "payer",
    title: "会费由谁交",
    cell: (row) => (row.payer === "unit" ? "单位" : "职工个人"),
    width: 104,
    low: true,
  },
];

/** Units of the part of the tree one stands in. */
export function UnitList() {
  const [q] = useQueryState("q");
  const [unionId] = useQueryState("unionId");
  const [category] = useQueryState("category");
  const [sector] = useQueryState("sector");
  const [state] = useQueryState("state");
  const query = { q, unionId, category, sector, state };
  const list = useListing<Row>("/api/organisations", query);
  const filters = useGet<Filters>("/api/organisations/filters");
  return (
    <Page>
      <PageTitle
        title={list.isPending ? "单位" : list.total === 0 ? "没有单位" : `${sayCount(list.total)}家单位`}
        subtitle="按编号排列，截至今天"
      >
        <ExportLink path="/api/organisations/export" query={query} />
      </PageTitle>
      <Surface flush>
        <DataTable
          label="单位"
          unit="家"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.name, body: (row) => <Peek row={row} /> }}
          tools={<Tools filters={filters.data} />}
          empty={
            <Empty title={q || unionId || category || sector ? "没有符合条件的单位" : "还没有登记的单位"}>
              {q || unionId || category || sector
                ? "换一个条件再看，或清空上面的条件。"
                : "在“单位登记”里发邀请，或等单位从登录页自己登记。"}
            </Empty>
          }
        />
      </Surface>
    </Page>
  );
}

function Tools({ filters }: { filters: Filters | undefined }) {
  const all = { value: "", label: "全部" };
  const categories = (filters?.categories ?? []).map((each) => ({
    ...each,
    label: categoryName(each.value),
  }));
  return (
    <>
      <FilterChips name="category" label="补助类别" options={[all, ...categories]} />
      {(filters?.unions.length ?? 0) > 1 && (
        <FilterSelect name="unionId" label="上级工会" options={[all, ...(filters?.unions ?? [])]} />
      )}
      {(filters?.sectors.length ?? 0) > 1 && (
        <FilterSelect name="sector" label="行业" options={[all, ...(filters?.sectors ?? [])]} />
      )}
      <SearchBox placeholder="查单位名称、编号或信用代码" />
    </>
  );
}

const Peek = ({ row }: { row: Row }) => (
  <div className="stack">
    <Facts
      rows={[
        ["类型", kindNames[row.kind]],
        ["统一社会信用代码", row.uscc ?? "没有"],
        ["联系人", row.contact ?? "–"],
        ["联系人手机", row.phone ?? "–"],
        ["缴费账号", row.accountNo ?? "–"],
      ]}
    />
    <div className="row">
      <Link to={`/units/${row.id}`}>打开单位页</Link>
      <Link to={`/rosters?q=${encodeURIComponent(row.code)}`}>看它的名册</Link>
    </div>
  </div>
);
