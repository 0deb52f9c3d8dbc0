import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { BulletinRow, BulletinList as Shape } from "../contract.ts";
import { kindNames } from "../text.ts";

type Row = z.output<typeof BulletinRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "通报", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "给谁", width: 190, low: true, cell: (row) => kindNames[row.kind] },
  { key: "number", title: "编号", width: 130, cell: (row) => row.number },
  {
    key: "told",
    title: "表上",
    width: 80,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.told)}家`,
  },
  {
    key: "on",
    title: "发布",
    width: 120,
    phone: "second",
    cell: (row) => <DateText day={row.publishedOn} />,
  },
];

/** 通报: published ones, and reporting days that wait for theirs. */
export function BulletinList() {
  const list = useListing<Row, Reply>("/api/bulletins");
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `发布了${sayCount(first.total)}期通报` : "还没有通报")}
        subtitle="算过进度的报告日都能编成通报；发布以后不能改。"
      />
      {first && first.open.length > 0 && (
        <Surface title="可以编的通报" flush>
          <Lines>
            {first.open.slice(0, 3).map(({ kind, asOf }) => (
              <Line
                key={`${kind}${asOf}`}
                title={kindNames[kind]}
                note={
                  <>
                    截至
                    <DateText day={asOf} />
                  </>
                }
                action={<ButtonLink to={`/bulletins/new/${kind}/${asOf}`}>看草稿</ButtonLink>}
              />
            ))}
          </Lines>
        </Surface>
      )}
      <Surface flush>
        <DataTable
          label="通报"
          unit="期"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/bulletins/${row.id}`)}
          empty={<Empty title="还没有通报">先在进度页面算一个报告日的进度，就能编通报。</Empty>}
        />
      </Surface>
    </Page>
  );
}
