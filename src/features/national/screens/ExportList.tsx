import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { ExportList as Reply } from "../contract.ts";
import { itemStates, kindNames } from "../text.ts";

type Shown = z.output<typeof Reply>;
type Sent = Shown["rows"][number];

const columns: readonly Column<Sent>[] = [
  { key: "number", title: "文件", width: 220, phone: "title", cell: (row) => row.number },
  { key: "kind", title: "内容", width: 90, cell: (row) => kindNames[row.kind] },
  {
    key: "state",
    title: "情况",
    phone: "state",
    cell: (row) => (
      <>
        {row.differences > 0 && <StatusTag tone="wait">{sayCount(row.differences)}处差异</StatusTag>}{" "}
        {row.states.map(({ state, lines }) => `${itemStates[state]}${sayCount(lines)}`).join("，")}
      </>
    ),
  },
  { key: "lines", title: "行数", width: 100, right: true, cell: (row) => sayCount(row.lines) },
  {
    key: "amount",
    title: "金额（元）",
    width: 150,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  { key: "by", title: "导出人", width: 110, low: true, cell: (row) => row.madeBy },
  {
    key: "at",
    title: "导出时间",
    width: 130,
    tight: true,
    phone: "second",
    cell: (row) => <DateText day={row.madeAt} as="instant" />,
  },
];

/** What went to the national body's system, what waits to go, and what is still to be dealt with. */
export function ExportList() {
  const list = useListing<Sent, Shown>("/api/national-exports");
  const { first } = list;
  const may = useMay();
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle="名册、上缴和申领各导出一份，送到数智化系统；结果下载后在那一份里读回"
      >
        <ButtonLink to="/national/differences">差异</ButtonLink>
        {may("national.settings") && <ButtonLink to="/national/settings">栏目和付款</ButtonLink>}
      </PageTitle>
      {may("national.exchange") && first && <Waiting shown={first} />}
      <Surface flush>
        <DataTable
          label="送出的文件"
          unit="份"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/national/${row.id}`)}
          empty={
            <Empty title="还没有送过">上缴以后，名册和上缴就可以导出；省里付款的，申领通过以后导出。</Empty>
          }
        />
      </Surface>
    </Page>
  );
}

function titleOf({ differences, total }: Shown): string {
  if (differences > 0) return `${sayCount(differences)}处差异等您处理`;
  return total === 0 ? "还没有给数智化系统送过文件" : `送过${sayCount(total)}份，没有没处理的差异`;
}

function Waiting({ shown }: { shown: Shown }) {
  const make = useAction<{ exportId: string }, { kind: string }>("POST", "/api/national-exports", {
    refreshes: ["/api/national"],
    onDone: ({ exportId }) => navigate(`/national/${exportId}`),
  });
  const kinds = ["roster", "remittance", "claim"] as const;
  return (
    <Surface
      title="还没有送的"
      note={
        shown.provincePays ? "申领由省里付款" : "申领由本市付款，不用送；要改请管理员在“栏目和付款”里设定"
      }
    >
      <div className="row">
        {kinds.map((kind) => {
          const count = shown.waiting[kind] ?? 0;
          return (
            <Button
              key={kind}
              busy={make.busy}
              why={count === 0 ? `没有新的${kindNames[kind]}` : undefined}
              onClick={() => make.run({ kind })}
            >
              {count === 0
                ? `导出${kindNames[kind]}`
                : `导出${kindNames[kind]}${sayCount(Math.min(count, 20_000))}行`}
            </Button>
          );
        })}
      </div>
      <ProblemNote problem={make.problem} />
    </Surface>
  );
}
