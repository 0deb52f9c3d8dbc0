import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { CorrectionList as Reply } from "../contract.ts";

type Row = z.output<typeof Reply>["rows"][number];

const columns: readonly Column<Row>[] = [
  {
    key: "claim",
    title: "申领",
    width: 180,
    phone: "title",
    cell: (row) =>
      row.claim?.number ? (
        <Link to={`/claims/${row.claim.id}`}>{row.claim.number}</Link>
      ) : row.claim ? (
        "等职工确认"
      ) : (
        "已撤掉"
      ),
  },
  {
    key: "state",
    title: "情况",
    width: 130,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.isWaiting ? "wait" : "good"}>{row.isWaiting ? "等着办" : "已办"}</StatusTag>
    ),
  },
  { key: "what", title: "怎么办的", phone: "second", cell: (row) => row.what },
  {
    key: "feed",
    title: "哪一份、哪一行",
    width: 280,
    low: true,
    cell: (row) => `${row.feedNumber}，第${row.line}行`,
  },
  {
    key: "at",
    title: "收到",
    width: 140,
    tight: true,
    phone: "figure",
    cell: (row) => <DateText day={row.notedAt} as="instant" />,
  },
];

/** Settlements that the other side took back or made anew, and the claims that follow them. */
export function CorrectionList() {
  const list = useListing<Row>("/api/settlement-corrections");
  const waiting = list.rows.filter(({ isWaiting }) => isWaiting).length;
  return (
    <Page>
      <PageTitle
        title={
          list.first &&
          (waiting > 0
            ? `${sayCount(waiting)}件申领等着按医保更正重新核算`
            : list.total === 0
              ? "医保没有更正过结算"
              : "医保更正的都已办完")
        }
        subtitle="没有确认的直接改；在审的重新核算；付过的重新打开，只补或退差额"
      />
      <Surface flush>
        <DataTable
          label="医保更正"
          unit="件"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有更正">医保退费或重新结算后，会在这里看到对应的申领。</Empty>}
        />
      </Surface>
    </Page>
  );
}
