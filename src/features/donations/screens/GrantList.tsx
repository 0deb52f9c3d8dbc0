import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { grantFilters, type GrantList as Shape } from "../contract.ts";
import { sourceNames, useNames } from "../text.ts";
import { ProposeDialog } from "./ProposeDialog.tsx";
import { type Grant, GrantTag } from "./words.tsx";

type Reply = z.output<typeof Shape>;

const filterNames = { open: "待批准", all: "全部" } as const;

const columns: readonly Column<Grant>[] = [
  { key: "purpose", title: "用来做什么", phone: "title", cell: (row) => row.purpose },
  {
    key: "state",
    title: "情况",
    width: 110,
    tight: true,
    phone: "state",
    cell: (row) => <GrantTag state={row.state} />,
  },
  {
    key: "way",
    title: "从哪里到哪里",
    width: 220,
    phone: "second",
    cell: (row) => `${sourceNames[row.source]}，用于${useNames[row.useFor]}`,
  },
  { key: "resolution", title: "决议", width: 220, low: true, cell: (row) => row.resolution },
  {
    key: "amount",
    title: "金额（元）",
    width: 130,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  { key: "on", title: "提出", width: 110, tight: true, cell: (row) => <DateText day={row.proposedOn} /> },
];

/** 拨付: what waits for a second person, and what was granted on. */
export function GrantList() {
  const [show] = useQueryState("show", "open");
  const [isOpen, setOpen] = useState(false);
  const list = useListing<Grant, Reply>("/api/fund-grants", { show });
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first && (first.counts.open > 0 ? `${sayCount(first.counts.open)}笔拨付等批准` : "没有等批准的拨付")
        }
        subtitle={
          first && `不限定用途的捐款还可以拨付${sayMoney(first.free)}元；提出和批准要两个人，批准时自动记账。`
        }
      >
        {first?.allowed.includes("propose") && (
          <Button
            kind="primary"
            onClick={() => setOpen(true)}
            why={first.free === "0.00" ? "没有可以拨付的捐款。限定用途的，到那笔捐赠里提出。" : undefined}
          >
            提出拨付
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="拨付"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/fund-grants/${row.id}`)}
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
          empty={<Empty title="这里没有拨付">捐赠和财政专项按决议拨付使用，列在这里。</Empty>}
        />
      </Surface>
      {isOpen && first && (
        <ProposeDialog source="donation" left={first.free} onClose={() => setOpen(false)} />
      )}
    </Page>
  );
}
