import { useEffect, useState } from "react";
import { request as send, useAction } from "#ui/api.ts";
import { PhoneField } from "#ui/phone/fields.tsx";
import type { GateRoomProps } from "#ui/phone/PhoneGate.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, List, Note, Row, Trouble } from "#ui/phone/parts.tsx";
import { leave } from "./leave.ts";
import type { Session } from "./SignInPage.tsx";

/** Who one is: name and identity number as on the roster. Where only the phone differs, the unit's clerk says. */
export function BindPage({ session, onDone }: GateRoomProps<Session>) {
  const [isAgain, setAgain] = useState(false);
  // Filled in again after a no, it is asked again: then there is something to wait for.
  if (session.request && !(isAgain && session.request.state === "refused"))
    return <Asked session={session} again={() => setAgain(true)} onDone={onDone} />;
  return <Form session={session} onDone={onDone} />;
}

function Form({ session, onDone }: GateRoomProps<Session>) {
  const [name, setName] = useState("");
  const [idNumber, setIdNumber] = useState("");
  const binding = useAction<Session, { name: string; idNumber: string }>("POST", "/api/me/binding", {
    refreshes: [],
    onDone,
  });
  return (
    <PhonePage
      bar="认证本人"
      title="您是哪一位职工？"
      note={`已用${session.phone}登录。姓名和证件号码要和单位名册上的一样。`}
      back={() => leave(onDone)}
      action={{
        label: "是我本人，提交",
        busy: binding.busy,
        why: name.trim() === "" ? "请填写姓名" : idNumber.trim().length < 4 && "请填写证件号码",
        onPress: () => binding.run({ name, idNumber }),
      }}
      under="只用来和名册核对，核对不上的不保存"
    >
      <PhoneField label="姓名" value={name} onChange={setName} autoComplete="name" maxLength={50} />
      <PhoneField
        label="证件号码"
        value={idNumber}
        onChange={setIdNumber}
        hint="身份证18位，末位可能是X"
        autoComplete="off"
        maxLength={40}
      />
      <Trouble problem={binding.problem} />
      <DemoWorkers
        session={session}
        choose={(worker) => {
          setName(worker.name);
          setIdNumber(worker.idNumber);
        }}
      />
    </PhonePage>
  );
}

type Worker = NonNullable<Session["demo"]>["workers"][number];

function DemoWorkers({ session, choose }: { session: Session; choose: (worker: Worker) => void }) {
  const workers = session.demo?.workers ?? [];
  if (workers.length === 0) return null;
  return (
    <section>
      <h2 style={{ marginBottom: 8 }}>演示：填入虚构的职工</h2>
      <List label="演示职工">
        {workers.map((worker) => (
          <Row
            key={worker.phone}
            label={worker.name}
            note={`${worker.idNumber}，手机${worker.phone}`}
            onPress={() => choose(worker)}
          />
        ))}
      </List>
    </section>
  );
}

type AskedProps = GateRoomProps<Session> & { again: () => void };

/** What the clerk was asked, and what came of it. The answer is looked for by itself. */
function Asked({ session, again, onDone }: AskedProps) {
  const asked = session.request;
  const isOpen = asked?.state === "asked";
  useEffect(() => {
    if (!isOpen) return;
    const timer = setInterval(onDone, 15_000);
    return () => clearInterval(timer);
  }, [isOpen, onDone]);
  const withdraw = () => void send("DELETE", "/api/me/binding-request").finally(onDone);
  if (isOpen)
    return (
      <PhonePage
        bar="认证本人"
        title="等单位经办人确认"
        note={`姓名和证件号码对上了，手机号码和名册上的不同。已请${asked.organisationName}的经办人确认是您本人。`}
        back={() => leave(onDone)}
        action={{ label: "看看确认了没有", onPress: onDone }}
        second={{ label: "填错了，撤回", quiet: true, onPress: withdraw }}
      >
        <Card tint>
          <h2>想快一点？</h2>
          <p className="secondary">
            给单位工会打个电话，经办人在电脑上点一下就好。名册上的号码也可以请他改正。
          </p>
        </Card>
      </PhonePage>
    );
  return (
    <PhonePage
      bar="认证本人"
      title="单位经办人没有确认"
      note={`${asked?.organisationName ?? "单位"}的经办人认为这个手机号码不是您本人的。`}
      back={() => leave(onDone)}
      action={{ label: "重新填写", onPress: again }}
    >
      {asked?.note && <Note>经办人说：{asked.note}</Note>}
      <Card tint>
        <p className="secondary">请先和单位工会联系，说清楚后再提交一次。没有改变任何数据。</p>
      </Card>
    </PhonePage>
  );
}
