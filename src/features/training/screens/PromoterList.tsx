import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty, Loaded, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { PromoterList as Shape } from "../contract.ts";

type Reply = z.output<typeof Shape>;
type Row = Reply["rows"][number];

const columns: readonly Column<Row>[] = [
  { key: "unit", title: "单位", phone: "title", cell: (row) => row.unit },
  { key: "union", title: "上级工会", width: 220, low: true, phone: "second", cell: (row) => row.union },
  { key: "people", title: "参加", width: 90, right: true, cell: (row) => `${sayCount(row.people)}人` },
  {
    key: "promoter",
    title: "推行员",
    width: 130,
    phone: "figure",
    cell: (row) => row.promoter ?? <span className="bad">没有</span>,
  },
  { key: "certificate", title: "证书", width: 150, cell: (row) => row.certificate ?? "—" },
  {
    key: "until",
    title: "有效到",
    width: 120,
    cell: (row) => (row.validUntil ? <DateText day={row.validUntil} /> : "—"),
  },
];

/** 专职推行员: the units that take part and have none, and those that have one. */
export function PromoterList() {
  const [show] = useQueryState("show", "missing");
  const found = useGet<Reply>("/api/training/promoters", { show });
  const owe = useAction<{ units: number }>("POST", "/api/training/promoters/duties", {
    onDone: ({ units }) => toast(`已通知${units}家单位，30天内派人参加培训`),
  });
  const page = found.data;
  return (
    <Page>
      <PageTitle
        title={page && titleOf(page)}
        subtitle={
          page &&
          `有人参加的${sayCount(page.enrolled)}家单位里，${sayShare(page.enrolled - page.missing, page.enrolled)}有考过的推行员`
        }
      >
        <ButtonLink to="/training">培训</ButtonLink>
        {page?.allowed.includes("owe") && page.missing > 0 && (
          <Button kind="primary" busy={owe.busy} onClick={() => owe.run({})}>
            通知没有的单位
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={owe.problem} />
      <Loaded from={found}>
        {({ rows }) => (
          <Surface flush>
            <DataTable
              label="推行员"
              unit="家"
              from={given(rows)}
              columns={columns}
              rowKey={(row) => row.id}
              tools={
                <FilterChips
                  name="show"
                  label="看"
                  options={[
                    { value: "missing", label: "没有推行员的" },
                    { value: "all", label: "全部" },
                  ]}
                />
              }
              empty={<Empty title="每家单位都有推行员">证书到期以后，单位会重新出现在这里。</Empty>}
            />
          </Surface>
        )}
      </Loaded>
    </Page>
  );
}

const titleOf = ({ enrolled, missing }: Reply): string =>
  enrolled === 0
    ? "还没有单位参加"
    : missing === 0
      ? "每家参加的单位都有推行员"
      : `${sayCount(missing)}家单位还没有推行员`;
