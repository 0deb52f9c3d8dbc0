import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { DeliveryList } from "../contract.ts";
import { channelNames, sayFault } from "../text.ts";

type Row = z.output<typeof DeliveryList>["rows"][number];

/** Messages and mails that did not arrive, with what the other side said. */
export function DeliveriesPage() {
  const today = useToday();
  const list = useListing<Row>("/api/notice-deliveries");
  const retry = useAction<unknown, string>("POST", (id) => `/api/notice-deliveries/${id}/retry`);
  const columns: readonly Column<Row>[] = [
    {
      key: "notice",
      title: "通知",
      phone: "title",
      cell: (row) => (
        <div>
          {row.title}
          <div className="secondary">{row.organisationName ?? ""}</div>
        </div>
      ),
    },
    { key: "channel", title: "渠道", width: 70, cell: (row) => channelNames[row.channel] },
    {
      key: "state",
      title: "情况",
      phone: "second",
      cell: (row) => (
        <div>
          <StatusTag tone={row.state === "failed" ? "bad" : "wait"}>
            {row.state === "failed" ? "没有送到" : "还在试"}
          </StatusTag>
          <div className="secondary">
            {sayFault(row.fault ?? "")}，试了{row.tries}次
            {row.nextAt && `，${sayInstant(row.nextAt, today)}再试`}
          </div>
        </div>
      ),
    },
    { key: "at", title: "通知时间", width: 150, low: true, cell: (row) => sayInstant(row.toldAt, today) },
    {
      key: "do",
      title: "",
      width: 110,
      phone: "action",
      cell: (row) => (
        <Button small busy={retry.busy} onClick={() => retry.run(row.id)}>
          现在再发
        </Button>
      ),
    },
  ];
  return (
    <Page>
      <PageTitle
        title={
          list.isPending
            ? undefined
            : list.total > 0
              ? `${sayCount(list.total)}条通知没有送到`
              : "发出的通知都送到了"
        }
        subtitle="站内通知总是送到的；这里是短信、邮件和微信。每条自动试6次，前后约9小时"
        crumb="没有送到的"
      />
      <ProblemNote problem={retry.problem} />
      <Surface flush>
        <DataTable
          label="没有送到的通知"
          unit="条"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="没有送不到的通知" />}
        />
      </Surface>
    </Page>
  );
}
