import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { MappingList } from "../contract.ts";

type Mapping = z.output<typeof MappingList>;
type Row = Mapping["rows"][number];

/** 科目对照: under which codes the union's accounting program knows our accounts; the voucher file is written by it. */
export function MappingPage() {
  const found = useGet<Mapping>("/api/ledger/mapping");
  return (
    <Page>
      <Loaded from={found}>{(mapping) => <Body mapping={mapping} />}</Loaded>
    </Page>
  );
}

function Body({ mapping }: { mapping: Mapping }) {
  const [changing, setChanging] = useState<Row>();
  const { rows } = mapping;
  const missing = rows.filter((row) => row.code === null).length;
  const change = mapping.allowed.includes("set") ? setChanging : undefined;
  return (
    <>
      <PageTitle
        title={
          missing === 0
            ? `${sayCount(rows.length)}个科目都有对照`
            : missing === rows.length
              ? "还没有设科目对照"
              : `${sayCount(missing)}个科目还没有对照`
        }
        subtitle="导出凭证时用工会财务软件的科目编码和名称；没有对照的，编码留空、名称用这里的"
        crumb="科目对照"
      >
        <ButtonLink to="/ledger">回到账簿</ButtonLink>
      </PageTitle>
      <Surface flush>
        <DataTable
          label="科目对照"
          unit="个科目"
          from={given(rows)}
          columns={columnsOf(change)}
          rowKey={(row) => row.account}
          empty={null}
        />
      </Surface>
      {changing && <Change row={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

const columnsOf = (change: ((row: Row) => void) | undefined): readonly Column<Row>[] => [
  { key: "ours", title: "账簿科目", width: 260, phone: "title", cell: (row) => row.ours },
  {
    key: "code",
    title: "财务软件的科目编码",
    width: 220,
    phone: "figure",
    cell: (row) => row.code ?? <StatusTag tone="wait">没有对照</StatusTag>,
  },
  { key: "name", title: "财务软件的科目名称", phone: "second", cell: (row) => row.name ?? "–" },
  ...(change
    ? [
        {
          key: "change",
          title: "",
          width: 90,
          phone: "action" as const,
          cell: (row: Row) => (
            <Button small onClick={() => change(row)}>
              {row.code === null ? "设对照" : "修改"}
            </Button>
          ),
        },
      ]
    : []),
];

function Change({ row, onClose }: { row: Row; onClose: () => void }) {
  const set = useAction("PUT", `/api/ledger/mapping/${row.account}`, {
    refreshes: ["/api/ledger/mapping"],
    onDone: onClose,
  });
  const form = useForm({
    initial: { code: row.code ?? "", name: row.name ?? "" },
    check: ({ code, name }) =>
      (code.trim() === "") === (name.trim() === "") ? {} : { name: "编码和名称要一起填，或一起清空" },
  });
  return (
    <Dialog title={`${row.ours}在财务软件里`} onClose={onClose}>
      <Form
        form={form}
        problem={set.problem}
        onSubmit={() => set.run({ code: form.values.code.trim(), name: form.values.name.trim() })}
      >
        <TextField name="code" label="科目编码" maxLength={40} hint="照财务软件里的写，例如 215.01。" />
        <TextField name="name" label="科目名称" maxLength={80} hint="两项都清空就取消对照。" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={set.busy}>
            保存
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
