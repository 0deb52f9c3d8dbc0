import { Empty } from "#ui/States.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { ExampleView } from "../contract.ts";
import "./plans.css";

const columns: readonly Column<ExampleView>[] = [
  { key: "name", title: "例子", cell: (row) => row.name, phone: "title" },
  {
    key: "right",
    title: "核对",
    cell: (row) => <StatusTag tone={row.isRight ? "good" : "bad"}>{row.isRight ? "相符" : "不符"}</StatusTag>,
    width: 80,
    phone: "state",
  },
  { key: "outcome", title: "算出来", cell: (row) => row.outcome, width: 250, phone: "second" },
];

/** Worked examples; each opens into the steps by which it comes out. */
export const Examples = ({ examples }: { examples: readonly ExampleView[] }) => (
  <DataTable
    label="例子"
    unit="个例子"
    from={given(examples)}
    columns={columns}
    rowKey={(row) => row.name}
    peek={{ title: (row) => row.name, body: (row) => <Steps example={row} /> }}
    empty={<Empty title="还没有例子">每条算钱的条款至少一个例子，限额的两边各一个。</Empty>}
  />
);

const Steps = ({ example }: { example: ExampleView }) => (
  <>
    {!example.isRight && <p className="bad">例子写的是{example.expected}</p>}
    <ol className="plan-steps">
      {example.steps.map((step, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one result do not move.
        <li key={place}>
          <div className="row-apart">
            <span className={step.isReason ? "bad" : ""}>{step.title}</span>
            <span className="strong nowrap">{step.amount}</span>
          </div>
          <div className="secondary">
            {step.clause && <span className="plan-clause">{step.clause}</span>}
            {step.formula}
          </div>
        </li>
      ))}
    </ol>
  </>
);
