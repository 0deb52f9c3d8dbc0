import { useEffect, useState } from "react";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { DemoProgress, useLoadProgress } from "#ui/shell/DemoProgress.tsx";
import type { DemoAccount, SignInProps, Welcome } from "#ui/shell/Gate.tsx";
import { Mark } from "#ui/shell/Logo.tsx";
import "./sign-in.css";

type Credentials = { login: string; password: string; code?: string | undefined };

/** Name and password, then the second factor where the account has one. */
export function SignIn({ welcome, onSignedIn }: SignInProps) {
  const accounts = useFreshCodes(welcome);
  return (
    <main className={`desk${accounts.length === 0 ? " desk-alone" : ""}`}>
      <section className="surface" aria-labelledby="sign-in">
        <div className="desk-brand">
          <Mark size={30} />
          同舟
        </div>
        <h1 id="sign-in">登录职工互助保障</h1>
        <p className="secondary">账号由本级或上级工会管理员开通。忘记密码，也请他们重设。</p>
        <SignInForm welcome={welcome} onSignedIn={onSignedIn} />
        <p className="secondary" style={{ marginTop: 16 }}>
          单位还没有参加？<a href="/register">单位登记</a>
        </p>
      </section>
      {accounts.length > 0 && <DemoAccounts accounts={accounts} onSignedIn={onSignedIn} />}
    </main>
  );
}

/** The demo accounts' codes change every 30 seconds. */
function useFreshCodes(welcome: Welcome): readonly DemoAccount[] {
  const [accounts, setAccounts] = useState(welcome.demo?.accounts ?? []);
  const isDemo = accounts.length > 0;
  useEffect(() => {
    if (!isDemo) return;
    const timer = setInterval(() => {
      void request<Welcome>("GET", "/api/session")
        .then((reply) => setAccounts(reply.demo?.accounts ?? []))
        .catch(() => undefined);
    }, 15_000);
    return () => clearInterval(timer);
  }, [isDemo]);
  return accounts;
}

const isFilled = ({ login, password }: { login: string; password: string }) => ({
  ...(login.trim() === "" && { login: "请输入登录名。" }),
  ...(password === "" && { password: "请输入密码。" }),
});

/** The codes by which the server asks for the second factor, or says that it was wrong. */
const asksForCode = (code: string | undefined) => code === "code_needed" || code === "code_wrong";

/** The form alone: it also stands above a page whose session ran out. */
export function SignInForm({ onSignedIn }: SignInProps) {
  const form = useForm({ initial: { login: "", password: "", code: "" }, check: isFilled });
  const [needsCode, setNeedsCode] = useState(false);
  const signIn = useAction<unknown, Credentials>("POST", "/api/session", {
    refreshes: ["/never"],
    onDone: onSignedIn,
  });
  const problem = signIn.problem;
  useEffect(() => {
    if (asksForCode(problem?.code)) setNeedsCode(true);
  }, [problem]);
  const send = () => {
    const { login, password, code } = form.values;
    const second = code.replaceAll(/\s/g, "");
    signIn.run({ login: login.trim(), password, ...(second && { code: second }) });
  };
  return (
    <Form form={form} onSubmit={send} problem={problem?.code === "code_needed" ? null : problem}>
      <TextField name="login" label="登录名" autoComplete="username" />
      <TextField name="password" label="密码" type="password" autoComplete="current-password" />
      {needsCode && (
        <TextField
          name="code"
          label="动态验证码"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          autoFocus
          hint="打开手机上的验证器，输入“同舟”下面的6位数字。"
        />
      )}
      <div>
        <Button kind="primary" type="submit" busy={signIn.busy}>
          登录
        </Button>
      </div>
    </Form>
  );
}

type AccountsProps = { accounts: readonly DemoAccount[]; onSignedIn: () => void };

/** Only with demo data: who one can be, each with its current code. */
function DemoAccounts({ accounts, onSignedIn }: AccountsProps) {
  const signIn = useAction<unknown, Credentials>("POST", "/api/session", {
    refreshes: ["/never"],
    onDone: onSignedIn,
  });
  return (
    <section className="surface" aria-labelledby="demo">
      <h2 id="demo">演示数据：选一个身份看看</h2>
      <p className="secondary">
        密码都是{accounts[0]?.password}。人名都是编的，正式使用时没有这一栏。
        {signIn.problem && <span className="bad">{signIn.problem.title}。</span>}
      </p>
      <DemoProgress progress={useLoadProgress()} />
      <table className="desk-accounts">
        <tbody>
          {accounts.map(({ login, password, code, roleName, organisationName }) => (
            <tr key={login}>
              <td>
                {roleName}
                <div className="small quiet">{organisationName}</div>
              </td>
              <td className="secondary">
                {login}
                {code && <div className="small quiet">验证码{code}</div>}
              </td>
              <td>
                <Button
                  small
                  busy={signIn.busy}
                  label={`以${roleName}（${login}）登录`}
                  onClick={() => signIn.run({ login, password, code })}
                >
                  登录
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
