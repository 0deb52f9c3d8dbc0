import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ProgressBar } from "#ui/bars.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { MoneyField, TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded, ProblemNote } from "#ui/States.tsx";
import { StatusTag, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { BudgetRow, Budgets } from "../contract.ts";

type Row = z.output<typeof BudgetRow>;
type Reply = z.output<typeof Budgets>;

const yuan = (cents: string | null): string =>
  cents === null ? "—" : sayMoney((Number(cents) / 100).toFixed(2));

function Ends({ row }: { row: Row }) {
  if (row.budget === null) return <StatusTag tone="wait">没有预算</StatusTag>;
  if (row.endsInMonth === null) return <StatusTag tone="good">够到年底</StatusTag>;
  return (
    <StatusTag tone={row.warning === "this_year" ? "wait" : "bad"}>
      {row.warning === "over" ? `${row.endsInMonth}月已不够` : `${row.endsInMonth}月不够`}
    </StatusTag>
  );
}

const columns = (change: (row: Row) => void): readonly Column<Row>[] => [
  { key: "name", title: "工会", phone: "title", cell: (row) => row.name },
  { key: "budget", title: "全年预算", width: 112, right: true, cell: (row) => yuan(row.budget) },
  { key: "used", title: "已用", width: 112, right: true, cell: (row) => yuan(row.used) },
  {
    key: "share",
    title: "用了多少",
    width: 90,
    low: true,
    cell: (row) =>
      row.budget === null ? (
        "—"
      ) : (
        <ProgressBar part={Number(row.used)} whole={Number(row.budget)} label={`${row.name}已用`} />
      ),
  },
  { key: "left", title: "剩下", width: 112, right: true, cell: (row) => yuan(row.left) },
  { key: "pace", title: "每月约用", width: 104, right: true, low: true, cell: (row) => yuan(row.pace) },
  { key: "need", title: "全年约需", width: 112, right: true, low: true, cell: (row) => yuan(row.yearNeed) },
  { key: "next", title: "明年约需", width: 112, right: true, cell: (row) => yuan(row.nextYearNeed) },
  { key: "ends", title: "够用到", width: 110, phone: "figure", cell: (row) => <Ends row={row} /> },
  {
    key: "set",
    title: "",
    width: 90,
    cell: (row) =>
      row.allowed.includes("set") && (
        <Button kind="plain" onClick={() => change(row)}>
          定预算
        </Button>
      ),
  },
];

/** 补助预算: what city and counties set aside for subsidies, and the month in which it ends. */
export function BudgetPage() {
  const found = useGet<Reply>("/api/budgets");
  const [row, setRow] = useState<Row>();
  const warn = useAction<{ organisations: number }>("POST", "/api/budgets/warnings", {
    onDone: ({ organisations }) => toast(`已通知${organisations}家工会追加预算`),
  });
  const page = found.data;
  const short = page?.rows.filter(({ warning }) => warning === "over" || warning === "soon").length ?? 0;
  return (
    <Page>
      <PageTitle
        title={page && titleOf(page)}
        subtitle={
          page &&
          `${page.year}年，按已出账单里各级工会的补助算，退回的已减去；“够用到”按今年用起来以后的月均推算。`
        }
      >
        {page?.allowed.includes("warn") && short > 0 && (
          <Button busy={warn.busy} onClick={() => warn.run({})}>
            通知快用完的工会
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={warn.problem} />
      <Loaded from={found}>
        {({ rows, year }) => (
          <>
            <Surface flush>
              <DataTable
                label="补助预算"
                unit="家"
                from={given(rows)}
                columns={columns(setRow)}
                rowKey={(each) => each.organisationId}
                empty={<Empty title="还没有要补助的工会">出过账单以后，补助用了多少会出现在这里。</Empty>}
              />
            </Surface>
            {row && <SetDialog row={row} year={year} onClose={() => setRow(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function titleOf({ rows }: Reply): string {
  const short = rows.filter(({ warning }) => warning !== null);
  const none = rows.filter(({ budget }) => budget === null).length;
  const [first] = short.toSorted((a, b) => (a.endsInMonth ?? 0) - (b.endsInMonth ?? 0));
  if (first)
    return `${first.name}的补助到${first.endsInMonth}月不够${short.length > 1 ? `，共${short.length}家不够到年底` : ""}`;
  return none > 0 ? `${none}家工会还没有定预算` : "各级补助都够到年底";
}

const SetDialog = ({ row, year, onClose }: { row: Row; year: number; onClose: () => void }) => (
  <FormDialog
    title={`${row.name}${year}年的补助预算`}
    path="/api/budgets"
    initial={{ yuan: row.budget === null ? "" : (Number(row.budget) / 100).toFixed(2), resolution: "" }}
    check={({ yuan: sum, resolution }) => ({
      yuan: needed(sum, "请填写金额"),
      resolution: needed(resolution, "请写明依据"),
    })}
    body={({ yuan: sum, resolution }) => ({
      organisationId: row.organisationId,
      year,
      yuan: sum.replaceAll(",", ""),
      resolution,
    })}
    yes="定下来"
    onClose={onClose}
  >
    <MoneyField name="yuan" label="全年一共" />
    <TextField name="resolution" label="依据" hint="例如：市总工会2025年预算" />
  </FormDialog>
);
