import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { DutyTime } from "#ui/duty.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect } from "#ui/table/filters.tsx";
import type { DutyView, DutyList as ListShape } from "../contract.ts";

type Row = z.output<typeof DutyView>;
type Reply = z.output<typeof ListShape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "事项", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "类别", width: 130, low: true, cell: (row) => row.kindName },
  { key: "holder", title: "由谁办", width: 220, phone: "second", cell: (row) => row.organisationName },
  {
    key: "time",
    title: "期限",
    width: 190,
    tight: true,
    phone: "state",
    cell: (row) => <DutyTime duty={row} />,
  },
];

const shows = [
  { value: "mine", label: "我要办的" },
  { value: "part", label: "我管的范围" },
  { value: "late", label: "已过期" },
  { value: "paused", label: "暂停" },
  { value: "done", label: "已办完" },
] as const;

/** 待办事项: what somebody owes by a time, whatever it comes from. */
export function DutyList() {
  const [show] = useQueryState("show", "mine");
  const [kind] = useQueryState("kind");
  const list = useListing<Row, Reply>("/api/duties", { show, kind }, { everyMs: 60_000 });
  const { first } = list;
  return (
    <Page>
      <PageTitle title={first && titleOf(first)} subtitle="按期限排列。办完了会自动了结，过期会转到上级。">
        <ButtonLink to="/duties/punctuality">按时办结情况</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="待办事项"
          unit="件"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/duties/${row.id}`)}
          tools={
            <>
              <FilterChips
                name="show"
                label="范围"
                options={shows.map(({ value, label }) => ({
                  value,
                  label,
                  count: value === "done" ? undefined : first?.counts[value],
                }))}
              />
              <FilterSelect
                name="kind"
                label="类别"
                options={[
                  { value: "", label: "全部" },
                  ...(first?.kinds ?? []).map((each) => ({
                    value: each.kind,
                    label: `${each.name}（${each.n}）`,
                  })),
                ]}
              />
            </>
          }
          empty={
            <Empty title={show === "mine" ? "没有要您办的事" : "这里没有事项"}>
              有了新的事项，会出现在这里和首页。
            </Empty>
          }
        />
      </Surface>
    </Page>
  );
}

function titleOf({ counts }: Reply): string {
  if (counts.mine > 0) return `${sayCount(counts.mine)}件事等您办`;
  if (counts.late > 0) return `${sayCount(counts.late)}件事已经过期`;
  return counts.part > 0 ? `${sayCount(counts.part)}件事在办，都在期限内` : "没有在办的事";
}
