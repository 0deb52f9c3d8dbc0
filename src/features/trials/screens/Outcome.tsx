import { BarRows } from "#ui/bars.tsx";
import { Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { segmentKindNames, segmentName } from "../text.ts";
import { centsOf, type OutcomeView, type SumView, sayChange, sayRatio } from "./words.ts";

export type Tried = { readonly name: string; readonly outcome: OutcomeView };

const columns: readonly Column<Tried>[] = [
  { key: "name", title: "方案", width: 96, tight: true, phone: "title", cell: (row) => row.name },
  {
    key: "after",
    title: "互助金",
    right: true,
    width: 150,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.outcome.whole.after} />,
  },
  {
    key: "change",
    title: "比现行条款",
    right: true,
    width: 140,
    phone: "second",
    cell: (row) => sayChange(row.outcome.whole.before, row.outcome.whole.after),
  },
  {
    key: "ratio",
    title: "给付率",
    right: true,
    width: 90,
    cell: (row) => sayRatio(row.outcome.whole.after, row.outcome.contributions),
  },
  {
    key: "gaining",
    title: "多得（人／最多）",
    right: true,
    width: 140,
    cell: ({ outcome: { whole } }) => ofPeople(whole.gaining, whole.mostGained),
  },
  {
    key: "losing",
    title: "少得（人／最多）",
    right: true,
    width: 140,
    cell: ({ outcome: { whole } }) => ofPeople(whole.losing, whole.mostLost),
  },
];

const ofPeople = (people: number, most: string) =>
  people === 0 ? "0" : `${sayCount(people)} ／ ${sayMoney(most)}`;

/** Up to five variants beside the plan as it is. */
export function Compared({ tried }: { tried: readonly Tried[] }) {
  const [first] = tried;
  if (!first) return null;
  const { whole, contributions, covers } = first.outcome;
  const bars = [{ name: "现行条款", sum: whole.before }].concat(
    tried.map(({ name, outcome }) => ({ name, sum: outcome.whole.after })),
  );
  return (
    <Surface
      flush
      title="各方案的互助金"
      note={`给付率 = 互助金 ÷ 当年开始保障的会费${sayMoney(contributions)}元（${sayCount(covers)}人）· ${sayCount(whole.claims)}件申领，${sayCount(whole.people)}人`}
      aside="单位：元"
    >
      <div className="trial-bars">
        <BarRows
          label="各方案的互助金"
          rows={bars.map(({ name, sum }, place) => ({
            key: `${place}`,
            label: name,
            size: Number(centsOf(sum)),
            words: `${sayMoney(sum)}（${sayRatio(sum, contributions)}）`,
          }))}
        />
      </div>
      <DataTable
        label="各方案"
        unit="个"
        from={given(tried)}
        columns={columns}
        rowKey={(row) => row.name}
        empty={<Empty title="还没有方案" />}
      />
    </Surface>
  );
}

type Segment = SumView & { readonly key: string };

/** On a phone no head says what a figure is. */
const counted = (words: string, people: number) => (
  <>
    <span className="only-phone">{words} </span>
    {sayCount(people)}
    <span className="only-phone">人</span>
  </>
);

const segmentColumns: readonly Column<Segment>[] = [
  { key: "key", title: "分组", phone: "title", cell: (row) => segmentName(row.key) },
  { key: "people", title: "申领人", right: true, width: 90, cell: (row) => sayCount(row.people) },
  {
    key: "before",
    title: "现行条款",
    right: true,
    width: 140,
    low: true,
    cell: (row) => <MoneyText yuan={row.before} />,
  },
  { key: "after", title: "这个方案", right: true, width: 140, cell: (row) => <MoneyText yuan={row.after} /> },
  {
    key: "change",
    title: "相差",
    right: true,
    width: 150,
    phone: "figure",
    cell: (row) => sayChange(row.before, row.after),
  },
  {
    key: "gaining",
    title: "多得（人）",
    right: true,
    width: 100,
    phone: "second",
    cell: (row) => counted("多得", row.gaining),
  },
  {
    key: "losing",
    title: "少得（人）",
    right: true,
    width: 100,
    phone: "second",
    cell: (row) => counted("少得", row.losing),
  },
];

/** Who gains and loses, by unit kind, age band and size of bill. */
export function Segments({ title, outcome }: { title: string; outcome: OutcomeView }) {
  return (
    <Surface flush title={title} note="每人只算一次；年龄按就医时，医疗费按本人最大的一笔" aside="单位：元">
      {(["unit_kind", "age_band", "bill_size"] as const).map((kind) => (
        <section key={kind} className="trial-segment" aria-label={segmentKindNames[kind]}>
          <h3>按{segmentKindNames[kind]}</h3>
          <DataTable
            label={segmentKindNames[kind]}
            unit="组"
            from={given(outcome.segments[kind])}
            columns={segmentColumns}
            rowKey={(row) => row.key}
            empty={<Empty title="这一年没有申领" />}
          />
        </section>
      ))}
    </Surface>
  );
}
