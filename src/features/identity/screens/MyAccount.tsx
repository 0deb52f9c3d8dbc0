import { z } from "zod";
import { addDays, type PlainDate } from "#core/dates.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useSession, useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import { passwordHint } from "./passwords.ts";

/** One's own account: password, and handing one's role on for a time. */
export function MyAccount() {
  const session = useSession();
  return (
    <Page>
      <PageTitle title={`${session.account.name}的账号`} subtitle={`登录名${session.account.login}`} />
      <div className="columns">
        <Surface title="改密码">
          <ChangePassword />
        </Surface>
        <Surface title="委托别人代办">
          <Delegate />
        </Surface>
      </div>
      <Surface title="我的身份">
        <Facts
          rows={session.grants
            .filter((grant, at, all) => all.findIndex((other) => other.id === grant.id) === at)
            .map((grant) => [grant.roleName, grant.organisationName] as const)}
        />
      </Surface>
    </Page>
  );
}

const Passwords = z
  .object({ current: z.string().min(1), next: z.string().min(8, "至少8位。"), again: z.string() })
  .refine((form) => form.next === form.again, { path: ["again"], message: "两次输入的新密码不一样。" });

function ChangePassword() {
  const form = useForm({ initial: { current: "", next: "", again: "" }, schema: Passwords });
  const change = useAction("POST", "/api/session/password", {
    refreshes: ["/never"],
    onDone: () => {
      form.reset();
      toast("密码已改，别处的登录已退出");
    },
  });
  const { current, next } = form.values;
  return (
    <Form form={form} problem={change.problem} onSubmit={() => change.run({ current, next })}>
      <TextField name="current" label="现在的密码" type="password" autoComplete="current-password" />
      <TextField name="next" label="新密码" type="password" autoComplete="new-password" hint={passwordHint} />
      <TextField name="again" label="再输入一遍新密码" type="password" autoComplete="new-password" />
      <div>
        <Button kind="primary" type="submit" busy={change.busy}>
          改密码
        </Button>
      </div>
    </Form>
  );
}

function Delegate() {
  const today = useToday() as PlainDate;
  const form = useForm({
    initial: { login: "", until: addDays(today, 7) as string },
    schema: z.object({ login: z.string().min(2, "请填写对方的登录名。"), until: z.string().min(10) }),
  });
  const delegate = useAction("POST", "/api/delegations", {
    onDone: () => toast("已委托，到期自动收回"),
  });
  return (
    <Form form={form} problem={delegate.problem} onSubmit={() => delegate.run(form.values)}>
      <TextField
        name="login"
        label="对方的登录名"
        hint="对方得到和您现在一样的身份和范围，不能再委托别人。"
      />
      <DateField
        name="until"
        label="到哪天前有效"
        hint="到这一天自动收回。您的身份收回时，委托也同时结束。"
      />
      <div>
        <Button type="submit" busy={delegate.busy}>
          委托
        </Button>
      </div>
    </Form>
  );
}
