import { useEffect, useState } from "react";
import { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { asProblem, ProblemError } from "#ui/problem.ts";
import { PageBones, ProblemNote, ProblemState } from "#ui/States.tsx";
import type { InvitationView, SessionView } from "../contract.ts";
import { passwordHint } from "./passwords.ts";

type Invitation = z.output<typeof InvitationView>;

/** Behind a link that works once: the first account of a unit (`?unit`), or an invitation into a role. */
export function Join() {
  const token = location.hash.slice(1);
  const isUnit = new URLSearchParams(location.search).has("unit");
  const [invitation, setInvitation] = useState<Invitation>();
  const [signedIn, setSignedIn] = useState<string>();
  const [problem, setProblem] = useState<ProblemError>();
  useEffect(() => {
    const fail = (thrown: unknown) => setProblem(asProblem(thrown));
    if (isUnit || !token) return;
    request<Invitation>("POST", "/api/invitation/open", { body: { token } }).then(setInvitation, fail);
    request<z.output<typeof SessionView>>("GET", "/api/session").then(
      (session) => setSignedIn(session.account?.name),
      () => undefined,
    );
  }, [token, isUnit]);
  if (!token) return <ProblemState problem={incomplete} />;
  if (problem) return <ProblemState problem={problem} />;
  if (!isUnit && !invitation) return <PageBones />;
  return (
    <>
      <header>
        <h1>{invitation ? `开通${invitation.organisationName}的账号` : "开通单位经办人账号"}</h1>
        <p className="secondary">
          {invitation ? `身份：${invitation.roleName}。` : ""}链接只能用一次。
          {invitation?.secondFactor ? "开通后还要启用动态验证码。" : ""}
        </p>
      </header>
      {signedIn && <AcceptAsMe token={token} name={signedIn} />}
      <section className="surface">
        <div className="surface-body">
          <NewAccount
            token={token}
            name={invitation?.name ?? ""}
            path={isUnit ? "/api/registration/account" : "/api/invitation/account"}
          />
        </div>
      </section>
    </>
  );
}

const incomplete = new ProblemError({
  status: 400,
  title: "这个链接不完整",
  detail: "请从收到的消息里把整个链接复制过来再打开；找不到了，请让发给您的人重新生成一个。",
});

const home = () => location.assign("/");

function AcceptAsMe({ token, name }: { token: string; name: string }) {
  const accept = useAction("POST", "/api/invitation/acceptance", { refreshes: ["/never"], onDone: home });
  return (
    <section className="surface">
      <div className="surface-body stack">
        <p>您已经用“{name}”的账号登录，可以把这个身份加到这个账号上。</p>
        <ProblemNote problem={accept.problem} />
        <div>
          <Button busy={accept.busy} onClick={() => accept.run({ token })}>
            加到现在的账号
          </Button>
        </div>
      </div>
    </section>
  );
}

const Shape = z
  .object({
    login: z.string().min(2, "至少2个字。").max(50),
    name: z.string().min(2, "请填写姓名。"),
    password: z.string().min(8, "至少8位。"),
    again: z.string(),
  })
  .refine((form) => form.password === form.again, { path: ["again"], message: "两次输入的密码不一样。" });

function NewAccount({ token, name, path }: { token: string; name: string; path: string }) {
  const form = useForm({ initial: { login: "", name, password: "", again: "" }, schema: Shape });
  const open = useAction("POST", path, { refreshes: ["/never"], onDone: home });
  const { again: _, ...account } = form.values;
  return (
    <Form form={form} problem={open.problem} onSubmit={() => open.run({ token, ...account })}>
      <TextField name="name" label="姓名" autoComplete="name" />
      <TextField name="login" label="登录名" autoComplete="username" hint="可以用手机号、拼音或工号。" />
      <TextField
        name="password"
        label="密码"
        type="password"
        autoComplete="new-password"
        hint={passwordHint}
      />
      <TextField name="again" label="再输入一遍密码" type="password" autoComplete="new-password" />
      <div>
        <Button kind="primary" type="submit" busy={open.busy}>
          开通账号
        </Button>
      </div>
    </Form>
  );
}
