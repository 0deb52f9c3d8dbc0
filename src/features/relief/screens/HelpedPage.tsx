import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { Helped } from "../contract.ts";
import { categoryNames } from "../text.ts";
import { type Grant, GrantTag } from "./words.tsx";

type Shape = z.output<typeof Helped>;
type Claim = Shape["claims"][number];

/** 帮助记录: everything that unions have done for one person, on one page. */
export function HelpedPage() {
  const page = useGet<Shape>(`/api/relief/people/${useParam("personId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(person) => <HelpedView person={person} />}
    </Loaded>
  );
}

function HelpedView({ person }: { person: Shape }) {
  const mayPropose = person.allowed.includes("propose");
  return (
    <Page>
      <PageTitle title={`${person.name}得到的帮助`} subtitle={person.unit} crumb={person.name}>
        {person.categories.map((each) => (
          <StatusTag key={each} tone="wait">
            {categoryNames[each]}
          </StatusTag>
        ))}
        {mayPropose && (
          <ButtonLink kind="primary" to={`/relief/new?person=${person.personId}&route=visit`}>
            提出救助
          </ButtonLink>
        )}
      </PageTitle>
      <FigureRow
        figures={[
          { label: "互助金", value: sayMoney(person.totals.aid), unit: "元", note: "已付到的" },
          { label: "救助", value: sayMoney(person.totals.relief), unit: "元", note: "已付到的" },
          { label: "赠送的保障", value: person.gifts.length, unit: "份" },
        ]}
      />
      <Surface title="互助金" flush>
        <DataTable
          label="互助金"
          from={given(person.claims)}
          columns={claimColumns(person.personId, mayPropose)}
          rowKey={(row) => row.id}
          empty={<Empty title="没有申领过" />}
        />
      </Surface>
      <Surface title="救助" flush>
        <DataTable
          label="救助"
          from={given(person.grants)}
          columns={grantColumns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/relief/${row.id}`)}
          empty={<Empty title="没有救助过" />}
        />
      </Surface>
      {person.gifts.length > 0 && (
        <Surface title="赠送的保障" flush>
          <DataTable
            label="赠送的保障"
            from={given(person.gifts)}
            columns={giftColumns}
            rowKey={(row) => row.id}
            empty={null}
          />
        </Surface>
      )}
    </Page>
  );
}

const claimColumns = (personId: string, mayPropose: boolean): readonly Column<Claim>[] => [
  {
    key: "number",
    title: "申领",
    width: 180,
    phone: "title",
    cell: (row) => <Link to={`/claims/${row.id}`}>{row.number ?? "没有提交"}</Link>,
  },
  { key: "on", title: "发生", width: 120, phone: "second", cell: (row) => <DateText day={row.eventOn} /> },
  {
    key: "amount",
    title: "互助金",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => (row.amount === null ? "–" : <MoneyText yuan={row.amount} />),
  },
  {
    key: "relief",
    title: "救助",
    cell: (row) => {
      if (row.reliefNumber) return `已救助，${row.reliefNumber}`;
      if (!row.route || !mayPropose) return "–";
      return (
        <Link to={`/relief/new?person=${personId}&route=${row.route}&claim=${row.id}`}>为这件事提出救助</Link>
      );
    },
  },
];

const grantColumns: readonly Column<Grant>[] = [
  { key: "number", title: "编号", width: 150, phone: "title", cell: (row) => row.number },
  { key: "state", title: "情况", width: 100, phone: "state", cell: (row) => <GrantTag state={row.state} /> },
  {
    key: "amount",
    title: "金额",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  { key: "on", title: "提出", cell: (row) => <DateText day={row.proposedOn} /> },
];

const giftColumns: readonly Column<Shape["gifts"][number]>[] = [
  { key: "title", title: "赠送", phone: "title", cell: (row) => row.title },
  { key: "funder", title: "出资", phone: "second", cell: (row) => row.funder },
  { key: "until", title: "保障到", width: 120, cell: (row) => <DateText day={row.until} /> },
];
