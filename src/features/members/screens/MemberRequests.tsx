import { useState } from "react";
import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { MemberRequests as Contract } from "../contract.ts";

type Row = z.output<typeof Contract>["rows"][number];
type Decision = { readonly id: string; readonly decision: "confirm" | "refuse"; readonly note?: string };

/** Workers who signed in on a phone that is not the roster's: somebody who knows them says whether it is they. */
export function MemberRequests() {
  const today = useToday();
  const list = useListing<Row>("/api/member-requests");
  const [refusing, setRefusing] = useState<Row>();
  const decide = useAction<unknown, Decision>("POST", ({ id }) => `/api/member-requests/${id}/decision`, {
    onDone: () => setRefusing(undefined),
  });
  const confirm = (row: Row) =>
    decide.run({ id: row.id, decision: "confirm" }, () => toast(`已确认${row.name}是本人`));
  const columns: readonly Column<Row>[] = [
    {
      key: "name",
      title: "职工",
      phone: "title",
      cell: (row) => (
        <div>
          {row.name}
          <div className="secondary">{row.idNumber}</div>
        </div>
      ),
    },
    { key: "unit", title: "单位", cell: (row) => row.organisationName },
    {
      key: "phone",
      title: "登录的手机",
      phone: "second",
      cell: (row) => (
        <div>
          {row.phone}
          <div className="secondary">名册上是{row.rosterPhone ?? "空的"}</div>
        </div>
      ),
    },
    { key: "asked", title: "申请", width: 150, cell: (row) => sayInstant(row.askedAt, today) },
    {
      key: "do",
      title: "是本人吗",
      width: 200,
      phone: "action",
      cell: (row) => (
        <span className="row">
          <Button small busy={decide.busy} onClick={() => confirm(row)}>
            是本人
          </Button>
          <Button small onClick={() => setRefusing(row)}>
            不是
          </Button>
        </span>
      ),
    },
  ];
  const title = list.total > 0 ? `${sayCount(list.total)}名职工等您确认是本人` : "没有等待确认的职工";
  return (
    <Page>
      <PageTitle
        title={list.isPending ? undefined : title}
        subtitle="姓名和证件号码对上了，登录的手机和名册上的不同。请用您知道的联系方式问过本人再确认"
      />
      <ProblemNote problem={decide.problem} />
      <Surface flush>
        <DataTable
          label="职工认证"
          unit="人"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={
            <Empty title="没有等待确认的职工">
              职工用手机登录，号码和名册上一样的自动认证；不一样的会出现在这里。
            </Empty>
          }
        />
      </Surface>
      {refusing && (
        <Refusal
          row={refusing}
          busy={decide.busy}
          close={() => setRefusing(undefined)}
          send={(note) => decide.run({ id: refusing.id, decision: "refuse", ...(note && { note }) })}
        />
      )}
    </Page>
  );
}

type RefusalProps = { row: Row; busy: boolean; close: () => void; send: (note: string) => void };

function Refusal({ row, busy, close, send }: RefusalProps) {
  const form = useForm({ initial: { note: "" } });
  return (
    <Dialog title={`${row.name}的申请不是本人提出的？`} onClose={close}>
      <Form form={form} onSubmit={() => send(form.values.note.trim())}>
        <p>那部手机看不到{row.name}的任何资料。对方会看到您写的话。</p>
        <TextArea name="note" label="告诉对方" optional />
        <div className="row">
          <Button onClick={close}>再看看</Button>
          <Button kind="primary" type="submit" busy={busy}>
            不是本人
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
