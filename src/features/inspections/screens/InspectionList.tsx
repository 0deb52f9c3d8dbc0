import { useState } from "react";
import type { z } from "zod";
import { useGet, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { InspectionRow, RoundList, InspectionList as Shape } from "../contract.ts";
import { howNames } from "../text.ts";

type Row = z.output<typeof InspectionRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "unit", title: "单位", phone: "title", cell: (row) => row.unit },
  { key: "how", title: "怎么选的", width: 120, low: true, cell: (row) => howNames[row.how] },
  {
    key: "findings",
    title: "问题待改",
    width: 110,
    right: true,
    cell: (row) => (row.findings === 0 ? "—" : `${row.openFindings}/${row.findings}`),
  },
  {
    key: "score",
    title: "得分",
    width: 90,
    right: true,
    phone: "figure",
    cell: (row) => (row.score === null ? "待查" : `${row.score}分`),
  },
  {
    key: "state",
    title: "情况",
    width: 110,
    cell: (row) =>
      row.state === "planned" ? (
        <StatusTag tone="wait">待检查</StatusTag>
      ) : row.openFindings > 0 ? (
        <StatusTag tone="bad">有问题待改</StatusTag>
      ) : (
        <StatusTag tone="good">已查完</StatusTag>
      ),
  },
  {
    key: "on",
    title: "日期",
    width: 120,
    phone: "second",
    cell: (row) => <DateText day={row.visitedOn ?? row.untilOn} />,
  },
];

/** 检查: who is to be visited, what was found, what is put right. */
export function InspectionList() {
  const [state] = useQueryState("state");
  const list = useListing<Row, Reply>("/api/inspections", { state });
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  const mayDraw = first?.allowed.includes("draw") ?? false;
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle="“五查五看”：责任落实、宣传实效、服务能力、资金管理、创新成效。"
      >
        {mayDraw && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            抽样安排检查
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="检查"
          unit="家"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/inspections/${row.id}`)}
          tools={
            <FilterChips
              name="state"
              label="看"
              options={[
                { value: "", label: "全部" },
                { value: "planned", label: "待检查" },
                { value: "visited", label: "已检查" },
              ]}
            />
          }
          empty={<Empty title="还没有检查">按风险和随机抽样安排，抽样的种子会留下，谁都能重抽核对。</Empty>}
        />
      </Surface>
      {mayDraw && <Rounds />}
      {isOpen && <DrawDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function titleOf({ planned, openFindings, total }: Reply): string {
  if (total === 0) return "还没有检查";
  if (planned === 0 && openFindings === 0) return "检查都做完了，问题都改好了";
  return [
    ...(planned > 0 ? [`${sayCount(planned)}家待检查`] : []),
    ...(openFindings > 0 ? [`${sayCount(openFindings)}个问题待改`] : []),
  ].join("，");
}

function Rounds() {
  const found = useGet<z.output<typeof RoundList>>("/api/inspection-rounds");
  return (
    <Loaded from={found}>
      {({ rows }) =>
        rows.length > 0 && (
          <Surface title="抽样" note="同样的名单、种子，重抽一定是同样的单位" flush>
            <Lines>
              {rows.map((row) => (
                <Line
                  key={row.id}
                  title={`${row.title}：查了${row.visited}/${row.inspections}家`}
                  note={`${row.drawnBy}从${sayCount(row.drawnFrom)}家里抽，按风险${row.byRisk}家 · 种子${row.seed}`}
                  action={
                    row.isReproducible ? (
                      <StatusTag tone="good">重抽一致</StatusTag>
                    ) : (
                      <StatusTag tone="bad">重抽不一致</StatusTag>
                    )
                  }
                />
              ))}
            </Lines>
          </Surface>
        )
      }
    </Loaded>
  );
}

function DrawDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="抽样安排检查"
      path="/api/inspection-rounds"
      initial={{ title: "", size: "6", untilOn: today, named: "" }}
      check={({ title, size }) => ({
        title: needed(title, "请填写名称"),
        size: !(Number(size) > 0) && "请填写家数",
      })}
      body={({ title, size, untilOn, named }) => ({
        title,
        size: Number(size),
        untilOn,
        organisationIds: named ? [named] : [],
      })}
      yes="抽样"
      onClose={onClose}
    >
      <TextField name="title" label="名称" hint="例如：一季度检查" />
      <TextField name="size" label="查几家" inputMode="numeric" hint="一半按风险高的选，一半随机抽" />
      <DateField name="untilOn" label="哪天前查完" />
      <OrganisationField name="named" label="一定要查的单位" optional />
    </FormDialog>
  );
}
