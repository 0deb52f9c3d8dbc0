import { useState } from "react";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips, SearchBox } from "#ui/table/filters.tsx";
import type { ReceiptFilter } from "../contract.ts";
import { type List, RequestTag, type Row } from "./words.tsx";

const filterNames: Record<ReceiptFilter, string> = {
  all: "全部",
  to_confirm: "待确认抬头",
  to_draw: "待开票",
  to_check: "待复核",
  issued: "已开出",
};

const columns: readonly Column<Row>[] = [
  { key: "title", title: "抬头", cell: (row) => row.title, phone: "title" },
  { key: "state", title: "情况", cell: (row) => <RequestTag row={row} />, width: 150, phone: "state" },
  { key: "item", title: "项目", cell: (row) => row.item, width: 240, phone: "second" },
  {
    key: "heads",
    title: "人数",
    cell: (row) => (row.heads > 0 ? sayCount(row.heads) : "–"),
    right: true,
    width: 80,
  },
  {
    key: "amount",
    title: "金额（元）",
    cell: (row) => <MoneyText yuan={row.amount} />,
    right: true,
    width: 130,
    phone: "figure",
  },
  { key: "number", title: "号码", cell: (row) => row.number ?? "–", width: 170, tight: true },
  {
    key: "issued",
    title: "开具日期",
    cell: (row) => <DateText day={row.issuedOn} />,
    width: 116,
    tight: true,
  },
];

/** Receipts of one's part of the tree: to confirm, to draw, to check, issued. */
export function ReceiptList() {
  const [state] = useQueryState("state", "all");
  const [q] = useQueryState("q");
  const list = useListing<Row, List>("/api/receipts", { state, q });
  const [isSetting, setSetting] = useState(false);
  const { first } = list;
  const may = (what: string) => first?.allowed.includes(what) ?? false;
  const step =
    state === "to_draw" && may("draw")
      ? ({ path: "/api/receipts/draw", verb: "开票" } as const)
      : state === "to_check" && may("issue")
        ? ({ path: "/api/receipts/issue", verb: "复核开出" } as const)
        : undefined;
  return (
    <Page>
      <PageTitle title={first && titleOf(first)} subtitle="款项到齐后自动登记，单位确认抬头和金额后开出">
        {may("issue") && <Button onClick={() => setSetting(true)}>补助开什么凭据</Button>}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="收据"
          unit="张"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/receipts/${row.id}`)}
          tools={
            <>
              <FilterChips
                name="state"
                label="情况"
                options={(Object.keys(filterNames) as ReceiptFilter[]).map((value) => ({
                  value,
                  label: filterNames[value],
                  count: first?.counts[value],
                }))}
              />
              <SearchBox placeholder="查单位、抬头或号码" />
            </>
          }
          bulk={step && ((keys, clear) => <Bulk {...step} keys={keys} clear={clear} />)}
          empty={<Empty title="这里还没有收据">会费和补助到齐后，收据列在这里。换个条件再看看。</Empty>}
        />
      </Surface>
      {isSetting && first && <SubsidyPaper paper={first.subsidyPaper} close={() => setSetting(false)} />}
    </Page>
  );
}

/** The first thing that somebody can do here is the answer. */
function titleOf({ counts, allowed }: List): string {
  if (allowed.includes("confirm") && counts.to_confirm > 0)
    return `${sayCount(counts.to_confirm)}张收据等确认抬头和金额`;
  if (allowed.includes("draw") && counts.to_draw > 0) return `${sayCount(counts.to_draw)}张收据可以开票`;
  if (allowed.includes("issue") && counts.to_check > 0) return `${sayCount(counts.to_check)}张收据等复核`;
  if (counts.all === 0) return "还没有收据";
  return counts.issued === counts.all
    ? `${sayCount(counts.issued)}张收据，都已开出`
    : `已开出${sayCount(counts.issued)}张收据，共${sayCount(counts.all)}张`;
}

type BulkProps = { path: string; verb: string; keys: readonly string[]; clear: () => void };

function Bulk({ path, verb, keys, clear }: BulkProps) {
  const act = useAction("POST", path, {
    onDone: () => {
      toast(`已${verb}${sayCount(keys.length)}张`);
      clear();
    },
  });
  return (
    <>
      <Button kind="primary" busy={act.busy} onClick={() => act.run({ requestIds: keys })}>
        {verb}
        {sayCount(keys.length)}张
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

function SubsidyPaper({ paper, close }: { paper: List["subsidyPaper"]; close: () => void }) {
  const form = useForm({ initial: { subsidyPaper: paper } });
  const set = useAction("PUT", "/api/receipt-settings", {
    onDone: () => {
      toast("已改，从下一张开出的起");
      close();
    },
  });
  return (
    <Dialog title="市、县工会的补助开什么凭据" onClose={close}>
      <Form form={form} problem={set.problem} onSubmit={() => set.run(form.values)}>
        <ChoiceField
          name="subsidyPaper"
          label="凭据"
          options={[
            { value: "transfer_note", label: "资金往来结算单（工会之间的资金往来）" },
            { value: "receipt", label: "收据" },
          ]}
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={set.busy}>
            改为这一种
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
