import { useState } from "react";
import type { z } from "zod";
import { useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Empty } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { SearchBox } from "#ui/table/filters.tsx";
import type { AccountList as Contract, InvitationList } from "../contract.ts";
import { AccountPeek } from "./AccountPeek.tsx";
import { InvitePerson, OpenAccount } from "./NewAccount.tsx";
import { WithdrawInvitation } from "./WithdrawInvitation.tsx";

type AccountRow = z.output<typeof Contract>["rows"][number];
type InvitationRow = z.output<typeof InvitationList>["rows"][number];

const columnsFor = (today: string): readonly Column<AccountRow>[] => [
  { key: "name", title: "姓名", cell: (row) => row.name, width: 140, phone: "title" },
  { key: "login", title: "登录名", cell: (row) => row.login, width: 160, phone: "second" },
  {
    key: "state",
    title: "情况",
    cell: (row) =>
      row.isDisabled ? (
        <StatusTag tone="bad">已停用</StatusTag>
      ) : row.kind === "service" ? (
        <StatusTag>系统接口</StatusTag>
      ) : (
        <StatusTag tone="good">正常</StatusTag>
      ),
    width: 96,
    phone: "state",
  },
  {
    key: "grants",
    title: "身份",
    cell: (row) =>
      row.grants.length === 0
        ? "没有"
        : row.grants.map((grant) => (
            <div key={grant.id}>
              {grant.roleName}，{grant.organisationName}
              {grant.until && `，到${grant.until}前`}
              {grant.isDelegated && "（受委托）"}
            </div>
          )),
  },
  {
    key: "factor",
    title: "动态验证码",
    cell: (row) => (row.hasSecondFactor ? "已启用" : "没有"),
    width: 104,
    low: true,
  },
  {
    key: "seen",
    title: "最近使用",
    cell: (row) => (row.seenAt ? sayInstant(row.seenAt, today) : "还没有"),
    width: 130,
    tight: true,
    low: true,
  },
];

/** Who may do what in the part of the tree one administers. */
export function AccountList() {
  const today = useToday();
  const may = useMay();
  const [q] = useQueryState("q");
  const [asking, setAsking] = useState<"open" | "invite">();
  const list = useListing<AccountRow>("/api/accounts", { q });
  const mayGrant = may("accounts.grant");
  const close = () => setAsking(undefined);
  return (
    <Page>
      <PageTitle
        title={list.isPending ? "账号和身份" : `${sayCount(list.total)}个账号`}
        subtitle="每个身份只管一个范围；审核的不付款，制单的不复核"
      >
        {mayGrant && (
          <>
            <Button onClick={() => setAsking("open")}>直接开通账号</Button>
            <Button kind="primary" onClick={() => setAsking("invite")}>
              邀请开通
            </Button>
          </>
        )}
      </PageTitle>
      <Surface flush>
        <DataTable
          label="账号"
          unit="个"
          from={list}
          columns={columnsFor(today)}
          rowKey={(row) => row.id}
          peek={{
            title: (row) => row.name,
            body: (row) => <AccountPeek account={row} mayGrant={mayGrant} />,
          }}
          tools={<SearchBox placeholder="查姓名或登录名" />}
          empty={<Empty title={q ? "没有查到这个账号" : "还没有账号"}>发邀请后，对方用链接自己开通。</Empty>}
        />
      </Surface>
      <Invitations mayGrant={mayGrant} />
      {asking === "open" && <OpenAccount close={close} />}
      {asking === "invite" && <InvitePerson close={close} />}
    </Page>
  );
}

function Invitations({ mayGrant }: { mayGrant: boolean }) {
  const today = useToday();
  const list = useListing<InvitationRow>("/api/invitations");
  if (list.total === 0) return null;
  const columns: readonly Column<InvitationRow>[] = [
    { key: "name", title: "姓名", cell: (row) => row.name, width: 140, phone: "title" },
    {
      key: "role",
      title: "身份",
      cell: (row) => `${row.roleName}，${row.organisationName}`,
      phone: "second",
    },
    { key: "at", title: "邀请", cell: (row) => sayInstant(row.invitedAt, today), width: 130, tight: true },
    {
      key: "do",
      title: "办理",
      cell: (row) => (mayGrant ? <WithdrawInvitation invitation={row} /> : null),
      width: 110,
      phone: "action",
    },
  ];
  return (
    <Surface title={`${sayCount(list.total)}个邀请还没有接受`} flush>
      <DataTable
        label="邀请"
        unit="个"
        from={given(list.rows)}
        columns={columns}
        rowKey={(row) => row.id}
        empty={null}
      />
    </Surface>
  );
}
