import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { CheckField, SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type CommendationRow, commendationKinds, type CommendationList as Shape } from "../contract.ts";
import { commendationNames } from "../text.ts";

type Row = z.output<typeof CommendationRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "who", title: "谁", width: 280, phone: "title", cell: (row) => row.who },
  { key: "kind", title: "种类", width: 110, cell: (row) => commendationNames[row.kind] },
  { key: "reason", title: "理由", phone: "second", cell: (row) => row.reason },
  { key: "public", title: "公开", width: 110, cell: (row) => (row.isPublic ? "对外公开" : "只在内部") },
  { key: "on", title: "日期", width: 120, phone: "figure", cell: (row) => <DateText day={row.on} /> },
];

/** 表彰: donors, ambassadors, units. */
export function CommendationList() {
  const list = useListing<Row, Reply>("/api/commendations");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle title={first && (first.total > 0 ? `表彰${sayCount(first.total)}次` : "还没有表彰")}>
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记表彰
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="表彰"
          unit="次"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有表彰">捐赠方、宣传员和单位的表彰都登记在这里。</Empty>}
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
      title="登记表彰"
      path="/api/commendations"
      initial={{
        kind: "unit",
        organisationId: "",
        donorName: "",
        reason: "",
        on: today,
        isPublic: true as boolean,
      }}
      check={({ reason }) => ({ reason: needed(reason, "请写明理由") })}
      body={({ organisationId, donorName, ...values }) => ({
        ...values,
        ...(organisationId && { organisationId }),
        ...(donorName.trim() && { donorName }),
      })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="kind"
        label="种类"
        options={commendationKinds.map((value) => ({ value, label: commendationNames[value] }))}
      />
      <OrganisationField name="organisationId" label="单位" hint="表彰宣传员，选他们所在的单位" optional />
      <TextField name="donorName" label="捐赠方名称" hint="不是本市单位的捐赠方写在这里" optional />
      <TextArea name="reason" label="理由" />
      <DateField name="on" label="日期" />
      <CheckField name="isPublic" label="对外公开（个人要先同意）" />
    </FormDialog>
  );
}
