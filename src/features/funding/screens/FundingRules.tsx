import { useState } from "react";
import type { z } from "zod";
import { parseYuan, showYuan, sum } from "#core/money.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { MoneyField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { RuleList, RuleView } from "../contract.ts";
import { modeNames, sayCategory, sayPayer } from "../text.ts";
import { DaysPart } from "./DaysPart.tsx";

type Reply = z.output<typeof RuleList>;
type Row = z.output<typeof RuleView>;

const shareOf = (row: Row, ...payers: string[]) => {
  const shares = row.shares.filter((share) => payers.includes(share.payer));
  if (shares.length === 0) return <MoneyText yuan={null} />;
  return shares.map((share) => (
    <span key={share.payer}>
      <MoneyText yuan={share.amount} />
      {share.mode === "reimburse_unit" && <span className="small quiet"> {modeNames.reimburse_unit}</span>}
    </span>
  ));
};

const columns: readonly Column<Row>[] = [
  {
    key: "category",
    title: "补助类别",
    cell: (row) => sayCategory(row.category),
    width: 130,
    phone: "title",
  },
  { key: "plan", title: "保障计划", cell: (row) => `${row.planName}（${row.planVersion}）`, phone: "second" },
  {
    key: "own",
    title: "单位或职工",
    cell: (row) => shareOf(row, "own", "unit", "member"),
    right: true,
    width: 130,
  },
  { key: "county", title: "县级补助", cell: (row) => shareOf(row, "county_union"), right: true, width: 120 },
  { key: "city", title: "市级补助", cell: (row) => shareOf(row, "city_union"), right: true, width: 150 },
  {
    key: "price",
    title: "合计",
    cell: (row) => <MoneyText yuan={row.price} />,
    right: true,
    width: 110,
    phone: "figure",
  },
  { key: "from", title: "从", cell: (row) => <DateText day={row.validFrom} />, width: 116, tight: true },
  {
    key: "through",
    title: "到",
    cell: (row) => (row.validThrough ? <DateText day={row.validThrough} /> : "未定"),
    width: 116,
    tight: true,
  },
];

/** How one person's price is split, by category and date; and the days of the month by which money must be in. */
export function FundingRules() {
  const rules = useGet<Reply>("/api/funding-rules");
  return (
    <Loaded from={rules} bones={<PageBones />}>
      {(reply) => <RulesBody reply={reply} />}
    </Loaded>
  );
}

function RulesBody({ reply }: { reply: Reply }) {
  const [isOpen, setOpen] = useState(false);
  const may = reply.allowed.includes("set");
  return (
    <Page>
      <PageTitle
        title={reply.total === 0 ? "还没有分担规则" : `${sayCount(reply.total)}条分担规则，每条合计等于价格`}
        subtitle="按保障开始日所在的规则出账单；出过账单的规则不再修改，只能从以后的日期起设新规则"
      >
        {may && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            设新规则
          </Button>
        )}
      </PageTitle>
      <Surface flush note="单位：元／人" title="谁承担多少">
        <DataTable
          label="分担规则"
          unit="条"
          from={given(reply.rows)}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => sayCategory(row.category) }}
          empty={<Empty title="还没有分担规则">设好规则以后才能出账单。</Empty>}
        />
      </Surface>
      <DaysPart reply={reply} />
      {isOpen && <RuleDialog reply={reply} onClose={() => setOpen(false)} />}
    </Page>
  );
}

const initial = {
  category: "municipal",
  other: "",
  validFrom: "",
  own: "",
  county_union: "",
  city_union: "",
  mode: "direct_pool",
};

function RuleDialog({ reply, onClose }: { reply: Reply; onClose: () => void }) {
  const latest = reply.rows.at(-1);
  const set = useAction("POST", "/api/funding-rules", {
    refreshes: ["/api/funding-rules"],
    onDone: onClose,
  });
  const form = useForm({ initial, check: faultsOf });
  const { values } = form;
  const amounts = [values.own, values.county_union, values.city_union].flatMap(
    (text) => parseYuan(text) ?? [],
  );
  const send = () =>
    set.run({
      planCode: latest?.planCode ?? "HN-INP-80",
      planVersion: latest?.planVersion ?? "2025.1",
      category: values.category === "other" ? values.other.trim() : values.category,
      validFrom: values.validFrom,
      shares: (["own", "county_union", "city_union"] as const)
        .filter((payer) => values[payer] !== "")
        .map((payer) => ({
          payer,
          amount: padded(values[payer]),
          mode: payer === "own" ? "direct_pool" : values.mode,
        })),
    });
  return (
    <Dialog title="设新规则" onClose={onClose}>
      <Form form={form} problem={set.problem} onSubmit={send}>
        <SelectField
          name="category"
          label="补助类别"
          options={[
            ...["municipal", "county", "all"].map((value) => ({ value, label: sayCategory(value) })),
            { value: "other", label: "其他类别" },
          ]}
        />
        {values.category === "other" && <TextField name="other" label="类别名称" />}
        <DateField name="validFrom" label="从哪一天开始的保障" />
        <MoneyField name="own" label={sayPayer("own")} />
        <MoneyField name="county_union" label="县区总工会" optional />
        <MoneyField name="city_union" label="市总工会" optional />
        <SelectField
          name="mode"
          label="工会补助怎么付"
          options={[
            { value: "direct_pool", label: "直补：付到专用账户" },
            { value: "reimburse_unit", label: "先缴后补：单位先垫，再拨回单位" },
          ]}
        />
        <p className="secondary">合计{showYuan(sum(amounts))}元，应等于计划在本市的价格。</p>
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={set.busy}>
            设规则
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

const padded = (text: string) => sayMoney(text).replaceAll(",", "");

function faultsOf(values: typeof initial): Partial<Record<keyof typeof initial, string>> {
  const faults: Partial<Record<keyof typeof initial, string>> = {};
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values.validFrom)) faults.validFrom = "请选日期";
  if (parseYuan(values.own) === undefined) faults.own = "请填金额";
  if (values.category === "other" && values.other.trim() === "") faults.other = "请填类别名称";
  return faults;
}
