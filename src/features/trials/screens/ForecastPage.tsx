import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { setQuery, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { ForecastReply, TrialPlans } from "../contract.ts";
import { BandChart } from "./BandChart.tsx";
import "./trials.css";

type Reply = z.output<typeof ForecastReply>;
type Ahead = NonNullable<Reply["ahead"]>;
type Month = Ahead["months"][number];

/** The fund's next twelve months: what comes in, what goes out, what is left, each with its band. */
export function ForecastPage() {
  const [asked] = useQueryState("plan");
  const [renewalBp] = useQueryState("renewalBp", "9000");
  const [joining] = useQueryState("joining", "0");
  const plans = useGet<z.output<typeof TrialPlans>>("/api/trials/plans");
  const plan =
    asked || plans.data?.rows.find((row) => row.years.length > 0)?.code || plans.data?.rows[0]?.code;
  const told = useGet<Reply>(plan ? "/api/forecast" : null, { plan, renewalBp, joining });
  return (
    <Loaded from={told} bones={<PageBones />}>
      {(reply) => <Told reply={reply} />}
    </Loaded>
  );
}

const sayYuan = (yuan: number) => `${sayCount(Math.round(yuan))}元`;
const sayMonth = (month: string) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

function Told({ reply }: { reply: Reply }) {
  const { ahead, assumed } = reply;
  return (
    <Page>
      <PageTitle
        title={ahead ? titleOf(ahead) : "过去的月份还太少，估不出以后的"}
        subtitle={
          <>
            {reply.planName} · 按截至
            <DateText day={reply.asOf} as="sentence" />的{reply.past.length}个整月推算，是估计，不是账
          </>
        }
      />
      <Surface title="假定" note="改这两项，下面马上重算">
        <div className="trial-choice">
          <label>
            到期的人续保
            <input
              type="range"
              min={0}
              max={10_000}
              step={100}
              value={assumed.renewalBp}
              onChange={(event) => setQuery({ renewalBp: event.target.value })}
            />
            {assumed.renewalBp / 100}%
          </label>
          <label>
            每月新参加
            <input
              className="forecast-joining"
              inputMode="numeric"
              defaultValue={assumed.joining}
              onBlur={(event) => setQuery({ joining: event.target.value.replaceAll(/\D/g, "") })}
            />
            人
          </label>
          <span className="secondary">
            从互助金余额{sayMoney(assumed.reserve)}元算起，会费每人{sayMoney(assumed.price)}元，保
            {assumed.months}个月
          </span>
        </div>
      </Surface>
      {ahead ? <Figures ahead={ahead} reply={reply} /> : <TooShort />}
    </Page>
  );
}

function titleOf(ahead: Ahead): string {
  const short = ahead.months.find((month) => month.reserve.middle < 0);
  const maybe = ahead.months.find((month) => month.reserve.low < 0);
  if (short) return `按这样下去，互助金到${sayMonth(short.month)}不够付`;
  if (maybe) return `互助金大致够付12个月；最紧的情形是${sayMonth(maybe.month)}不够`;
  return "互助金够付以后12个月，最紧的情形也够";
}

const TooShort = () => (
  <Surface>
    <Empty title="还没有一个整月既有人在保障中又有申领">有了几个月的申领，这里推算以后12个月。</Empty>
  </Surface>
);

function Figures({ ahead, reply }: { ahead: Ahead; reply: Reply }) {
  const ratio = ahead.income > 0 ? `${((ahead.cost.middle / ahead.income) * 100).toFixed(1)}%` : "–";
  return (
    <>
      <FigureRow
        figures={[
          { label: "12个月会费", value: sayCount(Math.round(ahead.income)), unit: "元" },
          {
            label: "12个月互助金",
            value: sayCount(ahead.cost.middle),
            unit: "元",
            note: `五次里有四次在${sayCount(ahead.cost.low)}–${sayYuan(ahead.cost.high)}之间`,
          },
          { label: "给付率", value: ratio, unit: "", note: "互助金 ÷ 这12个月的会费" },
          {
            label: "每千人每月申领",
            value: ahead.frequency.toFixed(2),
            unit: "件",
            note: `平均每件${sayYuan(ahead.severity)}`,
          },
        ]}
      />
      <Surface
        title="每月互助金"
        note="实线是过去和估计的中数，浅色是五次里有四次落在的范围"
        aside="单位：元"
      >
        <BandChart
          label="每月互助金"
          past={reply.past.map(({ month, cost }) => ({ month, value: cost }))}
          ahead={ahead.months.map(({ month, cost }) => ({ month, ...cost }))}
        />
      </Surface>
      <Surface title="互助金余额" note="月末" aside="单位：元">
        <BandChart
          label="互助金余额"
          past={[]}
          ahead={ahead.months.map(({ month, reserve }) => ({ month, ...reserve }))}
        />
      </Surface>
      <Surface flush title="逐月" aside="单位：人、元">
        <DataTable
          label="逐月"
          unit="个月"
          from={given(ahead.months)}
          columns={columns}
          rowKey={(row) => row.month}
          empty={<TooShort />}
        />
      </Surface>
    </>
  );
}

const range = ({ low, high }: { low: number; high: number }) => `${sayCount(low)}至${sayCount(high)}`;

const columns: readonly Column<Month>[] = [
  { key: "month", title: "月份", width: 120, phone: "title", cell: (row) => sayMonth(row.month) },
  { key: "covered", title: "保障中", right: true, width: 110, cell: (row) => sayCount(row.covered) },
  { key: "income", title: "会费", right: true, width: 120, cell: (row) => sayCount(row.income) },
  {
    key: "cost",
    title: "互助金（中数）",
    right: true,
    width: 140,
    phone: "figure",
    cell: (row) => sayCount(row.cost.middle),
  },
  { key: "costRange", title: "范围", right: true, width: 170, low: true, cell: (row) => range(row.cost) },
  {
    key: "reserve",
    title: "余额（中数）",
    right: true,
    width: 140,
    phone: "second",
    cell: (row) => (
      <>
        <span className="only-phone">月末余额 </span>
        {sayCount(row.reserve.middle)}
      </>
    ),
  },
  { key: "reserveRange", title: "范围", right: true, width: 190, cell: (row) => range(row.reserve) },
];
