import type { z } from "zod";
import { addMonthsTo, type PlainDate, plainMonth, sayDay, sayMonth } from "#core/dates.ts";
import { useListing } from "#ui/api.ts";
import { Surface } from "#ui/page.tsx";
import { Link, navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterSelect } from "#ui/table/filters.tsx";
import type { Board, MonthUnitRow } from "../contract.ts";

type Row = z.output<typeof MonthUnitRow>;

/** The month's units, those that miss something first; under them who came too late, and where they went. */
export function MonthUnits({ board }: { board: Board }) {
  const [show] = useQueryState("show", "all");
  const list = useListing<Row>(`/api/months/${board.month}/units`, { show });
  return (
    <Surface
      title={list.first ? `${sayCount(list.total)}家单位` : "单位"}
      note="缺的在前 · 单位：元"
      flush
      foot={board.late.length > 0 && <LateUnits board={board} />}
      aside={
        <FilterSelect
          name="show"
          label="显示"
          options={[
            { value: "all", label: "全部" },
            { value: "missing", label: "还缺的" },
          ]}
        />
      }
    >
      <DataTable
        label="单位"
        unit="家"
        from={list}
        columns={columnsOn(board.today as PlainDate)}
        rowKey={(row) => row.billId}
        onOpen={(row) => navigate(`/bills/${row.billId}`)}
        empty={
          <Empty title={show === "missing" ? "没有缺钱的单位" : "这个月还没有单位"}>
            {show === "all" && "单位确认名册、出了账单以后列在这里。"}
          </Empty>
        }
      />
    </Surface>
  );
}

const columnsOn = (today: PlainDate): readonly Column<Row>[] => [
  { key: "unit", title: "单位", cell: (row) => row.unit, phone: "title" },
  { key: "union", title: "上级工会", cell: (row) => row.union, width: 190, phone: "second" },
  { key: "heads", title: "人数", cell: (row) => sayCount(row.heads), right: true, width: 64 },
  { key: "own", title: "会费", cell: (row) => <Share of={row.own} today={today} />, right: true, width: 150 },
  {
    key: "county",
    title: "县级补助",
    cell: (row) => <Share of={row.county} today={today} />,
    right: true,
    width: 150,
  },
  {
    key: "city",
    title: "市级补助",
    cell: (row) => <Share of={row.city} today={today} />,
    right: true,
    width: 150,
  },
  {
    key: "whole",
    title: "合计",
    cell: (row) => <MoneyText yuan={row.whole} />,
    right: true,
    width: 104,
    phone: "figure",
  },
];

function Share({ of, today }: { of: Row["county"]; today: PlainDate }) {
  if (!of) {
    return (
      <>
        <MoneyText yuan={null} />
        <span className="small paid-on" />
      </>
    );
  }
  return (
    <>
      <MoneyText yuan={of.amount} />
      <span className={`small paid-on ${of.inFullOn ? "good" : "wait"}`}>
        {of.inFullOn ? sayDay(of.inFullOn as PlainDate, today) : "未到"}
      </span>
    </>
  );
}

function LateUnits({ board }: { board: Board }) {
  const today = board.today as PlainDate;
  const next = sayMonth(addMonthsTo(plainMonth(board.month), 1));
  return (
    <>
      另有{sayCount(board.late.length)}家在{sayDay(board.baseCutOff as PlainDate, today)}后到账，转入{next}：
      {board.late.map((bill, place) => (
        <span key={bill.billId}>
          {place > 0 && "、"}
          <Link to={`/bills/${bill.billId}`}>{bill.name}</Link>
          {sayMoney(bill.amount)}
        </span>
      ))}
    </>
  );
}
