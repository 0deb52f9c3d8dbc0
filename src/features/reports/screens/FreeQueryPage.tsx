import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { parseMonth, sayMonth } from "#core/dates.ts";
import { address, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, usePlace } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { CellView, FreeQueryChoices } from "../contract.ts";
import { AnswerBars } from "./AnswerBars.tsx";
import { AskForm } from "./AskForm.tsx";
import { type Answer, type Asked, askedIn, commonQueries, queryOf } from "./asked.ts";
import "./reports.css";

type Choices = z.output<typeof FreeQueryChoices>;
type Row = Answer["rows"][number];

/** A question of one's own over the data. It stands in the address, so that it can be sent on and opened again. */
export function FreeQueryPage() {
  const choices = useGet<Choices>("/api/reports/free-query/choices");
  return (
    <Loaded from={choices} bones={<PageBones />}>
      {(known) => <Asking known={known} />}
    </Loaded>
  );
}

function Asking({ known }: { known: Choices }) {
  const today = useToday();
  const { query } = usePlace();
  const asked = askedIn(query, today);
  // On a phone what was asked stands folded above its answer.
  const [isOpen, setOpen] = useState(false);
  const answer = useGet<Answer>("/api/reports/free-query", queryOf(asked));
  return (
    <Page>
      <PageTitle
        title={answer.data && titleOf(answer.data)}
        subtitle={`${sayAsked(asked, known)}。只在您的管理范围以内计算`}
        crumb="自由查询"
      >
        <ButtonLink download to={address("/api/reports/free-query.xlsx", queryOf(asked))}>
          另存为工作簿
        </ButtonLink>
      </PageTitle>
      <Surface title="要看什么" aside={<Common today={today} />}>
        <div className={isOpen ? "query-open" : "query-closed"}>
          <AskForm key={query.toString()} known={known} asked={asked} />
          <Button onClick={() => setOpen(true)}>改指标和条件</Button>
        </div>
      </Surface>
      <Loaded from={answer}>{(found) => <Answered answer={found} />}</Loaded>
    </Page>
  );
}

/** Questions that are often asked: one press, and they can be changed. */
const Common = ({ today }: { today: string }) => (
  <span className="query-common">
    常用：
    {commonQueries.map(({ label, of }) => (
      <Link key={label} to={address("/reports/query", queryOf(of(today)))}>
        {label}
      </Link>
    ))}
  </span>
);

const unitWords: Readonly<Record<string, string>> = {
  people: "人",
  person_times: "人次",
  units: "家",
  cases: "件",
  cents: "元",
};
const said = (cell: z.output<typeof CellView> | undefined, unit: string) =>
  cell === undefined
    ? ""
    : cell.isHidden || cell.value === null
      ? cell.said
      : `${cell.said}${unitWords[unit] ?? ""}`;

/** The title is the answer: the first two totals. */
const titleOf = ({ measures, total }: Answer): string =>
  measures
    .slice(0, 2)
    .map(({ name, unit }, i) => `${name}${said(total[i], name.endsWith(unitWords[unit] ?? "–") ? "" : unit)}`)
    .join("，");

const sayIn = (text: string): string => {
  const month = parseMonth(text);
  return month ? sayMonth(month) : text;
};

function sayAsked({ from, until, county, industry, plan }: Asked, known: Choices): string {
  const labelOf = (list: Choices["counties"], value: string) =>
    list.find((each) => each.value === value)?.label;
  return [
    from === until ? sayIn(from) : `${sayIn(from)}至${sayIn(until)}`,
    labelOf(known.counties, county),
    industry,
    labelOf(known.plans, plan),
  ]
    .filter(Boolean)
    .join(" · ");
}

function Answered({ answer }: { answer: Answer }) {
  const { measures, groups, rows, total, isCut, most } = answer;
  const isOne = groups.length === 0;
  const shown: Row[] = isOne ? [{ keys: [{ key: "", label: "合计" }], cells: total }] : rows;
  const hides = [...rows.flatMap(({ cells }) => cells), ...total].some(({ isHidden }) => isHidden);
  const by = groups.map(({ name }) => name).join("和");
  return (
    <>
      {groups.length === 1 && rows.length > 0 && <AnswerBars answer={answer} />}
      <Surface flush title={isOne ? "合计" : `按${by}`} aside={`数据截至${answer.asOf} · 金额单位：元`}>
        {isCut && (
          <Note tone="wait" title={`行数太多，只列出前${sayCount(most)}行`}>
            合计仍是全部的。请缩短月份、加一个条件，或者少分一项。
          </Note>
        )}
        <div className="query-answer">
          <DataTable
            label="查询结果"
            unit="行"
            from={given(shown)}
            columns={columnsOf(answer)}
            rowKey={({ keys }) => keys.map(({ key }) => key).join(" ")}
            peek={{ title: ({ keys }) => keys.map(({ label }) => label).join("，") }}
            totals={
              isOne ? undefined : Object.fromEntries(measures.map(({ code }, i) => [code, sayCell(total[i])]))
            }
            empty={<Empty title="这些条件下没有记录">换一个月份，或去掉一个条件再查。</Empty>}
            foot={hides && "不到3人的写“少于3人”；为免相减得出，另有一行写“不单列”。"}
          />
        </div>
      </Surface>
      <Surface title="每项算什么">
        <dl className="facts">
          {measures.map(({ code, name, definition, denominatorName, link }) => (
            <div key={code} className="query-definition">
              <dt>
                <Link to={link}>{name}</Link>
              </dt>
              <dd>
                {definition}
                {denominatorName && `分母：${denominatorName}。`}
              </dd>
            </div>
          ))}
        </dl>
      </Surface>
    </>
  );
}

const phonePlaces = ["figure", "second"] as const;

function columnsOf({ groups, measures }: Answer): Column<Row>[] {
  const names = groups.length === 0 ? [{ code: "all", name: "范围" }] : groups;
  const [first] = names;
  return [
    ...names.map(
      ({ code, name }, i): Column<Row> => ({
        key: code,
        title: name,
        ...(i > 0 && { width: 180 }),
        // On a phone both groups stand in the row's title.
        ...(code === first?.code && { phone: "title" }),
        cell: ({ keys }) => (
          <>
            {keys[i]?.label}
            {i === 0 && keys[1] && <span className="query-second">　{keys[1].label}</span>}
          </>
        ),
      }),
    ),
    ...measures.map(
      ({ code, name, unit }, i): Column<Row> => ({
        key: code,
        title: unit === "cents" ? `${name}（元）` : name,
        right: true,
        width: unit === "bp" ? 190 : 150,
        low: i >= 5,
        ...(phonePlaces[i] && { phone: phonePlaces[i] }),
        cell: ({ cells }) => (
          <>
            {i === 1 && <span className="query-label">{name}　</span>}
            {sayCell(cells[i])}
          </>
        ),
      }),
    ),
  ];
}

/** A ratio never stands without both its numbers. */
function sayCell(cell: z.output<typeof CellView> | undefined): ReactNode {
  if (!cell) return null;
  if (cell.isHidden) return <span className="quiet">{cell.said}</span>;
  return (
    <>
      {cell.said}
      {cell.saidOf && <span className="small quiet query-of">{cell.saidOf}</span>}
    </>
  );
}
