import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { BarRows } from "#ui/bars.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { CheckField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { audiences, channels, type MediaRow, type MediaList as Shape } from "../contract.ts";
import { audienceNames, channelNames } from "../text.ts";

type Row = z.output<typeof MediaRow>;
type Reply = z.output<typeof Shape>;

const columns: readonly Column<Row>[] = [
  { key: "title", title: "题目", phone: "title", cell: (row) => row.title },
  { key: "outlet", title: "登在哪里", width: 260, phone: "second", cell: (row) => row.outlet },
  { key: "channel", title: "渠道", width: 100, cell: (row) => channelNames[row.channel] },
  { key: "audience", title: "给谁看", width: 110, low: true, cell: (row) => audienceNames[row.audience] },
  {
    key: "mentions",
    title: "篇数",
    width: 90,
    right: true,
    phone: "figure",
    cell: (row) => `${sayCount(row.mentions)}${row.isOwn ? "（自发）" : ""}`,
  },
  { key: "on", title: "日期", width: 120, cell: (row) => <DateText day={row.publishedOn} /> },
];

/** 媒体: own posts and what others reported. */
export function MediaList() {
  const list = useListing<Row, Reply>("/api/media");
  const [isOpen, setOpen] = useState(false);
  const { first } = list;
  const sum = first?.byChannel.reduce((all, { mentions }) => all + mentions, 0) ?? 0;
  return (
    <Page>
      <PageTitle title={first && (sum > 0 ? `${sayCount(sum)}篇报道和推文` : "还没有登记报道")}>
        {first?.allowed.includes("note") && (
          <Button kind="primary" onClick={() => setOpen(true)}>
            登记报道
          </Button>
        )}
      </PageTitle>
      {first && first.byChannel.length > 0 && (
        <div className="columns">
          <Mentions
            title="各渠道篇数"
            rows={first.byChannel.map(({ channel, mentions }) => [channelNames[channel], mentions])}
          />
          <Mentions
            title="给谁看"
            rows={first.byAudience.map(({ audience, mentions }) => [audienceNames[audience], mentions])}
          />
        </div>
      )}
      <Surface flush>
        <DataTable
          label="报道"
          unit="条"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有报道">自己发的推文、短视频和别的媒体的报道都登记在这里。</Empty>}
        />
      </Surface>
      {isOpen && <NoteDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}

const Mentions = ({ title, rows }: { title: string; rows: readonly (readonly [string, number])[] }) => (
  <Surface title={title}>
    <BarRows
      label={title}
      rows={rows.map(([label, size]) => ({ key: label, label, size, words: `${sayCount(size)}篇` }))}
    />
  </Surface>
);

function NoteDialog({ onClose }: { onClose: () => void }) {
  const today = useToday();
  return (
    <FormDialog
      title="登记报道"
      path="/api/media"
      initial={{
        channel: "wechat",
        audience: "everybody",
        outlet: "",
        title: "",
        isOwn: false as boolean,
        mentions: "1",
        publishedOn: today,
      }}
      check={({ outlet, title, mentions }) => ({
        outlet: needed(outlet, "请填写登在哪里"),
        title: needed(title, "请填写题目"),
        mentions: !(Number(mentions) > 0) && "请填写篇数",
      })}
      body={(values) => ({ ...values, mentions: Number(values.mentions) })}
      yes="登记"
      onClose={onClose}
    >
      <SelectField
        name="channel"
        label="渠道"
        options={channels.map((value) => ({ value, label: channelNames[value] }))}
      />
      <SelectField
        name="audience"
        label="给谁看"
        options={audiences.map((value) => ({ value, label: audienceNames[value] }))}
      />
      <TextField name="outlet" label="登在哪里" />
      <TextField name="title" label="题目" />
      <TextField name="mentions" label="篇数" inputMode="numeric" />
      <CheckField name="isOwn" label="是我们自己发的" />
      <DateField name="publishedOn" label="日期" />
    </FormDialog>
  );
}
