import { type FormEvent, useEffect, useState } from "react";
import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { PhoneField } from "#ui/phone/fields.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import type { GateRoomProps } from "#ui/phone/PhoneGate.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, List, Note, Row, Trouble } from "#ui/phone/parts.tsx";
import type { CodeSent, MySession } from "../contract.ts";

export type Session = z.output<typeof MySession>;
type Sent = z.output<typeof CodeSent>;

const form = "sign-in";

/** Phone number, code, in. In a demo city some invented workers and their code stand beside it. */
export function SignInPage({ session, onDone }: GateRoomProps<Session>) {
  const [phone, setPhone] = useState("");
  const [code, setCode] = useState("");
  const [wait, setWait] = useState(0);
  const sending = useAction<Sent, { phone: string }>("POST", "/api/me/code", { refreshes: [] });
  const entering = useAction<Session, { phone: string; code: string }>("POST", "/api/me/session", {
    refreshes: [],
    onDone,
  });
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  const digits = phone.replace(/\D/g, "");
  const send = (to: string) =>
    sending.run({ phone: to }, (sent) => {
      setWait(sent.again);
      entering.reset();
    });
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (digits.length === 11 && code.length === 6) entering.run({ phone, code });
  };
  return (
    <PhonePage
      bar="同舟互助"
      title="用手机号登录"
      note="看您的互助保障，申领互助金。请用您留给单位的手机号码。"
      action={{
        label: "登录",
        busy: entering.busy,
        why: digits.length !== 11 ? "请填写手机号码" : code.length !== 6 && "请填写验证码",
        onPress: () => entering.run({ phone, code }),
      }}
    >
      <form id={form} onSubmit={enter} className="ph-field" style={{ gap: 16 }}>
        <PhoneField
          label="手机号码"
          value={phone}
          onChange={setPhone}
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          maxLength={20}
        />
        <PhoneField
          label="验证码"
          value={code}
          onChange={(text) => setCode(text.replace(/\D/g, "").slice(0, 6))}
          inputMode="numeric"
          autoComplete="one-time-code"
          hint="短信里的6位数字，5分钟内有效"
          beside={
            <PhoneButton
              label="发验证码"
              busy={sending.busy}
              why={digits.length !== 11 ? "先填号码" : wait > 0 && `${wait}秒后再发`}
              onPress={() => send(phone)}
            />
          }
        />
        <button type="submit" hidden />
      </form>
      {sending.reply && <Note tone="plain">{saidOf(sending.reply)}</Note>}
      <Trouble problem={entering.problem ?? sending.problem} />
      <DemoWorkers
        session={session}
        choose={(chosen) => {
          setPhone(chosen);
          send(chosen);
        }}
      />
      <Card tint>
        <h2>收不到短信？</h2>
        <p className="secondary">看看是否被拦截到骚扰短信里。号码停用了，请带证件找单位经办人办理。</p>
      </Card>
    </PhonePage>
  );
}

const saidOf = ({ demoCode }: Sent) =>
  demoCode ? (
    <>
      演示城市不发短信，验证码是<strong>{demoCode}</strong>
    </>
  ) : (
    "如果号码没有填错，验证码一分钟内会到。"
  );

type DemoProps = { session: Session; choose: (phone: string) => void };

function DemoWorkers({ session, choose }: DemoProps) {
  const workers = session.demo?.workers ?? [];
  if (workers.length === 0) return null;
  return (
    <section>
      <h2 style={{ marginBottom: 8 }}>演示：选一位虚构的职工</h2>
      <List label="演示职工">
        {workers.map((worker) => (
          <Row
            key={worker.phone}
            label={`${worker.name} ${worker.phone}`}
            note={worker.organisationName}
            onPress={() => choose(worker.phone)}
          />
        ))}
      </List>
    </section>
  );
}
