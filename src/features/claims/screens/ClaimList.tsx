import { useState } from "react";
import type { z } from "zod";
import { useGet, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Drawer } from "#ui/Drawer.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, setQuery, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, FilterSelect, SearchBox } from "#ui/table/filters.tsx";
import type { LoadList } from "../contract.ts";
import { stateNames } from "../text.ts";
import { type List, type Row, sayEventOf, sayLeft, tones } from "./words.ts";
import "./claims.css";

/** Claims of one's part of the tree: those that wait first, by the day they are due. */
export function ClaimList() {
  const [show] = useQueryState("show", "open");
  const [plan] = useQueryState("plan");
  const [late] = useQueryState("late");
  const [found] = useQueryState("found");
  const [q] = useQueryState("q");
  const list = useListing<Row, List>("/api/claims", { show, plan, late, found, search: q });
  const [isLoad, setLoad] = useState(false);
  const may = useMay();
  const { first } = list;
  return (
    <Page>
      <PageTitle title={titleOf(first, may("claims.certify"))} subtitle={subtitleOf(first)}>
        {may("claims.review") && <Button onClick={() => setLoad(true)}>谁手上有多少</Button>}
        {may("settlements.take") && <ButtonLink to="/settlements">免申即享</ButtonLink>}
        {may("claims.file") && (
          <ButtonLink kind="primary" to="/claims/new">
            代职工申领
          </ButtonLink>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="申领"
          unit="件"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(row.state === "draft" ? `/claims/${row.id}/filing` : `/claims/${row.id}`)}
          empty={<NoClaims isFiltered={show !== "open" || Boolean(plan || late || found || q)} />}
          tools={<Tools first={first} reviews={may("claims.review")} files={may("claims.file")} />}
        />
      </Surface>
      {isLoad && <LoadDrawer close={() => setLoad(false)} />}
    </Page>
  );
}

const waiting = [
  "certification",
  "first_review",
  "second_review",
  "final_review",
  "returned",
  "appealed",
] as const;
const over = ["approved", "paying", "paid", "payment_failed", "rejected", "lapsed", "withdrawn"] as const;

/** Everything that somebody still has to do with. */
const onTheWay = [...waiting, "approved", "paying", "payment_failed"] as const;

function Tools({ first, reviews, files }: { first: List | undefined; reviews: boolean; files: boolean }) {
  const counts = first?.counts;
  const sum = (states: readonly (keyof NonNullable<typeof counts>)[]) =>
    counts && states.reduce((n, state) => n + counts[state], 0);
  return (
    <>
      <FilterChips
        name="show"
        label="办到哪里"
        options={[
          { value: "open", label: "在办", count: sum(onTheWay) },
          ...waiting
            .filter((state) => !counts || counts[state] > 0)
            .map((state) => ({ value: state, label: stateNames[state], count: counts?.[state] })),
          { value: "all", label: "全部", count: sum([...waiting, ...over]) },
          ...(files ? [{ value: "draft", label: "草稿" }] : []),
        ]}
      />
      <span className="row">
        <FilterSelect
          name="show"
          label="办完的"
          options={[
            { value: "open", label: "选一种" },
            ...over.map((state) => ({ value: state, label: stateNames[state], count: counts?.[state] })),
          ]}
        />
        <FilterSelect
          name="plan"
          label="计划"
          options={[
            { value: "", label: "全部" },
            ...(first?.plans ?? []).map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <FilterSelect
          name="late"
          label="期限"
          options={[
            { value: "", label: "全部" },
            { value: "yes", label: "已超期" },
          ]}
        />
        {reviews && (
          <FilterSelect
            name="found"
            label="发现"
            options={[
              { value: "", label: "全部" },
              { value: "yes", label: "有发现" },
            ]}
          />
        )}
        <SearchBox placeholder="查申领号或姓名" />
      </span>
    </>
  );
}

const columns: readonly Column<Row>[] = [
  {
    key: "name",
    title: "申领人",
    width: 96,
    phone: "title",
    cell: (row) => row.name,
  },
  { key: "number", title: "申领号", width: 138, tight: true, cell: (row) => row.number ?? "–" },
  { key: "unit", title: "单位", cell: (row) => row.unitName },
  { key: "event", title: "情况", width: 170, phone: "second", cell: (row) => <EventCell row={row} /> },
  {
    key: "state",
    title: "办到哪里",
    width: 122,
    phone: "state",
    cell: (row) => <StatusTag tone={tones[row.state]}>{stateNames[row.state]}</StatusTag>,
  },
  {
    key: "benefit",
    title: "互助金（元）",
    width: 112,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.benefit} />,
  },
  {
    key: "findings",
    title: "发现",
    width: 64,
    right: true,
    low: true,
    cell: (row) => row.hardFindings + row.softFindings || "–",
  },
  { key: "taken", title: "审核人", width: 84, low: true, cell: (row) => row.takenBy ?? "–" },
  {
    key: "filed",
    title: "提交",
    width: 108,
    tight: true,
    low: true,
    cell: (row) => <DateText day={row.filedOn} />,
  },
  {
    key: "due",
    title: "期限",
    width: 128,
    tight: true,
    cell: (row) => (
      <span className={row.daysLeft !== null && row.daysLeft < 0 ? "bad" : undefined}>
        {sayLeft(row.state, row.daysLeft) || "–"}
      </span>
    ),
  },
];

function EventCell({ row }: { row: Row }) {
  const today = useToday();
  return <>{sayEventOf(row, today)}</>;
}

function titleOf(first: List | undefined, certifies: boolean): string | undefined {
  if (!first) return undefined;
  const { counts } = first;
  const open = onTheWay.reduce((n, state) => n + counts[state], 0);
  if (certifies && counts.certification > 0) return `${sayCount(counts.certification)}件申领等您证明在职`;
  if (open === 0) return "没有在办的申领";
  return `${sayCount(open)}件申领在办`;
}

function subtitleOf(first: List | undefined): string | undefined {
  if (!first) return undefined;
  const { counts } = first;
  const paid = `已发放${sayCount(counts.paid)}件`;
  const trouble = counts.payment_failed > 0 ? `，${sayCount(counts.payment_failed)}件没有付成` : "";
  return `${paid}，付款中${sayCount(counts.approved + counts.paying)}件${trouble}，不予给付${sayCount(counts.rejected)}件`;
}

const NoClaims = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <Empty
      title="没有符合条件的申领"
      actions={
        <Button onClick={() => setQuery({ show: "", plan: "", late: "", found: "", q: "" })}>
          看全部在办的
        </Button>
      }
    >
      换一个条件再看。
    </Empty>
  ) : (
    <Empty title="没有在办的申领">职工在手机上申领，或者由单位代办后，会出现在这里。</Empty>
  );

function LoadDrawer({ close }: { close: () => void }) {
  const load = useGet<z.output<typeof LoadList>>("/api/claim-load");
  return (
    <Drawer title="谁手上有多少" onClose={close}>
      <Loaded from={load}>
        {({ rows, free }) => (
          <>
            <p className="secondary">
              没有人留下的：初审{sayCount(free.first_review)}件，复审{sayCount(free.second_review)}件，终审
              {sayCount(free.final_review)}件。
            </p>
            <Lines>
              {rows.map(({ name, taken, late, decided }) => (
                <Line
                  key={name}
                  title={name}
                  note={`7天内办了${sayCount(decided)}件`}
                  figure={`${sayCount(taken)}件在手${late > 0 ? `，${sayCount(late)}件超期` : ""}`}
                />
              ))}
            </Lines>
          </>
        )}
      </Loaded>
    </Drawer>
  );
}
