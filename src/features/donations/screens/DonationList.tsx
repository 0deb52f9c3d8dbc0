import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Note } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import { donationFilters, type DonationList as Shape } from "../contract.ts";
import { donorKindNames, formNames } from "../text.ts";
import { type Donation, DonationTag } from "./words.tsx";

type Reply = z.output<typeof Shape>;

const filterNames: Readonly<Record<(typeof donationFilters)[number], string>> = {
  open: "没有办完",
  pledged: "待收到",
  to_receipt: "待开收据",
  to_use: "待使用",
  to_report: "待反馈",
  all: "全部",
};

const columns: readonly Column<Donation>[] = [
  { key: "donor", title: "捐赠人", phone: "title", cell: (row) => row.donor },
  {
    key: "state",
    title: "情况",
    width: 110,
    tight: true,
    phone: "state",
    cell: (row) => <DonationTag state={row.state} />,
  },
  {
    key: "purpose",
    title: "用途",
    width: 240,
    phone: "second",
    cell: (row) => `${row.purpose}${row.isRestricted ? "（限定）" : ""}`,
  },
  { key: "kind", title: "类别", width: 130, low: true, cell: (row) => donorKindNames[row.donorKind] },
  { key: "form", title: "款物", width: 80, cell: (row) => formNames[row.form] },
  {
    key: "amount",
    title: "金额或价值（元）",
    width: 140,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.amount} />,
  },
  {
    key: "allocated",
    title: "已使用（元）",
    width: 120,
    right: true,
    cell: (row) => <MoneyText yuan={row.allocated} />,
  },
  { key: "on", title: "登记", width: 110, tight: true, cell: (row) => <DateText day={row.pledgedOn} /> },
];

/** 捐赠: who gave, what came, what waits to be used or told. */
export function DonationList() {
  const [show] = useQueryState("show", "all");
  const list = useListing<Donation, Reply>("/api/donations", { show });
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle="来款核对为捐赠时已经入账，这里认领到捐赠人；拨付要有决议、两个人办。"
      >
        {first?.allowed.includes("pledge") && (
          <ButtonLink kind="primary" to="/donations/new">
            登记捐赠
          </ButtonLink>
        )}
      </PageTitle>
      {first && first.counts.all > 0 && (
        <FigureRow
          figures={[
            { label: "收到捐款", value: sayMoney(first.sums.money), unit: "元" },
            { label: "收到物资", value: sayMoney(first.sums.goods), unit: "元", note: "按公允价值" },
            { label: "可以拨付", value: sayMoney(first.sums.free), unit: "元", note: "不限定用途的捐款" },
            { label: "限定用途", value: sayMoney(first.sums.bound), unit: "元", note: "还没有使用的捐款" },
          ]}
        />
      )}
      {first && first.sums.unclaimed !== "0.00" && (
        <Note tone="wait" title={`还有${sayMoney(first.sums.unclaimed)}元捐赠来款没有认领`}>
          登记是谁捐的，在那笔捐赠里认领。没有认领的钱不能拨付。
        </Note>
      )}
      <Surface flush>
        <DataTable
          label="捐赠"
          unit="笔"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/donations/${row.id}`)}
          tools={
            <FilterChips
              name="show"
              label="情况"
              options={donationFilters
                .toReversed()
                .map((value) => ({ value, label: filterNames[value], count: first?.counts[value] }))}
            />
          }
          empty={<Empty title="这里没有捐赠">企业、社会组织和个人捐的钱物，登记以后列在这里。</Empty>}
        />
      </Surface>
    </Page>
  );
}

function titleOf({ counts }: Reply): string {
  if (counts.to_receipt > 0) return `${sayCount(counts.to_receipt)}笔捐赠等开收据`;
  if (counts.to_report > 0) return `${sayCount(counts.to_report)}笔捐赠等向捐赠人反馈`;
  return counts.all > 0 ? `${sayCount(counts.all)}笔捐赠` : "还没有捐赠";
}
