import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { TrialRow } from "../contract.ts";

type Row = z.output<typeof TrialRow>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "试算", phone: "title", cell: (row) => row.name },
  { key: "plan", title: "计划", phone: "second", cell: (row) => `${row.planName}（${row.version}）` },
  { key: "year", title: "申领年度", width: 100, cell: (row) => row.year },
  { key: "variants", title: "方案（个）", right: true, width: 100, cell: (row) => row.variants },
  { key: "shared", title: "谁能看", width: 110, cell: (row) => (row.isShared ? "已公开" : "只有本人") },
  { key: "by", title: "试算人", width: 110, low: true, cell: (row) => row.keptBy },
  { key: "at", title: "时间", width: 116, phone: "figure", cell: (row) => <DateText day={row.keptAt} /> },
];

/** Trials that were kept: one's own, and those that others share. */
export function TrialList() {
  const list = useListing<Row>("/api/trials");
  return (
    <Page>
      <PageTitle
        title={
          list.isPending
            ? undefined
            : list.total === 0
              ? "改条款之前，先在去年的申领上算一遍"
              : `${sayCount(list.total)}次试算`
        }
        subtitle="本人留存的和别人公开的；结果是留存那天算出来的"
      >
        <ButtonLink to="/forecast">资金预测</ButtonLink>
        <ButtonLink kind="primary" to="/trials/new">
          新试算
        </ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="试算"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/trials/${row.id}`)}
          empty={
            <Empty title="还没有留存的试算">
              试算把一年的申领按改过的条款重新核一遍：多付还是少付、谁多得、谁少得。什么都不会改变。
            </Empty>
          }
        />
      </Surface>
    </Page>
  );
}
