import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { AreaRow, AreaList as Shape } from "../contract.ts";

type Row = z.output<typeof AreaRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "片", phone: "title", cell: (row) => row.name },
  { key: "holder", title: "谁包", width: 120, phone: "second", cell: (row) => row.holder },
  { key: "of", title: "哪里的干部", width: 220, low: true, cell: (row) => row.organisation },
  {
    key: "visited",
    title: "90天内走访过",
    width: 170,
    right: true,
    phone: "figure",
    cell: (row) => `走访${sayCount(row.visited)}家，共${sayCount(row.units)}家`,
  },
  { key: "from", title: "开始", width: 120, cell: (row) => <DateText day={row.fromOn} /> },
];

/** 包片: which staff looks after which units. */
export function AreaList() {
  const list = useListing<Row, Reply>("/api/areas");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && (first.total > 0 ? `${sayCount(first.total)}个片` : "还没有分片")}
        subtitle={
          first &&
          `${sayCount(first.covered)}家单位有人包，占${sayShare(first.covered, first.unitsInAll)}（全部${sayCount(first.unitsInAll)}家）`
        }
      >
        {first?.allowed.includes("draw") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            分一片
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="包片"
          unit="个"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          peek={{ title: (row) => row.name, body: (row) => <p>{row.names.join("、")}</p> }}
          empty={<Empty title="还没有分片">选一个县区，它下面的单位就都归这一片。</Empty>}
        />
      </Surface>
      {isOpen && <DrawDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

function DrawDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="分一片"
      path="/api/areas"
      initial={{ name: "", holder: "", organisationId: "", fromOn: today }}
      check={({ name, holder, organisationId }) => ({
        name: needed(name, "请填写片名"),
        holder: needed(holder, "请填写谁包"),
        organisationId: needed(organisationId, "请选工会或单位"),
      })}
      body={({ organisationId, ...values }) => ({ ...values, organisationIds: [organisationId] })}
      yes="分给他"
      onClose={onClose}
    >
      <TextField name="name" label="片名" />
      <TextField name="holder" label="谁包" />
      <OrganisationField name="organisationId" label="包哪里" hint="选工会就是它下面的所有单位" />
      <DateField name="fromOn" label="从哪天起" />
    </FormDialog>
  );
}
