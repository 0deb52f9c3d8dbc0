import { useState } from "react";
import { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { confirm, Dialog } from "#ui/Dialog.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { OneTimeText } from "#ui/OneTimeText.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import type { AccountList } from "../contract.ts";
import { RoleFields } from "./NewAccount.tsx";

type AccountRow = z.output<typeof AccountList>["rows"][number];
type Grant = AccountRow["grants"][number];

/** One account: its roles, and what an administrator can do for it. */
export function AccountPeek({ account, mayGrant }: { account: AccountRow; mayGrant: boolean }) {
  const [isAdding, setAdding] = useState(false);
  if (account.isMe) return <p className="secondary">这是您自己的账号，身份由另一位管理员办理。</p>;
  if (!mayGrant) return null;
  return (
    <div className="stack">
      {account.grants.map((grant) => (
        <GrantPart key={grant.id} grant={grant} account={account} />
      ))}
      <div>
        <Button onClick={() => setAdding(true)}>再给一个身份</Button>
      </div>
      <AccountPart account={account} />
      {isAdding && <AddGrant account={account} close={() => setAdding(false)} />}
    </div>
  );
}

function GrantPart({ grant, account }: { grant: Grant; account: AccountRow }) {
  const [isReplacing, setReplacing] = useState(false);
  const revoke = useAction("DELETE", `/api/grants/${grant.id}`, {
    onDone: () => toast(`已收回${account.name}的${grant.roleName}身份`),
  });
  const ask = async () => {
    const isSure = await confirm({
      title: `收回${account.name}的${grant.roleName}身份？`,
      lines: [`${grant.organisationName}。收回后立即不能再用；经手过的记录都保留。`],
      yes: "收回身份",
      danger: true,
    });
    if (isSure) revoke.run({});
  };
  return (
    <div>
      <div>
        {grant.roleName}，{grant.organisationName}
      </div>
      <ProblemNote problem={revoke.problem} />
      <div className="row">
        <Button small busy={revoke.busy} onClick={() => void ask()}>
          收回
        </Button>
        {grant.role === "unit_clerk" && (
          <Button small onClick={() => setReplacing(true)}>
            换经办人
          </Button>
        )}
      </div>
      {isReplacing && <ReplaceClerk grant={grant} account={account} close={() => setReplacing(false)} />}
    </div>
  );
}

/** The old clerk's role ends and the new one is invited, in one step. */
function ReplaceClerk(props: { grant: Grant; account: AccountRow; close: () => void }) {
  const { grant, account, close } = props;
  const form = useForm({
    initial: { name: "" },
    schema: z.object({ name: z.string().min(2, "请填写新经办人的姓名。") }),
  });
  const replace = useAction<{ token: string }>("POST", `/api/grants/${grant.id}/replacement`, {
    refreshes: ["/never"],
  });
  if (replace.reply) {
    return (
      <Dialog
        title={`请把链接发给${form.values.name}`}
        onClose={close}
        actions={<Button onClick={close}>好了</Button>}
      >
        <OneTimeText text={`${location.origin}/join#${replace.reply.token}`} label="开通账号的链接" />
        <p className="secondary">{account.name}的身份已收回。链接14天内有效，只能用一次。</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={`换${grant.organisationName}的经办人`} onClose={close}>
      <p>{account.name}的身份立即收回，新经办人用链接开通账号。</p>
      <Form form={form} problem={replace.problem} onSubmit={() => replace.run(form.values)}>
        <TextField name="name" label="新经办人姓名" />
        <div className="row">
          <Button kind="primary" type="submit" busy={replace.busy}>
            换经办人
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}

function AddGrant({ account, close }: { account: AccountRow; close: () => void }) {
  const form = useForm({
    initial: { organisationId: "", role: "", until: "" },
    schema: z.object({
      organisationId: z.uuid("请选择单位。"),
      role: z.string().min(1, "请选择身份。"),
      until: z.string(),
    }),
  });
  const add = useAction("POST", `/api/accounts/${account.id}/grants`, {
    onDone: () => {
      toast(`已给${account.name}一个新身份`);
      close();
    },
  });
  return (
    <Dialog title={`再给${account.name}一个身份`} onClose={close}>
      <Form form={form} problem={add.problem} onSubmit={() => add.run(form.values)}>
        <RoleFields organisationId={form.values.organisationId} />
        <div className="row">
          <Button kind="primary" type="submit" busy={add.busy}>
            授予身份
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}

function AccountPart({ account }: { account: AccountRow }) {
  const [secret, setSecret] = useState<{ label: string; text: string }>();
  const to = `/api/accounts/${account.id}`;
  const run = useAction<{ password?: string; token?: string }, { path: string }>(
    "POST",
    ({ path }) => `${to}/${path}`,
    {
      onDone: ({ password, token }) => {
        if (password) setSecret({ label: "新密码，下次登录时要换成自己的", text: password });
        else if (token) setSecret({ label: "新令牌，旧的已失效", text: token });
        else toast("已办好");
      },
    },
  );
  const takeFactor = () =>
    void request("DELETE", `${to}/second-factor`).then(() => toast("已取消动态验证码，下次登录时重新启用"));
  const post = (path: string) => run.run({ path });
  return (
    <div className="stack">
      <ProblemNote problem={run.problem} />
      {secret && (
        <>
          <OneTimeText text={secret.text} label={secret.label} />
          <p className="secondary">{secret.label}。只显示这一次。</p>
        </>
      )}
      <div className="row">
        {account.kind === "person" && <Button onClick={() => post("password")}>重设密码</Button>}
        {account.kind === "service" && <Button onClick={() => post("token")}>换令牌</Button>}
        {account.hasSecondFactor && <Button onClick={takeFactor}>取消动态验证码</Button>}
        <Button kind="danger" onClick={() => post(account.isDisabled ? "enable" : "disable")}>
          {account.isDisabled ? "恢复账号" : "停用账号"}
        </Button>
      </div>
    </div>
  );
}
