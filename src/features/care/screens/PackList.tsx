import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { type Made, type PackRow, type PackList as Shape, seasons } from "../contract.ts";
import { packStateNames, seasonNames } from "../text.ts";

type Row = z.output<typeof PackRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "关爱包", width: 240, phone: "title", cell: (row) => row.title },
  { key: "season", title: "季节", width: 110, low: true, cell: (row) => seasonNames[row.season] },
  { key: "contents", title: "里面有什么", phone: "second", cell: (row) => row.contents },
  {
    key: "state",
    title: "情况",
    width: 90,
    tight: true,
    phone: "state",
    cell: (row) => (
      <StatusTag tone={row.state === "open" ? "wait" : "plain"}>{packStateNames[row.state]}</StatusTag>
    ),
  },
  {
    key: "handed",
    title: "已领",
    width: 90,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.handed)}份`,
  },
  { key: "listed", title: "待领", width: 90, right: true, cell: (row) => `${sayCount(row.listed)}人` },
  { key: "left", title: "库存", width: 90, right: true, cell: (row) => `${sayCount(row.left)}份` },
  { key: "on", title: "开办", width: 120, cell: (row) => <DateText day={row.openedOn} /> },
];

/** 关爱包: season by season, what is left in one's part and who still waits. */
export function PackList() {
  const list = useListing<Row, Reply>("/api/care-packs");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  return (
    <Page>
      <PageTitle
        title={first && titleOf(first)}
        subtitle="领一份，签一次名或拍一张照片；每处的库存等于进减去出。"
      >
        {first?.allowed.includes("open") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            开办一批
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="关爱包"
          unit="批"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          onOpen={(row) => navigate(`/care-packs/${row.id}`)}
          empty={<Empty title="还没有关爱包">开办一批以后，登记采购、发到县区，再凭签名发到职工手里。</Empty>}
        />
      </Surface>
      {isOpen && <OpenDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

const titleOf = ({ rows, total }: Reply): string => {
  const waiting = rows.reduce((all, { listed }) => all + listed, 0);
  if (total === 0) return "还没有关爱包";
  return waiting > 0 ? `${sayCount(waiting)}人等着领关爱包` : "名单上的人都领到了";
};

const OpenDialog = ({ onClose }: { onClose: () => void }) => (
  <FormDialog
    title="开办一批关爱包"
    path="/api/care-packs"
    initial={{ title: "", season: "summer", contents: "" }}
    check={({ title, contents }) => ({
      title: needed(title, "请填写名称"),
      contents: needed(contents, "请填写里面有什么"),
    })}
    yes="开办"
    onClose={onClose}
    onDone={(reply) => navigate(`/care-packs/${(reply as z.output<typeof Made>).id}`)}
  >
    <TextField name="title" label="名称" hint="例如：2025年夏季互助关爱包" />
    <SelectField
      name="season"
      label="季节"
      options={seasons.map((value) => ({ value, label: seasonNames[value] }))}
    />
    <TextArea name="contents" label="里面有什么" />
  </FormDialog>
);
