import { useGet } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { ComparisonView } from "../contract.ts";
import { versionPath } from "./words.tsx";

type Change = ComparisonView["terms"][number];
type Example = ComparisonView["examples"][number];

const changesOf = (before: string, after: string, title: string): readonly Column<Change>[] => [
  { key: "label", title, cell: (row) => row.label, width: 300, phone: "title" },
  { key: "before", title: `${before}版`, cell: (row) => row.before ?? "没有", phone: "second" },
  { key: "after", title: `${after}版`, cell: (row) => row.after ?? "没有", width: 420, phone: "second" },
];

/** What changed from another version to this one: terms, clauses, and what it does to the examples of either. */
export function PlanComparison() {
  const [code, version, other] = [useParam("code"), useParam("version"), useParam("other")];
  const found = useGet<ComparisonView>(versionPath(code, version, "/comparison"), { with: other });
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(reply) => <ComparisonBody {...reply} />}
    </Loaded>
  );
}

function ComparisonBody({ code, before, after, terms, clauses, examples, sameExamples }: ComparisonView) {
  const exampleColumns: readonly Column<Example>[] = [
    { key: "name", title: "例子", cell: (row) => row.name, phone: "title" },
    { key: "before", title: `${before.version}版`, cell: (row) => row.before, width: 250, phone: "second" },
    { key: "after", title: `${after.version}版`, cell: (row) => row.after, width: 250, phone: "second" },
    {
      key: "change",
      title: "相差（元）",
      cell: (row) => row.change?.replace("-", "−") ?? "–",
      right: true,
      width: 120,
      phone: "figure",
    },
  ];
  return (
    <Page>
      <PageTitle
        title={`从${before.version}版到${after.version}版：${terms.length}处数字、${clauses.length}条条款不同，${examples.length}个例子结果不同`}
        subtitle={`${code} · 另有${sameExamples}个例子结果相同`}
        crumb="比较"
      />
      <Surface flush title="数字">
        <DataTable
          label="数字"
          unit="处"
          from={given(terms)}
          columns={changesOf(before.version, after.version, "哪一项")}
          rowKey={(row) => row.key}
          empty={<Empty title="数字没有不同" />}
        />
      </Surface>
      <Surface flush title="条款">
        <DataTable
          label="条款"
          unit="条"
          from={given(clauses)}
          columns={changesOf(before.version, after.version, "哪一条")}
          rowKey={(row) => row.key}
          empty={<Empty title="条款没有不同" />}
        />
      </Surface>
      <Surface flush title="对例子的影响">
        <DataTable
          label="例子"
          unit="个例子"
          from={given(examples)}
          columns={exampleColumns}
          rowKey={(row) => row.name}
          empty={<Empty title="所有例子结果相同" />}
        />
      </Surface>
    </Page>
  );
}
