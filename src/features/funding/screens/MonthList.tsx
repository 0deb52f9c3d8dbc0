import type { z } from "zod";
import { plainMonth, sayMonth } from "#core/dates.ts";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, type Tone } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { PeriodRow } from "../contract.ts";
import { periodStateNames } from "../text.ts";

type Row = z.output<typeof PeriodRow>;

const tones: Record<Row["state"], Tone> = {
  open: "plain",
  base_closed: "wait",
  funded: "wait",
  remitted: "plain",
  confirmed: "plain",
  closed: "good",
};

const columns: readonly Column<Row>[] = [
  {
    key: "month",
    title: "月份",
    cell: (row) => sayMonth(plainMonth(row.month)),
    phone: "title",
    tight: true,
  },
  {
    key: "state",
    title: "情况",
    cell: (row) => <StatusTag tone={tones[row.state]}>{periodStateNames[row.state]}</StatusTag>,
    width: 140,
    phone: "state",
  },
  { key: "units", title: "单位（家）", cell: (row) => sayCount(row.units), right: true, width: 110 },
  {
    key: "heads",
    title: "人数",
    cell: (row) => `${sayCount(row.heads)}人`,
    right: true,
    width: 110,
    phone: "second",
  },
  {
    key: "due",
    title: "应上缴（元）",
    cell: (row) => <MoneyText yuan={row.due} />,
    right: true,
    width: 160,
    phone: "figure",
  },
  {
    key: "remitted",
    title: "上缴日期",
    cell: (row) => <DateText day={row.remittedOn} />,
    width: 130,
    tight: true,
  },
  {
    key: "closed",
    title: "关账日期",
    cell: (row) => <DateText day={row.closedOn} />,
    width: 130,
    tight: true,
  },
];

/** The months, newest first; the title says how the one stands that is worked on: the first whose money is not on its way. */
export function MonthList() {
  const may = useMay();
  const list = useListing<Row>("/api/months");
  const worked: readonly Row["state"][] = ["open", "base_closed", "funded"];
  const present = list.rows.findLast((row) => worked.includes(row.state)) ?? list.rows[0];
  const title = present
    ? `${sayMonth(plainMonth(present.month))}：${periodStateNames[present.state]}`
    : "月度结算";
  return (
    <Page>
      <PageTitle title={title} subtitle="会费截止、补助到齐以后，一笔上缴到省办事处">
        {may("national.exchange") && <ButtonLink to="/national">数智化系统</ButtonLink>}
        <ButtonLink to="/refunds">退费</ButtonLink>
        <ButtonLink to="/funding-rules">分担规则</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="月份"
          unit="个月"
          from={list}
          columns={columns}
          rowKey={(row) => row.month}
          onOpen={(row) => navigate(`/months/${row.month}`)}
          empty={
            <Empty title="还没有要结算的月份">单位确认名册、出了账单以后，这里按月列出会费和补助。</Empty>
          }
        />
      </Surface>
    </Page>
  );
}
