import { useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { FigureRow, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { Materials } from "../contract.ts";

type Reply = z.output<typeof Materials>;
type Row = Reply["rows"][number];

const columns: readonly Column<Row>[] = [
  { key: "material", title: "物料", width: 160, phone: "title", cell: (row) => row.material },
  { key: "organisation", title: "在哪里", phone: "second", cell: (row) => row.organisation },
  { key: "received", title: "进", width: 110, right: true, cell: (row) => sayCount(row.received) },
  { key: "given", title: "出", width: 110, right: true, cell: (row) => sayCount(row.given) },
  {
    key: "stock",
    title: "现有",
    width: 130,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.stock)}${row.unitWord}`,
  },
];

/** 物料: what was printed, how far it has spread, what lies where. */
export function MaterialsPage() {
  const found = useGet<Reply>("/api/materials");
  const [open, setOpen] = useState<"print" | "move">();
  const page = found.data;
  return (
    <Page>
      <PageTitle title={page && titleOf(page)} subtitle="进减去出等于现有，一个县区一个县区对得上。">
        {page?.allowed.includes("move") && page.rows.length > 0 && (
          <Button onClick={() => setOpen("move")}>发放或用掉</Button>
        )}
        {page?.allowed.includes("print") && (
          <Button kind="primary" onClick={() => setOpen("print")}>
            登记印制
          </Button>
        )}
      </PageTitle>
      <Loaded from={found}>
        {(reply) => (
          <>
            {reply.materials.length > 0 && (
              <FigureRow
                figures={reply.materials.slice(0, 4).map((each) => ({
                  label: each.name,
                  value: each.printed,
                  unit: each.unitWord,
                  note: `发到${each.covered}个县区，共${each.unions}个`,
                }))}
              />
            )}
            <Surface flush>
              <DataTable
                label="物料"
                from={given(reply.rows)}
                columns={columns}
                rowKey={(row) => `${row.organisationId}${row.materialId}`}
                empty={<Empty title="还没有物料">登记印制以后，就可以发到县区和单位。</Empty>}
              />
            </Surface>
            {open === "print" && <PrintDialog onClose={() => setOpen(undefined)} />}
            {open === "move" && <MoveDialog page={reply} onClose={() => setOpen(undefined)} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

const titleOf = ({ materials }: Reply): string =>
  materials.length === 0 ? "还没有物料" : `${materials.length}种物料，${whole(materials)}`;

function whole(materials: Reply["materials"]): string {
  const missing = materials.filter(({ covered, unions }) => covered < unions).length;
  return missing === 0 ? "已发到全部县区" : `${missing}种还没有发到全部县区`;
}

function PrintDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记印制的物料"
      path="/api/materials"
      initial={{ name: "", unitWord: "个", quantity: "", on: today, note: "" }}
      check={({ name, quantity }) => ({
        name: needed(name, "请填写物料名称"),
        quantity: !(Number(quantity) > 0) && "请填写数量",
      })}
      body={(values) => ({ ...values, quantity: Number(values.quantity) })}
      yes="登记"
      onClose={onClose}
    >
      <TextField name="name" label="物料" hint="例如：宣传手提袋、展架、宣传手册" />
      <TextField name="quantity" label="数量" inputMode="numeric" />
      <TextField name="unitWord" label="单位" hint="个、套、张" />
      <DateField name="on" label="哪天印好" />
      <TextField name="note" label="说明" optional />
    </FormDialog>
  );
}

function MoveDialog({ page, onClose }: { page: Reply; onClose: () => void }) {
  const today = useToday();
  const [first] = page.rows;
  return (
    <FormDialog
      title="发放或用掉"
      path="/api/materials/moves"
      initial={{
        from: first ? `${first.organisationId}~${first.materialId}` : "",
        toId: "",
        quantity: "",
        on: today,
        note: "",
      }}
      check={({ quantity }) => ({ quantity: !(Number(quantity) > 0) && "请填写数量" })}
      body={({ from, toId, quantity, on, note }) => {
        const [fromId, materialId] = from.split("~");
        return { fromId, materialId, ...(toId && { toId }), quantity: Number(quantity), on, note };
      }}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="from"
        label="从哪里拿"
        options={page.rows.map((row) => ({
          value: `${row.organisationId}~${row.materialId}`,
          label: `${row.organisation}的${row.material}，现有${row.stock}${row.unitWord}`,
        }))}
      />
      <OrganisationField name="toId" label="发给谁" hint="不选就是用掉了" optional />
      <TextField name="quantity" label="数量" inputMode="numeric" />
      <DateField name="on" label="日期" />
      <TextField name="note" label="说明" optional />
    </FormDialog>
  );
}
