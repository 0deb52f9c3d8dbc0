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
import { type FoundingRow, foundingKinds, type FoundingList as Shape } from "../contract.ts";
import { foundingNames } from "../text.ts";

type Row = z.output<typeof FoundingRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "place", title: "单位", phone: "title", cell: (row) => row.organisation },
  { key: "kind", title: "种类", width: 140, phone: "second", cell: (row) => foundingNames[row.kind] },
  { key: "attended", title: "到会", width: 90, right: true, cell: (row) => `${sayCount(row.attended)}人` },
  {
    key: "willing",
    title: "愿意参加",
    width: 100,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.willing)}人`,
  },
  { key: "note", title: "说明", width: 240, low: true, cell: (row) => row.note },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.heldOn} /> },
];

/** 建会和代表大会: where people were asked to take part as a union was founded or a congress held. */
export function FoundingList() {
  const list = useListing<Row, Reply>("/api/foundings");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={
          first &&
          (first.total > 0 ? `借建会和代表大会动员${sayCount(first.total)}场` : "还没有登记建会和代表大会")
        }
        subtitle={
          first &&
          first.total > 0 &&
          `到会${sayCount(first.attended)}人，愿意参加的${sayCount(first.willing)}人，占${sayShare(first.willing, first.attended)}；参加了多少看名册。`
        }
      >
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记一场
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="建会和代表大会"
          unit="场"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有记录">新建工会、开会员代表大会时动员职工参加的，登记在这里。</Empty>}
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
      title="登记一场"
      path="/api/foundings"
      initial={{
        organisationId: "",
        kind: "member_congress",
        heldOn: today,
        attended: "",
        willing: "",
        note: "",
      }}
      check={({ organisationId, attended, willing }) => ({
        organisationId: needed(organisationId, "请选单位"),
        attended: !(Number(attended) > 0) && "请填写到会人数",
        willing: !/^\d+$/.test(willing) && "请填写愿意参加的人数",
      })}
      body={(values) => ({ ...values, attended: Number(values.attended), willing: Number(values.willing) })}
      yes="登记"
      onClose={onClose}
    >
      <OrganisationField name="organisationId" label="单位" />
      <SelectField
        name="kind"
        label="种类"
        options={foundingKinds.map((value) => ({ value, label: foundingNames[value] }))}
      />
      <DateField name="heldOn" label="日期" />
      <TextField name="attended" label="到会人数" inputMode="numeric" />
      <TextField name="willing" label="愿意参加的人数" inputMode="numeric" />
      <TextField name="note" label="说明" optional />
    </FormDialog>
  );
}
