import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { SearchBox } from "#ui/table/filters.tsx";
import type { CoverList as CoverListShape, CoverRow } from "../contract.ts";
import { RemovePerson } from "./RemovePerson.tsx";
import { monthWords } from "./words.ts";

type Cover = z.output<typeof CoverRow>;
type Reply = z.output<typeof CoverListShape>;

/** 保障: who takes part, from when to when, by which roster. */
export function CoverList() {
  const [q] = useQueryState("q");
  const [batch] = useQueryState("batch");
  const [unit] = useQueryState("unit");
  const [leaving, setLeaving] = useState<Cover>();
  const list = useListing<Cover, Reply>("/api/covers", { search: q, batchId: batch, organisationId: unit });
  return (
    <Page>
      <PageTitle
        title={list.first && `${sayCount(list.total)}人已确认参加`}
        subtitle="按名册确认的顺序，新的在前。会费缴齐、上缴以后，保障才开始。"
      >
        <ButtonLink to="/plans">保障条款</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="保障"
          unit="人"
          from={list}
          columns={columnsOf(setLeaving)}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.name }}
          tools={<SearchBox placeholder="查姓名" />}
          empty={
            <Empty title={q ? "没有找到这个人" : "还没有人参加"}>
              {q ? "可以只填姓名里的一两个字。" : "名册确认以后，参加的人会出现在这里。"}
            </Empty>
          }
        />
      </Surface>
      {leaving && <RemovePerson cover={leaving} onClose={() => setLeaving(undefined)} />}
    </Page>
  );
}

/** The day it starts; beneath, the day asked for where that was another one. */
const Start = ({ cover: { from, askedFrom } }: { cover: Cover }) => (
  <>
    <DateText day={from} />
    {from !== askedFrom && <span className="secondary">原定{askedFrom}</span>}
  </>
);

const columnsOf = (remove: (cover: Cover) => void): readonly Column<Cover>[] => [
  { key: "name", title: "姓名", width: 110, tight: true, phone: "title", cell: (row) => row.name },
  { key: "number", title: "身份证号", width: 200, tight: true, phone: "figure", cell: (row) => row.idNumber },
  { key: "unit", title: "单位", phone: "second", cell: (row) => row.organisationName },
  {
    key: "state",
    title: "情况",
    width: 112,
    phone: "state",
    cell: (row) => <StatusTag tone={row.tone}>{row.stateName}</StatusTag>,
  },
  { key: "from", title: "保障开始", width: 116, tight: true, cell: (row) => <Start cover={row} /> },
  { key: "through", title: "保障到", width: 116, tight: true, cell: (row) => <DateText day={row.through} /> },
  {
    key: "why",
    title: "说明",
    low: true,
    cell: (row) => [row.giftFrom && `${row.giftFrom}赠送`, row.why].filter(Boolean).join("。") || "–",
  },
  {
    key: "roster",
    title: "名册",
    width: 120,
    low: true,
    cell: (row) =>
      row.settlementMonth ? (
        <Link className="link" to={`/rosters/${row.batchId}`}>
          {monthWords(row.settlementMonth)}
        </Link>
      ) : (
        "从别的单位转来"
      ),
  },
  {
    key: "certificate",
    title: "凭证",
    width: 90,
    low: true,
    cell: (row) =>
      row.mayCertify ? (
        <a className="link" href={`/api/covers/${row.id}/certificate`} download>
          下载
        </a>
      ) : (
        "–"
      ),
  },
  {
    key: "verb",
    title: "",
    width: 76,
    right: true,
    cell: (row) =>
      row.mayRemove ? (
        <button
          type="button"
          className="link"
          aria-label={`减员：${row.name}`}
          onClick={(event) => {
            event.stopPropagation();
            remove(row);
          }}
        >
          减员
        </button>
      ) : row.mayRefund ? (
        <Link className="link" to={`/refunds/new?cover=${row.id}`} aria-label={`退费：${row.name}`}>
          退费
        </Link>
      ) : null,
  },
];
