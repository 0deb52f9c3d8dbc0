import { useState } from "react";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, Note } from "#ui/States.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { WebhookView } from "../contract.ts";
import { webhookStates } from "../text.ts";

/** Which outside systems hear what happens here, and whether they answer. */
export function WebhookPage() {
  const list = useListing<WebhookView>("/api/webhooks");
  const [secret, setSecret] = useState<string>();
  const [isAdding, setAdding] = useState(false);
  const failing = list.rows.filter((row) => row.failures > 0).length;
  return (
    <Page>
      <PageTitle
        title={
          failing > 0
            ? `${list.total}个系统接收通知，${failing}个没有回应`
            : list.total === 0
              ? "还没有系统接收通知"
              : `${list.total}个系统接收通知`
        }
        subtitle="只告诉编号和事件，不含任何个人信息；每条都有签名"
      >
        <Button kind="primary" onClick={() => setAdding(true)}>
          添加
        </Button>
      </PageTitle>
      {secret && (
        <Note tone="wait" title="请现在就把密钥交给对方，离开本页后不再显示">
          <code>{secret}</code>
        </Note>
      )}
      <Surface flush>
        <DataTable
          label="对外通知"
          unit="个"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={
            <Empty title="还没有接收的系统">
              添加一个网址，名册确认、会费到账、上缴等事件就会自动告诉对方。
            </Empty>
          }
        />
      </Surface>
      {isAdding && (
        <AddWebhook
          close={() => setAdding(false)}
          made={(shown) => {
            setSecret(shown);
            setAdding(false);
          }}
        />
      )}
    </Page>
  );
}

const columns: readonly Column<WebhookView>[] = [
  { key: "url", title: "网址", phone: "title", cell: (row) => row.url },
  { key: "events", title: "事件", width: 260, phone: "second", cell: (row) => row.events.join("、") },
  {
    key: "state",
    title: "情况",
    width: 240,
    phone: "state",
    cell: (row) => (
      <>
        <StatusTag tone={row.state === "paused" || row.failures > 0 ? "wait" : "good"}>
          {webhookStates[row.state]}
        </StatusTag>{" "}
        {row.lastProblem && `${row.lastProblem}，已试${row.failures}次`}
      </>
    ),
  },
  { key: "action", title: "", width: 170, phone: "action", cell: (row) => <Change webhook={row} /> },
];

function Change({ webhook }: { webhook: WebhookView }) {
  const change = useAction<unknown, { state: string }>("POST", `/api/webhooks/${webhook.id}/state`, {
    refreshes: ["/api/webhooks"],
  });
  const next = webhook.state === "active" ? "paused" : "active";
  return (
    <>
      <Button onClick={() => change.run({ state: next })}>{next === "paused" ? "暂停" : "继续"}</Button>{" "}
      <Button onClick={() => change.run({ state: "removed" })}>移除</Button>
    </>
  );
}

function AddWebhook({ close, made }: { close: () => void; made: (secret: string) => void }) {
  const form = useForm({ initial: { url: "", events: "enrolment.*\nfunding.*" } });
  const add = useAction<{ secret: string }, { url: string; events: string[] }>("POST", "/api/webhooks", {
    refreshes: ["/api/webhooks"],
    onDone: (reply) => made(reply.secret),
  });
  const { url, events } = form.values;
  const wanted = events.split(/\s+/).filter(Boolean);
  return (
    <Dialog title="把这里发生的事告诉另一个系统" onClose={close}>
      <Form form={form} problem={add.problem} onSubmit={() => add.run({ url: url.trim(), events: wanted })}>
        <TextField name="url" label="网址" hint="以 https:// 开头，由对方提供" />
        <TextArea
          name="events"
          label="事件"
          hint="每行一个，例如 funding.remitted；enrolment.* 表示名册的全部事件"
        />
        <div className="row">
          <Button onClick={close}>再看看</Button>
          <Button kind="primary" type="submit" busy={add.busy}>
            添加
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
