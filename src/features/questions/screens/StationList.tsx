import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { BarRows } from "#ui/bars.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useMay } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { SearchInput } from "#ui/table/filters.tsx";
import type { StationList as Shape, StationRow } from "../contract.ts";
import { StationMap } from "./StationMap.tsx";

type Row = z.output<typeof StationRow>;

const columns: readonly Column<Row>[] = [
  { key: "name", title: "联络站", width: 220, phone: "title", cell: (row) => row.name },
  { key: "region", title: "归谁联系", width: 160, cell: (row) => row.region ?? "–" },
  {
    key: "host",
    title: "设在",
    phone: "second",
    cell: (row) => `${row.organisationName}${row.isEnrolled ? "" : "（还没有参加）"}`,
  },
  {
    key: "state",
    title: "情况",
    width: 90,
    tight: true,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.isActive ? "good" : "plain"}>{row.isActive ? "开放" : "停用"}</StatusTag>
    ),
  },
  { key: "duty", title: "现在值班", width: 120, cell: (row) => row.onDuty ?? "没有排班" },
  { key: "phone", title: "电话", width: 140, tight: true, cell: (row) => row.phone },
];

/** 联络站: where they are, who is on duty, and which union they stand under. */
export function StationList() {
  const found = useGet<z.output<typeof Shape>>("/api/stations");
  const [isOpening, setOpening] = useState(false);
  const may = useMay();
  const rows = found.data?.rows ?? [];
  const active = rows.filter(({ isActive }) => isActive);
  const byRegion = [...Map.groupBy(active, ({ region }) => region ?? "")].map(([name, of]) => ({
    key: name,
    label: name,
    value: of.length,
  }));
  return (
    <Page>
      <PageTitle
        title={found.data && (rows.length === 0 ? "还没有联络站" : `${sayCount(active.length)}个联络站开放`)}
        subtitle={
          found.data &&
          `其中${sayCount(active.filter((row) => !row.isEnrolled).length)}个设在还没有参加的单位；现在有人值班的${sayCount(active.filter((row) => row.onDuty).length)}个`
        }
      >
        {may("stations.manage") && (
          <Button kind="primary" onClick={() => setOpening(true)}>
            设联络站
          </Button>
        )}
      </PageTitle>
      {isOpening && <OpenDialog onClose={() => setOpening(false)} />}
      <Loaded from={found}>
        {() => (
          <>
            <StationMap stations={rows} />
            {byRegion.length > 1 && (
              <Surface title="各处的联络站" note="按负责联系的工会">
                <BarRows
                  label="各处的联络站"
                  rows={byRegion
                    .toSorted((a, b) => b.value - a.value)
                    .map((row) => ({ ...row, size: row.value, words: `${row.value}个` }))}
                />
              </Surface>
            )}
            <Surface flush>
              <DataTable
                label="联络站"
                unit="个"
                from={given(rows)}
                columns={columns}
                rowKey={(row) => row.id}
                onOpen={(row) => navigate(`/stations/${row.id}`)}
                empty={
                  <Empty title="还没有联络站">
                    联络站可以设在任何单位，没有参加的也可以。职工的咨询先到最近的联络站。
                  </Empty>
                }
              />
            </Surface>
          </>
        )}
      </Loaded>
    </Page>
  );
}

type Units = { readonly rows: readonly { readonly id: string; readonly name: string }[] };

function OpenDialog({ onClose }: { onClose: () => void }) {
  const [q, setQ] = useState("");
  const units = useGet<Units>(q ? "/api/organisations/choices" : null, { q });
  const act = useAction("POST", "/api/stations", { onDone: onClose });
  const form = useForm({
    initial: { organisationId: "", name: "", address: "", phone: "" },
    check: ({ organisationId, name, address, phone }) => ({
      ...(!organisationId && { organisationId: "请选设在哪里" }),
      ...(name.trim().length < 2 && { name: "请写名称" }),
      ...(address.trim().length < 2 && { address: "请写地点" }),
      ...(phone.trim().length < 5 && { phone: "请写电话" }),
    }),
  });
  return (
    <Dialog title="设一个联络站" onClose={onClose}>
      <SearchInput placeholder="查单位名称或编号" value={q} type={setQ} />
      <Form form={form} problem={act.problem} onSubmit={() => act.run(form.values)}>
        <SelectField
          name="organisationId"
          label="设在"
          options={(units.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="name" label="名称" />
        <TextField name="address" label="地点" />
        <TextField name="phone" label="电话" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            设立
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
