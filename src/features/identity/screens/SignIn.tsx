import { useState } from "react";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import type { DemoAccount, SignInProps } from "#ui/shell/Gate.tsx";
import { Mark } from "#ui/shell/Logo.tsx";
import "./sign-in.css";

/** The codes by which the server asks for the second factor, or says that it was wrong. */
const asksForCode = new Set(["second_factor_needed", "second_factor_wrong"]);

/** Name and password, then the second factor where the account has one. */
export function SignIn({ welcome, onSignedIn }: SignInProps) {
  const [picked, setPicked] = useState<DemoAccount>();
  const accounts = welcome.demo ? (welcome.accounts ?? []) : [];
  return (
    <main className={`desk${accounts.length === 0 ? " desk-alone" : ""}`}>
      <section className="surface" aria-labelledby="sign-in">
        <div className="desk-brand">
          <Mark size={30} />
          同舟
        </div>
        <h1 id="sign-in">登录职工互助保障</h1>
        <p className="secondary">账号由本级或上级工会管理员开通。</p>
        <SignInForm key={picked?.login} welcome={welcome} onSignedIn={onSignedIn} picked={picked} />
      </section>
      {accounts.length > 0 && <DemoAccounts accounts={accounts} pick={setPicked} />}
    </main>
  );
}

type FormProps = SignInProps & { picked?: DemoAccount | undefined };
type Credentials = { login: string; password: string; code?: string };

/** The form alone: it also stands above a page whose session ran out. */
export function SignInForm({ welcome, onSignedIn, picked }: FormProps) {
  const form = useForm({
    initial: { login: picked?.login ?? "", password: picked?.password ?? "", code: picked?.code ?? "" },
  });
  const [needsCode, setNeedsCode] = useState(Boolean(picked?.code));
  const signIn = useAction<unknown, Credentials>("POST", "/api/session", {
    refreshes: ["/never"],
    onDone: onSignedIn,
  });
  const isAsking = signIn.problem !== null && asksForCode.has(signIn.problem.code);
  if (isAsking && !needsCode) setNeedsCode(true);
  const send = () => {
    const { login, password, code } = form.values;
    const demoCode = welcome.accounts?.find((account) => account.login === login)?.code;
    const second = String(code || (needsCode ? demoCode : "") || "").replaceAll(/\s/g, "");
    signIn.run({ login: login.trim(), password, ...(second && { code: second }) });
  };
  return (
    <Form
      form={form}
      onSubmit={send}
      problem={isAsking && signIn.problem?.code === "second_factor_needed" ? null : signIn.problem}
    >
      <TextField name="login" label="账号" autoComplete="username" />
      <TextField name="password" label="密码" type="password" autoComplete="current-password" />
      {needsCode && (
        <TextField
          name="code"
          label="动态验证码"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          hint="打开手机上的验证器，输入6位数字。经手资金和管理账号的身份都需要。"
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

type AccountsProps = { accounts: readonly DemoAccount[]; pick: (account: DemoAccount) => void };

/** Only with demo data: who one can be, each with its current code. */
const DemoAccounts = ({ accounts, pick }: AccountsProps) => (
  <section className="surface" aria-labelledby="demo">
    <h2 id="demo">演示数据：选一个身份看看</h2>
    <p className="secondary">密码都是{accounts[0]?.password}。人名和单位都是编的。正式使用时没有这一栏。</p>
    <table className="desk-accounts">
      <tbody>
        {accounts.map((account) => (
          <tr key={account.login}>
            <td>
              {account.roleName}
              <div className="small quiet">{account.organisationName ?? account.name}</div>
            </td>
            <td className="secondary">
              {account.login}
              {account.code && <div className="small quiet">验证码{account.code}</div>}
            </td>
            <td>
              <Button small onClick={() => pick(account)}>
                填入
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
