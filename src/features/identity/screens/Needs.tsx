import { useEffect, useState } from "react";
import { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { ProblemNote } from "#ui/States.tsx";
import type { NeedsProps } from "#ui/shell/Gate.tsx";
import { Mark } from "#ui/shell/Logo.tsx";
import { CodeRequest } from "../contract.ts";
import { passwordHint } from "./passwords.ts";
import "./sign-in.css";

/** Signed in, but something is missing before work can begin: a new password, or the second factor. */
export function Needs({ needs, onDone }: NeedsProps) {
  const leave = () =>
    void request("DELETE", "/api/session")
      .catch(() => undefined)
      .then(onDone);
  return (
    <main className="desk desk-alone">
      <section className="surface">
        <div className="desk-brand">
          <Mark size={30} />
          同舟
        </div>
        {needs === "new_password" && <NewPassword onDone={onDone} />}
        {needs === "second_factor_setup" && <SecondFactorSetUp onDone={onDone} />}
        {needs === "second_factor" && (
          <>
            <h1>这个身份要用动态验证码登录</h1>
            <p className="secondary">请重新登录，输入手机验证器上的6位数字。</p>
          </>
        )}
        <p style={{ marginTop: 16 }}>
          <Button kind="plain" onClick={leave}>
            退出，换一个账号登录
          </Button>
        </p>
      </section>
    </main>
  );
}

const PasswordForm = z
  .object({ current: z.string().min(1), next: z.string().min(8, "至少8位。"), again: z.string() })
  .refine((form) => form.next === form.again, { path: ["again"], message: "两次输入的新密码不一样。" });

/** A first password was set by somebody else: only one's own goes on. */
function NewPassword({ onDone }: { onDone: () => void }) {
  const form = useForm({ initial: { current: "", next: "", again: "" }, schema: PasswordForm });
  const change = useAction("POST", "/api/session/password", { refreshes: ["/never"], onDone });
  const { current, next } = form.values;
  return (
    <>
      <h1>请换成自己的密码</h1>
      <p className="secondary">现在的密码是别人设的，只用这一次。</p>
      <Form form={form} problem={change.problem} onSubmit={() => change.run({ current, next })}>
        <TextField name="current" label="现在的密码" type="password" autoComplete="current-password" />
        <TextField
          name="next"
          label="新密码"
          type="password"
          autoComplete="new-password"
          hint={passwordHint}
        />
        <TextField name="again" label="再输入一遍新密码" type="password" autoComplete="new-password" />
        <div>
          <Button kind="primary" type="submit" busy={change.busy}>
            换密码
          </Button>
        </div>
      </Form>
    </>
  );
}

type Secret = { secret: string; address: string };

/** Money and administration take a second factor: scan, then prove it once. */
function SecondFactorSetUp({ onDone }: { onDone: () => void }) {
  const begin = useAction<Secret>("POST", "/api/session/second-factor/setup", { refreshes: ["/never"] });
  const confirm = useAction("POST", "/api/session/second-factor", { refreshes: ["/never"], onDone });
  const form = useForm({ initial: { code: "" }, schema: CodeRequest });
  const secret = begin.reply;
  return (
    <>
      <h1>启用动态验证码</h1>
      <p className="secondary">经手资金和管理账号的身份，登录时除了密码，还要手机验证器上的6位数字。</p>
      {!secret && (
        <div className="stack" style={{ marginTop: 16 }}>
          <ProblemNote problem={begin.problem} />
          <div>
            <Button kind="primary" busy={begin.busy} onClick={() => begin.run({})}>
              显示二维码
            </Button>
          </div>
        </div>
      )}
      {secret && (
        <Form form={form} problem={confirm.problem} onSubmit={() => confirm.run(form.values)}>
          <QrCode text={secret.address} />
          <p className="secondary">
            用手机上的验证器（任何一种）扫描，或输入密钥
            <strong className="strong"> {inFours(secret.secret)}</strong>。
          </p>
          <TextField
            name="code"
            label="验证器上的6位数字"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
          />
          <div>
            <Button kind="primary" type="submit" busy={confirm.busy}>
              启用
            </Button>
          </div>
        </Form>
      )}
    </>
  );
}

const inFours = (secret: string) => secret.replaceAll(/(.{4})(?=.)/g, "$1 ");

function QrCode({ text }: { text: string }) {
  const [image, setImage] = useState<string>();
  useEffect(() => {
    void import("qrcode").then((qrcode) => qrcode.toString(text, { type: "svg", margin: 1 })).then(setImage);
  }, [text]);
  const address = image && `data:image/svg+xml;utf8,${encodeURIComponent(image)}`;
  return address ? <img src={address} width={180} height={180} alt="动态验证码的二维码" /> : null;
}
