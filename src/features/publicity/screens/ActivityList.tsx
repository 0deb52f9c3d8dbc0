import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type ActivityRow, activityKinds, type ActivityList as Shape } from "../contract.ts";
import { activityNames } from "../text.ts";

type Row = z.output<typeof ActivityRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "活动", phone: "title", cell: (row) => row.title },
  { key: "kind", title: "种类", width: 130, cell: (row) => activityNames[row.kind] },
  { key: "place", title: "地点", width: 200, phone: "second", low: true, cell: (row) => row.place },
  { key: "heads", title: "人数", width: 90, right: true, cell: (row) => sayCount(row.heads) },
  {
    key: "units",
    title: "覆盖单位",
    width: 110,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.units)}家`,
  },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.heldOn} /> },
];

/** 活动: what was held, and which units it reached. */
export function ActivityList() {
  const list = useListing<Row, Reply>("/api/activities");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `办了${sayCount(first.total)}场活动` : "还没有登记活动")}
        subtitle={
          first &&
          `覆盖${sayCount(first.reached)}家单位，占${sayShare(first.reached, first.unitsInAll)}（全部${sayCount(first.unitsInAll)}家）`
        }
      >
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记活动
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="活动"
          unit="场"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={
            <Empty title="还没有活动">
              动员会、班前十分钟、讲堂、赛事，和别的活动里的宣传专区，都登记在这里。
            </Empty>
          }
        />
      </Surface>
      {isOpen && <NoteDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function NoteDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记活动"
      path="/api/activities"
      initial={{ kind: "mobilisation", title: "", place: "", heldOn: today, heads: "", unit: "" }}
      check={({ title, place, heads }) => ({
        title: needed(title, "请填写活动名称"),
        place: needed(place, "请填写地点"),
        heads: !/^\d+$/.test(heads) && "请填写人数",
      })}
      body={({ unit, heads, ...values }) => ({
        ...values,
        heads: Number(heads),
        organisationIds: unit ? [unit] : [],
      })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label="种类"
        options={activityKinds.map((value) => ({ value, label: activityNames[value] }))}
      />
      <TextField name="title" label="名称" />
      <TextField name="place" label="地点" />
      <DateField name="heldOn" label="日期" />
      <TextField name="heads" label="人数" inputMode="numeric" />
      <OrganisationField name="unit" label="覆盖的单位" optional />
    </FormDialog>
  );
}
