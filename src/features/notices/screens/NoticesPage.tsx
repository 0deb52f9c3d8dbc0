import type { z } from "zod";
import { useAction, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { Empty, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import type { NoticeList } from "../contract.ts";

type Reply = z.output<typeof NoticeList>;
type Row = Reply["rows"][number];

/** What I was told, newest first. */
export function NoticesPage() {
  const today = useToday();
  const may = useMay();
  const list = useListing<Row, Reply>("/api/notices");
  const read = useAction<unknown, { ids?: readonly string[] }>("POST", "/api/notices/read", {
    refreshes: ["/api/notices"],
  });
  const unread = list.first?.unread ?? 0;
  const see = (row: Row) => {
    if (!row.isRead) read.run({ ids: [row.id] });
  };
  const columns: readonly Column<Row>[] = [
    {
      key: "notice",
      title: "通知",
      phone: "title",
      cell: (row) => (
        <div>
          {row.link ? (
            <Link to={row.link} className={row.isRead ? undefined : "strong"} onClick={() => see(row)}>
              {row.title}
            </Link>
          ) : (
            <span className={row.isRead ? undefined : "strong"}>{row.title}</span>
          )}
          <div className="secondary">{row.body}</div>
        </div>
      ),
    },
    { key: "at", title: "时间", width: 150, phone: "second", cell: (row) => sayInstant(row.toldAt, today) },
    {
      key: "do",
      title: "",
      width: 110,
      phone: "action",
      cell: (row) =>
        row.isRead ? (
          <span className="secondary">看过</span>
        ) : (
          <Button small onClick={() => see(row)}>
            看过了
          </Button>
        ),
    },
  ];
  return (
    <Page>
      <PageTitle
        title={list.isPending ? undefined : unread > 0 ? `${sayCount(unread)}条通知没有看` : "通知都看过了"}
        subtitle="给您和给您所在单位的通知"
      >
        {may("notices.follow") && <ButtonLink to="/notices/deliveries">没有送到的</ButtonLink>}
        <ButtonLink to="/notices/settings">接收方式</ButtonLink>
        {unread > 0 && (
          <Button busy={read.busy} onClick={() => read.run({})}>
            都看过了
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={read.problem} />
      <Surface flush>
        <DataTable
          label="通知"
          unit="条"
          from={list}
          columns={columns}
          rowKey={(row) => row.id}
          empty={<Empty title="还没有通知">催办、审核结果和付款情况会在这里告诉您。</Empty>}
        />
      </Surface>
    </Page>
  );
}
