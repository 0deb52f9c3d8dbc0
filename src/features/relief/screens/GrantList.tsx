import { useState } from "react";
import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { MoneyField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { grantFilters, type GrantList as Shape } from "../contract.ts";
import { causeNames, sayRoute } from "../text.ts";
import { type Grant, GrantTag } from "./words.tsx";

type Reply = z.output<typeof Shape>;

const filterNames = { open: "办理中", done: "办完", all: "全部" } as const;

const columns: readonly Column<Grant>[] = [
  { key: "name", title: "职工", width: 120, phone: "title", cell: (row) => row.name },
  { key: "unit", title: "单位", phone: "second", cell: (row) => row.unit },
  {
    key: "state",
    title: "情况",
    width: 100,
    tight: true,
    phone: "state",
    cell: (row) => <GrantTag state={row.state} />,
  },
  {
    key: "why",
    title: "因为",
    width: 170,
    low: true,
    cell: (row) => `${causeNames[row.cause]} · ${sayRoute(row.route)}`,
  },
  {
    key: "amount",
    title: "金额",
    width: 120,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  { key: "on", title: "提出", width: 110, tight: true, cell: (row) => <DateText day={row.proposedOn} /> },
];

/** 救助: what is under way, what was paid, and how far the year's budget reaches. */
export function GrantList() {
  const [show] = useQueryState("show", "open");
  const [isSetting, setSetting] = useState(false);
  const list = useListing<Grant, Reply>("/api/relief", { show });
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle="两人出意见，公示期满，再批准付款；一件事只救助一次。"
      >
        {first?.allowed.includes("set_budget") && (
          <Button onClick={() => setSetting(true)}>定年度额度</Button>
        )}
        {first?.allowed.includes("propose") && (
          <ButtonLink kind="primary" to="/people">
            查职工，提出救助
          </ButtonLink>
        )}
      </PageTitle>
      {first?.budget && (
        <FigureRow
          figures={[
            {
              label: `${first.budget.year}年额度`,
              value: sayMoney(first.budget.amount),
              unit: "元",
              note: first.budget.resolution,
            },
            { label: "已批准", value: sayMoney(first.budget.committed), unit: "元" },
            { label: "还剩", value: sayMoney(first.budget.left), unit: "元" },
          ]}
        />
      )}
      <Surface flush>
        <DataTable
          label="救助"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/relief/${row.id}`)}
          tools={
            <FilterChips
              name="show"
              label="情况"
              options={grantFilters.map((value) => ({
                value,
                label: filterNames[value],
                count: first?.counts[value],
              }))}
            />
          }
          empty={<Empty title="这里没有救助">从职工的“帮助记录”提出，或者从困难名单提出。</Empty>}
        />
      </Surface>
      {isSetting && <BudgetDialog onClose={() => setSetting(false)} />}
    </Page>
  );
}

function titleOf({ counts, budget }: Reply): string {
  if (counts.open > 0) return `${sayCount(counts.open)}笔救助在办`;
  return budget ? `没有在办的救助，今年额度还剩${sayMoney(budget.left)}元` : "没有在办的救助";
}

function BudgetDialog({ onClose }: { onClose: () => void }) {
  const year = Number(useToday().slice(0, 4));
  const act = useAction("PUT", "/api/relief/budget", { onDone: onClose });
  const form = useForm({
    initial: { amount: "", resolution: "" },
    check: ({ amount, resolution }) => ({
      ...(!amount && { amount: "请填写金额" }),
      ...(resolution.trim().length < 4 && { resolution: "请写明是哪次会议、哪份文件定的" }),
    }),
  });
  const { amount, resolution } = form.values;
  return (
    <Dialog title={`${year}年救助额度`} onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={() => act.run({ year, amount, resolution })}>
        <MoneyField name="amount" label="全年最多批准" />
        <TextField name="resolution" label="依据" hint="例如：2025年第3次主席办公会" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            定下额度
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
