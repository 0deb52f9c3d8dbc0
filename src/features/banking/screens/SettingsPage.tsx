import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { GroupedField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Loaded } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText, MoneyText, StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import type { BankSettings } from "../contract.ts";
import { wordTexts } from "../text.ts";

type Settings = z.output<typeof BankSettings>;
type Account = Settings["accounts"][number];
type Words = Settings["words"][number];

const accountColumns: readonly Column<Account>[] = [
  { key: "shown", title: "账号", width: 240, tight: true, phone: "title", cell: (row) => row.shown },
  { key: "holder", title: "户名", phone: "second", cell: (row) => row.holder ?? "–" },
  { key: "book", title: "账簿科目", width: 180, cell: (row) => row.name },
  {
    key: "until",
    title: "导入至",
    width: 130,
    tight: true,
    phone: "state",
    cell: (row) => (row.until ? <DateText day={row.until} /> : <StatusTag>还没有对账单</StatusTag>),
  },
  {
    key: "closing",
    title: "期末余额（元）",
    width: 170,
    right: true,
    phone: "figure",
    cell: (row) => <MoneyText yuan={row.closing} />,
  },
];

/** What a city sets of its bank: its accounts, and the words by which lines are told. */
export function SettingsPage() {
  const settings = useGet<Settings>("/api/bank/settings");
  return (
    <Page>
      <Loaded from={settings}>{(data) => <Body settings={data} />}</Loaded>
    </Page>
  );
}

function Body({ settings }: { settings: Settings }) {
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Words>();
  const { accounts, words, alike } = settings;
  const may = settings.allowed.includes("set");
  const own = words.filter((each) => each.isOwn).length;
  return (
    <>
      <PageTitle
        title={`${accounts.length === 0 ? "还没有登记银行账户" : `${sayCount(accounts.length)}个银行账户`}，核对用词${
          own === 0 ? "是常用的" : `${own}类改过`
        }`}
        subtitle="改动从下一次核对起作用，已经核对的不变；每次改动都有操作记录"
      >
        <ButtonLink to="/bank">回到银行来款</ButtonLink>
        {may && (
          <Button kind="primary" onClick={() => setAdding(true)}>
            加银行账户
          </Button>
        )}
      </PageTitle>
      <Surface flush title="银行账户" note="每个账户在账簿里有自己的科目">
        <DataTable
          label="银行账户"
          unit="个"
          from={given(accounts)}
          columns={accountColumns}
          rowKey={(row) => row.id}
          empty={
            <Empty title="还没有登记银行账户">导入第一份对账单时会按文件里的账号登记，也可以先加上。</Empty>
          }
        />
      </Surface>
      <Surface flush title="核对用词">
        <DataTable
          label="核对用词"
          unit="类"
          from={given(words)}
          columns={wordColumns(may ? setChanging : undefined)}
          rowKey={(row) => row.purpose}
          foot={
            alike > 0
              ? `去掉不计的词以后，有${sayCount(alike)}家的名称相同：它们的来款按户名认不出，会请出纳决定`
              : "去掉不计的词以后，没有名称相同的单位"
          }
          empty={null}
        />
      </Surface>
      {adding && <AddAccount onClose={() => setAdding(false)} />}
      {changing && <ChangeWords words={changing} onClose={() => setChanging(undefined)} />}
    </>
  );
}

const wordColumns = (change: ((row: Words) => void) | undefined): readonly Column<Words>[] => [
  {
    key: "purpose",
    title: "用来认",
    width: 150,
    phone: "title",
    cell: ({ purpose }) => wordTexts[purpose].title,
  },
  {
    key: "words",
    title: "词",
    width: 300,
    phone: "second",
    cell: (row) => (
      <>
        {row.words.join("、")} {row.isOwn && <StatusTag>本市设定</StatusTag>}
      </>
    ),
  },
  { key: "hint", title: "怎么用", cell: ({ purpose }) => wordTexts[purpose].hint },
  ...(change
    ? [
        {
          key: "change",
          title: "",
          width: 90,
          phone: "action" as const,
          cell: (row: Words) => (
            <Button small onClick={() => change(row)}>
              修改
            </Button>
          ),
        },
      ]
    : []),
];

function AddAccount({ onClose }: { onClose: () => void }) {
  const add = useAction("POST", "/api/bank/accounts", {
    refreshes: ["/api/bank/settings", "/api/bank/lines"],
    onDone: onClose,
  });
  const form = useForm({
    initial: { number: "", holder: "" },
    check: ({ number, holder }) => ({
      ...(/^\d{8,32}$/.test(number.replace(/[\s-]/g, "")) ? {} : { number: "账号是8到32位数字" }),
      ...(holder.trim().length >= 2 ? {} : { holder: "请填写户名" }),
    }),
  });
  return (
    <Dialog title="加银行账户" onClose={onClose}>
      <Form
        form={form}
        problem={add.problem}
        onSubmit={() => add.run({ number: form.values.number, holder: form.values.holder.trim() })}
      >
        <GroupedField name="number" label="账号" kind="card" />
        <TextField
          name="holder"
          label="户名"
          hint="账号加密保存，页面上只显示前后四位。第一份对账单的期初余额会作为这个科目的期初余额。"
        />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={add.busy}>
            加账户
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

function ChangeWords({ words, onClose }: { words: Words; onClose: () => void }) {
  const set = useAction("PUT", `/api/bank/matching-words/${words.purpose}`, {
    refreshes: ["/api/bank"],
    onDone: onClose,
  });
  const form = useForm({ initial: { words: words.words.join("\n") } });
  const { title, hint } = wordTexts[words.purpose];
  const wanted = form.values.words.split(/[\n、，,；;\s]+/).filter(Boolean);
  return (
    <Dialog title={`认“${title}”的词`} onClose={onClose}>
      <Form form={form} problem={set.problem} onSubmit={() => set.run({ words: wanted })}>
        <TextArea
          name="words"
          label="词"
          rows={5}
          hint={`每行一个。${hint}。全部清空就恢复常用的：${words.usual.join("、")}。`}
        />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={set.busy}>
            {wanted.length === 0 ? "恢复常用的" : "保存"}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
