import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { Empty, Loaded, PageBones } from "#ui/States.tsx";
import { DateText, MoneyText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { VersionRow } from "../contract.ts";
import { pagePath, StateTag } from "./words.tsx";

type Reply = { readonly rows: readonly VersionRow[]; readonly allowed: readonly string[] };

const columns: readonly Column<VersionRow>[] = [
  { key: "name", title: "计划", cell: (row) => row.name || row.code, phone: "title" },
  { key: "code", title: "编码", cell: (row) => row.code, width: 150, tight: true, low: true },
  { key: "version", title: "版本", cell: (row) => row.version, width: 90, tight: true, phone: "second" },
  { key: "state", title: "状态", cell: (row) => <StateTag state={row.state} />, width: 100, phone: "state" },
  {
    key: "price",
    title: "会费（元）",
    cell: (row) => <MoneyText yuan={row.price} />,
    right: true,
    width: 110,
    phone: "figure",
  },
  { key: "months", title: "保障期", cell: (row) => (row.months ? `${row.months}个月` : "–"), width: 90 },
  { key: "examples", title: "例子", cell: (row) => row.examples, right: true, width: 80, low: true },
  { key: "from", title: "启用", cell: (row) => <DateText day={row.validFrom} />, width: 116, tight: true },
  {
    key: "through",
    title: "最后开始",
    cell: (row) => <DateText day={row.validThrough} />,
    width: 116,
    tight: true,
    low: true,
  },
];

/** All plans and their versions; those who write them begin new ones here. */
export function PlanList() {
  const list = useGet<Reply>("/api/plans/versions");
  return (
    <Loaded from={list} bones={<PageBones />}>
      {(reply) => <ListBody reply={reply} />}
    </Loaded>
  );
}

function ListBody({ reply: { rows, allowed } }: { reply: Reply }) {
  const [isOpen, setOpen] = useState(false);
  const open = rows.filter(({ state }) => state === "published").length;
  const waiting = rows.filter(({ state }) => state === "proposed").length;
  return (
    <Page>
      <PageTitle
        title={`${open}个版本在用${waiting > 0 ? `，${waiting}个等待发布` : ""}`}
        subtitle="已发布的版本不再修改；参加时的版本适用到保障期结束"
      >
        {allowed.includes("draft") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            起草新版本
          </Button>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="保障计划"
          unit="个版本"
          from={given(rows)}
          columns={columns}
          rowKey={(row) => `${row.code} ${row.version}`}
          onOpen={(row) => navigate(pagePath(row.code, row.version))}
          empty={<Empty title="还没有保障计划">起草并由另一人发布以后，单位才能参加。</Empty>}
        />
      </Surface>
      {isOpen && <NewDraftDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

/** From nothing, or from a YAML file pasted in. A copy of a version is begun on that version's page. */
function NewDraftDialog({ onClose }: { onClose: () => void }) {
  const form = useForm({
    initial: { code: "", version: "", name: "", text: "" },
    check: ({ code, version, name, text }) =>
      text.trim() !== ""
        ? {}
        : {
            ...(code === "" && { code: "请填写编码，例如 HN-INP-80" }),
            ...(version === "" && { version: "请填写版本，例如 2026.1" }),
            ...(name === "" && { name: "请填写名称" }),
          },
  });
  const begin = useAction<{ code: string; version: string }>("POST", "/api/plans/drafts", {
    refreshes: ["/api/plans"],
    onDone: ({ code, version }) => navigate(pagePath(code, version, "/edit")),
  });
  const { code, version, name, text } = form.values;
  return (
    <Dialog title="起草新版本" onClose={onClose}>
      <Form
        form={form}
        problem={begin.problem}
        onSubmit={() => begin.run(text.trim() !== "" ? { text } : { code, version, name })}
      >
        <TextField name="code" label="编码" optional={text !== ""} />
        <TextField name="version" label="版本" optional={text !== ""} />
        <TextField name="name" label="名称" optional={text !== ""} />
        <TextArea
          name="text"
          label="或者粘贴计划文件（YAML）"
          rows={6}
          optional
          hint="编码、版本和名称以文件为准。要从现有版本起草，请打开那个版本。"
        />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={begin.busy}>
            起草
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
