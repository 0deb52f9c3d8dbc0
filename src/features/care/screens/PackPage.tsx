import { useState } from "react";
import type { z } from "zod";
import { useGet, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FigureRow, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { PackPlace, RecipientRow, RecipientList as RecipientShape } from "../contract.ts";
import { packStateNames, proofNames, seasonNames } from "../text.ts";
import { type Asked, type Pack, PackDialog } from "./PackDialogs.tsx";

type Place = z.output<typeof PackPlace>;
type Person = z.output<typeof RecipientRow>;

const number = (key: keyof Place & string, title: string): Column<Place> => ({
  key,
  title,
  right: true,
  width: 80,
  cell: (row) => sayCount(Number(row[key])),
});
const placeColumns: readonly Column<Place>[] = [
  { key: "name", title: "在哪里", phone: "title", cell: (row) => row.name },
  number("bought", "采购"),
  number("received", "领到"),
  number("issued", "调出"),
  number("handed", "发放"),
  number("taken_back", "收回"),
  { key: "counted", title: "盘点", right: true, width: 80, cell: (row) => sayDifference(row) },
  {
    key: "left",
    title: "现有",
    right: true,
    width: 90,
    phone: "figure",
    cell: (row) => `${sayCount(row.left)}份`,
  },
];
const sayDifference = ({ found, missing }: Place): string => sayCount(found - missing);

const personColumns: readonly Column<Person>[] = [
  {
    key: "name",
    title: "姓名",
    width: 140,
    phone: "title",
    cell: (row) => `${row.name}${row.mark && ` ${row.mark}`}`,
  },
  { key: "unit", title: "单位", phone: "second", cell: (row) => row.unit },
  {
    key: "state",
    title: "情况",
    width: 110,
    tight: true,
    phone: "state",
    cell: (row) =>
      row.state === "handed" ? (
        <StatusTag tone="good">已领</StatusTag>
      ) : (
        <StatusTag tone="wait">待领</StatusTag>
      ),
  },
  { key: "proof", title: "凭证", width: 90, cell: (row) => (row.proof ? proofNames[row.proof] : "–") },
  { key: "by", title: "谁发的", width: 110, low: true, cell: (row) => row.handedBy ?? "–" },
  {
    key: "on",
    title: "哪天领的",
    width: 120,
    cell: (row) => (row.handedOn ? <DateText day={row.handedOn} /> : "–"),
  },
];

/** One season's packs: the next step, where they lie, who gets one, what they cost. */
export function PackPage() {
  const found = useGet<Pack>(`/api/care-packs/${useParam("packId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(pack) => <View pack={pack} />}
    </Loaded>
  );
}

const moves: readonly (readonly [Asked, string])[] = [
  ["close", "结束"],
  ["count", "盘点"],
  ["return", "退回市里"],
  ["issue", "调拨"],
  ["buy", "登记采购"],
  ["list_hardship", "登记困难职工"],
  ["list", "登记名单"],
];

function View({ pack }: { pack: Pack }) {
  const [asked, ask] = useState<Asked>();
  return (
    <Page>
      <PageTitle
        title={pack.title}
        subtitle={`${seasonNames[pack.season]} · ${pack.contents}`}
        crumb={pack.title}
      >
        <StatusTag tone={pack.state === "open" ? "wait" : "plain"}>{packStateNames[pack.state]}</StatusTag>
        {moves
          .filter(([move]) => pack.allowed.includes(move))
          .map(([move, label]) => (
            <Button key={move} kind={move === "list" ? "primary" : "default"} onClick={() => ask(move)}>
              {label}
            </Button>
          ))}
      </PageTitle>
      {pack.closedWords && <Note title="已经结束">{pack.closedWords}</Note>}
      <FigureRow
        figures={[
          { label: "已领", value: pack.handed, unit: "份", note: "一份一个签名或照片" },
          { label: "待领", value: pack.listed, unit: "人" },
          {
            label: "现有",
            value: pack.left,
            unit: "份",
            note: pack.own ? `${pack.own.name}${pack.own.left}份` : undefined,
          },
          ...(pack.cost ? [{ label: "采购花费", value: sayMoney(pack.cost), unit: "元" }] : []),
        ]}
      />
      <Recipients pack={pack} />
      <Surface title="各处库存" note="现有＝采购＋领到＋收回−调出−发放，加减盘点差异" flush>
        <DataTable
          label="各处库存"
          from={given(pack.places)}
          columns={placeColumns}
          rowKey={(row) => row.organisationId}
          empty={<Empty title="还没有入库">先登记采购，再调拨到县区和单位。</Empty>}
        />
      </Surface>
      {pack.purchases && pack.purchases.length > 0 && <Purchases of={pack.purchases} />}
      {asked && <PackDialog asked={asked} pack={pack} onClose={() => ask(undefined)} />}
    </Page>
  );
}

const Purchases = ({ of }: { of: NonNullable<Pack["purchases"]> }) => (
  <Surface title="采购" flush>
    <Lines>
      {of.map((each) => (
        <Line
          key={each.id}
          title={`${each.supplier}，${sayCount(each.quantity)}份`}
          note={
            <>
              <DateText day={each.on} />
              {each.invoice && `，发票${each.invoice}`}
            </>
          }
          figure={<MoneyText yuan={each.amount} unit />}
        />
      ))}
    </Lines>
  </Surface>
);

function Recipients({ pack }: { pack: Pack }) {
  const [show] = useQueryState("show", "listed");
  const list = useListing<Person, z.output<typeof RecipientShape>>(`/api/care-packs/${pack.id}/recipients`, {
    show,
  });
  const counts = list.first?.counts;
  return (
    <Surface title="领取名单" note="点一个人就可以发放" flush>
      <DataTable
        label="领取名单"
        unit="人"
        from={list}
        columns={personColumns}
        rowKey={(row) => row.id}
        onOpen={(row) => navigate(`/care-packs/${pack.id}/recipients/${row.id}`)}
        tools={
          <FilterChips
            name="show"
            label="情况"
            options={[
              { value: "listed", label: "待领", count: counts?.listed },
              { value: "handed", label: "已领", count: counts?.handed },
              { value: "all", label: "全部", count: counts?.all },
            ]}
          />
        }
        empty={<Empty title="名单上没有人">登记名单以后，点一个人，请他签名就发放了。</Empty>}
      />
    </Surface>
  );
}
