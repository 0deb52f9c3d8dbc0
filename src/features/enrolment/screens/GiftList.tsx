import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { GiftRow, GiftList as ListShape } from "../contract/gifts.ts";
import { funderKindNames, giftKindNames } from "../text/gifts.ts";

type Row = z.output<typeof GiftRow>;
type Reply = z.output<typeof ListShape>;

/** 赠送: who gives how many covers, and how many are used. */
export function GiftList() {
  const list = useListing<Row, Reply>("/api/gifts");
  const left = list.rows.reduce((people, row) => people + (row.state === "open" ? row.people.left : 0), 0);
  return (
    <Page>
      <PageTitle
        title={list.first && (list.total === 0 ? "还没有赠送" : `赠送名额还有${sayCount(left)}人`)}
        subtitle="工会、企业或财政出全部会费，送给指定的职工，单位不用缴。"
      >
        {list.first?.allowed.includes("set_up") && (
          <ButtonLink kind="primary" to="/gifts/new">
            设立赠送
          </ButtonLink>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="赠送"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/gifts/${row.id}`)}
          empty={<Empty title="还没有赠送">设立以后，名册可以报在它名下，会费由赠送方出。</Empty>}
        />
      </Surface>
    </Page>
  );
}

export const giftTag = (row: Pick<Row, "state" | "people">) =>
  row.state === "closed" ? (
    <StatusTag tone="plain">已结束</StatusTag>
  ) : row.people.left === 0 ? (
    <StatusTag tone="good">已用完</StatusTag>
  ) : (
    <StatusTag tone="wait">使用中</StatusTag>
  );

const columns: readonly Column<Row>[] = [
  { key: "title", title: "赠送", cell: (row) => row.title, phone: "title" },
  {
    key: "funder",
    title: "赠送方",
    cell: (row) => `${row.funder}（${funderKindNames[row.funderKind]}）`,
    phone: "second",
  },
  { key: "state", title: "情况", cell: giftTag, width: 100, phone: "state" },
  { key: "kind", title: "分法", cell: (row) => giftKindNames[row.kind], width: 90, low: true },
  { key: "given", title: "名额", cell: (row) => sayCount(row.people.given), right: true, width: 90 },
  { key: "used", title: "已用", cell: (row) => sayCount(row.people.used), right: true, width: 90 },
  {
    key: "left",
    title: "剩余",
    cell: (row) => sayCount(row.people.left),
    right: true,
    width: 90,
    phone: "figure",
  },
  {
    key: "received",
    title: "已到账（元）",
    cell: (row) => <MoneyText yuan={row.money.received} />,
    right: true,
    width: 130,
  },
  {
    key: "money",
    title: "赠送金额（元）",
    cell: (row) => <MoneyText yuan={row.money.given} />,
    right: true,
    width: 140,
  },
];
