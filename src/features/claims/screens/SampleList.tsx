import { useState } from "react";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayInstant, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { claimChanged, type Samples } from "./words.ts";

type Row = Samples["rows"][number];

/** Claims that nobody looked at before they were paid: would a person have decided the same? */
export function SampleList() {
  const [show] = useQueryState("show", "open");
  const list = useListing<Row, Samples>("/api/claim-samples", { show });
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={titleOf(first)}
        subtitle={
          first &&
          `直接通过${sayCount(first.straight)}件，抽出${sayCount(first.counts.open + first.counts.agreed + first.counts.differs)}件；看过的里面一致的占${sayShare(first.counts.agreed, first.counts.agreed + first.counts.differs)}`
        }
      />
      <Surface flush>
        <DataTable
          label="抽查"
          unit="件"
          from={list}
          columns={columns}
          rowKey={(row) => row.claimId}
          peek={{
            title: (row) => `${row.name} ${sayMoney(row.benefit)}元`,
            body: (row) => <Look row={row} />,
          }}
          empty={
            <Empty title={show === "open" ? "没有等待抽查的申领" : "还没有抽查过"}>
              小额清楚的申领按规则直接通过后，会按比例抽到这里。
            </Empty>
          }
          tools={
            <FilterChips
              name="show"
              label="抽查"
              options={[
                { value: "open", label: "等待抽查", count: first?.counts.open },
                {
                  value: "done",
                  label: "已看过",
                  count: first && first.counts.agreed + first.counts.differs,
                },
              ]}
            />
          }
        />
      </Surface>
    </Page>
  );
}

function titleOf(first: Samples | undefined): string | undefined {
  if (!first) return undefined;
  if (first.counts.open > 0) return `${sayCount(first.counts.open)}件直接通过的申领等您抽查`;
  return first.counts.differs > 0
    ? `抽查完了，${sayCount(first.counts.differs)}件与人审不一致`
    : "没有等待抽查的申领";
}

const outcomes = { agreed: ["good", "一致"], differs: ["bad", "不一致"] } as const;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "申领人", width: 110, phone: "title", cell: (row) => row.name },
  {
    key: "number",
    title: "申领号",
    width: 150,
    tight: true,
    cell: (row) => (
      <Link className="link" to={`/claims/${row.claimId}`}>
        {row.number}
      </Link>
    ),
  },
  { key: "unit", title: "单位", phone: "second", cell: (row) => row.unitName },
  { key: "plan", title: "计划", width: 220, low: true, cell: (row) => row.planName },
  {
    key: "outcome",
    title: "结论",
    width: 100,
    phone: "state",
    cell: (row) =>
      row.outcome ? (
        <StatusTag tone={outcomes[row.outcome][0]}>{outcomes[row.outcome][1]}</StatusTag>
      ) : (
        <StatusTag tone="wait">等待抽查</StatusTag>
      ),
  },
  {
    key: "benefit",
    title: "核定（元）",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.benefit} />,
  },
  { key: "drawn", title: "通过", width: 120, tight: true, cell: (row) => <When at={row.drawnAt} /> },
];

const When = ({ at }: { at: string }) => <>{sayInstant(at, useToday())}</>;

function Look({ row }: { row: Row }) {
  const [outcome, setOutcome] = useState<"agreed" | "differs">();
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (outcome === "differs" && !note.trim() ? { note: "请写明哪里不一致。" } : {}),
  });
  const send = useAction("POST", `/api/claims/${row.claimId}/sample`, {
    refreshes: ["/never"],
    onDone: () => void claimChanged(row.claimId),
  });
  const today = useToday();
  if (row.outcome)
    return (
      <p className="secondary">
        {row.lookedBy}
        {row.lookedAt && sayInstant(row.lookedAt, today)}看过{row.note && `：${row.note}`}
      </p>
    );
  return (
    <Form form={form} problem={send.problem} onSubmit={() => send.run({ outcome, note: form.values.note })}>
      <p>
        先<Link to={`/claims/${row.claimId}`}>打开这件申领</Link>
        ，看材料和每一步的数。由人来审，会作同样的决定吗？
      </p>
      <TextArea name="note" label="说明" optional />
      <div className="row">
        <Button kind="primary" type="submit" busy={send.busy} onClick={() => setOutcome("agreed")}>
          会，一致
        </Button>
        <Button type="submit" busy={send.busy} onClick={() => setOutcome("differs")}>
          不会
        </Button>
      </div>
    </Form>
  );
}
