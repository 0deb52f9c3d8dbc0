import { useGet, useListing } from "#ui/api.ts";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Note } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { AuditLine, AuditVerdictView } from "../contract.ts";

const columns: readonly Column<AuditLine>[] = [
  {
    key: "at",
    title: "时间",
    width: 150,
    tight: true,
    phone: "second",
    cell: (row) => <DateText day={row.at} as="instant" />,
  },
  { key: "event", title: "做了什么", phone: "title", cell: (row) => row.eventName },
  { key: "actor", title: "谁", width: 140, phone: "figure", cell: (row) => row.actorName },
  { key: "role", title: "身份", width: 190, cell: (row) => row.role },
  {
    key: "organisation",
    title: "所在组织",
    width: 200,
    low: true,
    cell: (row) => row.organisationName ?? "–",
  },
  {
    key: "sealed",
    title: "封存",
    width: 90,
    phone: "state",
    cell: (row) =>
      row.isSealed ? <StatusTag tone="good">已封存</StatusTag> : <StatusTag>等待封存</StatusTag>,
  },
];

/** What was done, by whom, newest first; and whether the record is whole. */
export function AuditPage() {
  const [from] = useQueryState("from");
  const [until] = useQueryState("until");
  const query = { ...(from && { from }), ...(until && { until }) };
  const list = useListing<AuditLine>("/api/audit-lines", query);
  const verdict = useGet<AuditVerdictView>("/api/audit-lines/verification");
  return (
    <Page>
      <PageTitle
        title={list.first && `${sayCount(list.total)}条操作记录`}
        subtitle="每一次写入都留一条，几秒内封存成链；改动、删除或插入都会被查出"
      />
      {verdict.data && <Verdict verdict={verdict.data} />}
      <Surface flush>
        <DataTable
          label="操作记录"
          unit="条"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.eventName, body: (row) => <FactsOf line={row} /> }}
          empty={<Empty title="这段时间没有操作记录">换一段时间再看。</Empty>}
        />
      </Surface>
    </Page>
  );
}

const Verdict = ({ verdict }: { verdict: AuditVerdictView }) =>
  verdict.brokenAt === null ? (
    <Note tone="good" title={`${sayCount(verdict.sealed)}条已封存，环环相扣，没有改动`} />
  ) : (
    <Note tone="wait" title={`第${sayCount(verdict.brokenAt)}条对不上，从这一条起不可信`}>
      请立即保留现场并报告。
    </Note>
  );

/** Ids and codes only: names and numbers of people never stand in the record. */
const FactsOf = ({ line }: { line: AuditLine }) => (
  <dl className="audit-facts">
    {Object.entries(line.facts).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{String(value)}</dd>
      </div>
    ))}
  </dl>
);
