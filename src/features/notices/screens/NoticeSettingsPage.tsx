import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Loaded, ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import type { NoticeSettings } from "../contract.ts";

export type Settings = z.output<typeof NoticeSettings>;

/** Where one hears besides the inbox. */
export function NoticeSettingsPage() {
  const settings = useGet<Settings>("/api/notice-settings");
  return (
    <Page>
      <PageTitle title="通知怎么告诉您" subtitle="站内通知总是有；邮件由您决定" crumb="接收方式" />
      <Surface title="电子邮件">
        <Loaded from={settings}>
          {(mine) =>
            !mine.channels.includes("email") ? (
              <p className="secondary">市总工会还没有开通邮件，通知都在站内。</p>
            ) : mine.email && mine.emailIsConfirmed ? (
              <Confirmed mine={mine} />
            ) : mine.email ? (
              <Confirm email={mine.email} />
            ) : (
              <GiveEmail />
            )
          }
        </Loaded>
      </Surface>
    </Page>
  );
}

function GiveEmail() {
  const form = useForm({ initial: { email: "" } });
  const set = useAction("PUT", "/api/notice-settings/email");
  return (
    <Form form={form} problem={set.problem} onSubmit={() => set.run({ email: form.values.email.trim() })}>
      <TextField name="email" label="邮箱" hint="会发一个验证码到这个邮箱" autoComplete="email" />
      <div>
        <Button kind="primary" type="submit" busy={set.busy}>
          发验证码
        </Button>
      </div>
    </Form>
  );
}

function Confirm({ email }: { email: string }) {
  const form = useForm({ initial: { code: "" } });
  const confirm = useAction("POST", "/api/notice-settings/email/confirmation");
  const remove = useAction("DELETE", "/api/notice-settings/email");
  return (
    <Form
      form={form}
      problem={confirm.problem}
      onSubmit={() => confirm.run({ code: form.values.code.trim() })}
    >
      <p>验证码已发到{email}，30分钟内有效。</p>
      <TextField name="code" label="验证码" autoComplete="one-time-code" />
      <div className="row">
        <Button kind="primary" type="submit" busy={confirm.busy}>
          确认
        </Button>
        <Button busy={remove.busy} onClick={() => remove.run()}>
          换一个邮箱
        </Button>
      </div>
    </Form>
  );
}

function Confirmed({ mine }: { mine: Settings }) {
  const remove = useAction("DELETE", "/api/notice-settings/email", {
    onDone: () => toast("不再发邮件"),
  });
  const want = useAction<unknown, { purpose: string; wanted: boolean }>(
    "PUT",
    ({ purpose }) => `/api/notice-settings/email/${purpose}`,
  );
  return (
    <div className="stack">
      <p>
        通知同时发到{mine.email}。
        <button type="button" className="link" onClick={() => remove.run()}>
          不再发邮件
        </button>
      </p>
      <ProblemNote problem={want.problem ?? remove.problem} />
      <div>
        <h3 className="strong">要收哪些</h3>
        {mine.purposes.map(({ purpose, name, muted }) => (
          <label key={purpose} className="row" style={{ minHeight: 32 }}>
            <input
              type="checkbox"
              checked={!muted.includes("email")}
              onChange={(event) => want.run({ purpose, wanted: event.target.checked })}
            />
            {name}
          </label>
        ))}
      </div>
    </div>
  );
}
