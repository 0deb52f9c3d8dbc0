import { useRef, useState } from "react";
import type { z } from "zod";
import { request } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { asProblem, type ProblemError } from "#ui/problem.ts";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { SearchInput } from "#ui/table/filters.tsx";
import type { PeopleList } from "../contract.ts";
import { sexNames } from "../text.ts";

type List = z.output<typeof PeopleList>;
type Row = List["rows"][number];

const columns: readonly Column<Row>[] = [
  { key: "name", title: "姓名", cell: (row) => row.name, width: 130, phone: "title" },
  { key: "sex", title: "性别", cell: (row) => (row.sex ? sexNames[row.sex] : "–"), width: 64 },
  {
    key: "number",
    title: "证件号",
    cell: (row) => row.idNumber ?? "–",
    width: 190,
    tight: true,
    phone: "figure",
  },
  { key: "phone", title: "手机", cell: (row) => row.phone ?? "–", width: 130, tight: true, low: true },
  { key: "unit", title: "单位", cell: (row) => row.organisationName, phone: "second" },
  { key: "union", title: "上级工会", cell: (row) => row.unionName, width: 190, low: true },
];

/**
 * People by part of the name or by the whole identity number. What is looked for is sent in a body and stands in no
 * address, so that no history or log keeps it.
 */
export function PeopleSearch() {
  const search = useSearch();
  const may = useMay();
  const title = !search.text
    ? "查职工"
    : search.isPending
      ? "正在查"
      : search.total === 0
        ? "没有查到"
        : `查到${sayCount(search.total)}人`;
  return (
    <Page>
      <PageTitle title={title} subtitle="按姓名的任意一部分，或完整的证件号查；每次查询都有记录">
        {may("people.merge") && <ButtonLink to="/people/merges">合并重复的记录</ButtonLink>}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="职工"
          unit="人"
          from={search}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/people/${row.id}`)}
          tools={<SearchInput placeholder="姓名的一部分，或完整证件号" type={search.type} />}
          empty={
            search.text ? (
              <Empty title="没有查到这位职工">
                请核对姓名；证件号要输完整的18位。不在您管理范围内的职工查不到。
              </Empty>
            ) : (
              <Empty title="输入姓名或证件号">输入后自动查。</Empty>
            )
          }
        />
      </Surface>
    </Page>
  );
}

/** Asks a moment after the last key; an answer that comes too late is not shown. */
function useSearch() {
  const [text, setText] = useState("");
  const [pages, setPages] = useState<readonly List[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef("");
  const ask = async (words: string, after?: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const body = { text: words, ...(after && { after }) };
      const found = await request<List>("POST", "/api/people/search", { body });
      if (latest.current === words) setPages((before) => (after ? [...before, found] : [found]));
    } catch (thrown) {
      if (latest.current === words) setProblem(asProblem(thrown));
    } finally {
      if (latest.current === words) setBusy(false);
    }
  };
  const type = (words: string) => {
    const wanted = words.trim();
    latest.current = wanted;
    setText(wanted);
    clearTimeout(timer.current);
    if (wanted) timer.current = setTimeout(() => void ask(wanted), 250);
    else setPages([]);
  };
  const next = pages.at(-1)?.next ?? null;
  return {
    text,
    type,
    rows: pages.flatMap((page) => page.rows),
    total: pages[0]?.total ?? 0,
    isPending: text !== "" && pages.length === 0 && busy,
    isRefreshing: busy && pages.length > 0,
    problem,
    hasMore: next !== null,
    isMoreComing: busy,
    more: () => void ask(text, next),
    again: () => void ask(text),
  };
}
