import { useState } from "react";
import { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Steps } from "#ui/bars.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts } from "#ui/page.tsx";
import { Note } from "#ui/States.tsx";
import { Mark } from "#ui/shell/Logo.tsx";
import { provinces } from "./provinces.ts";

const Administrator = z.object({
  login: z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/, "账号用3到32个小写字母、数字，以字母开头。"),
  name: z.string().min(1),
  password: z.string().min(10, "密码至少10位，可以是一句话。"),
});
const Province = z.object({ code: z.string().min(1), name: z.string().min(2) });
const City = z.object({
  code: z.string().regex(/^\d{6}$/, "区划代码是6位数字，例如濮阳市410900。"),
  name: z.string().regex(/市$|州$|盟$|地区$/, "请写全称，例如濮阳市。"),
});

type Answers = {
  readonly administrator: z.infer<typeof Administrator>;
  readonly province: z.infer<typeof Province>;
  readonly city: z.infer<typeof City>;
};

const stepNames = ["管理员", "省", "市", "核对"] as const;

/** The first start of an empty system: first administrator, province, city; nothing is kept before the last step. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const [at, setAt] = useState(0);
  const [answers, setAnswers] = useState<Partial<Answers>>({});
  const keep = (part: Partial<Answers>) => {
    setAnswers({ ...answers, ...part });
    setAt(at + 1);
  };
  const back = () => setAt(at - 1);
  return (
    <main className="page" style={{ maxWidth: 720 }}>
      <div className="row" style={{ color: "var(--brand)", fontSize: 20, fontWeight: 600 }}>
        <Mark size={30} />
        同舟
      </div>
      <header>
        <h1>开始使用：第{at + 1}步，共4步</h1>
        <p className="secondary">
          系统里还没有任何数据。填完四步就可以登记单位、收名册。返回不会丢失已填的内容。
        </p>
      </header>
      <Steps
        label="开始使用的四步"
        steps={stepNames.map((label, i) => ({
          key: label,
          label,
          state: i < at ? "done" : i === at ? "now" : "later",
        }))}
      />
      <section className="surface">
        <div className="surface-body">
          {at === 0 && (
            <AdministratorStep
              initial={answers.administrator}
              next={(administrator) => keep({ administrator })}
            />
          )}
          {at === 1 && (
            <ProvinceStep initial={answers.province} back={back} next={(province) => keep({ province })} />
          )}
          {at === 2 && <CityStep initial={answers.city} back={back} next={(city) => keep({ city })} />}
          {at === 3 && <Check answers={answers as Answers} back={back} onDone={onDone} />}
        </div>
      </section>
    </main>
  );
}

type StepProps<T> = { initial: T | undefined; next: (part: T) => void; back?: () => void };

const Buttons = ({ back }: { back?: (() => void) | undefined }) => (
  <div className="row">
    <Button kind="primary" type="submit">
      下一步
    </Button>
    {back && <Button onClick={back}>上一步</Button>}
  </div>
);

function AdministratorStep({ initial, next }: StepProps<Answers["administrator"]>) {
  const form = useForm({ initial: initial ?? { login: "", name: "", password: "" }, schema: Administrator });
  return (
    <Form form={form} onSubmit={() => next(form.values)}>
      <TextField name="login" label="管理员账号" autoComplete="username" hint="登录时用，例如 zhangwei。" />
      <TextField name="name" label="姓名" autoComplete="name" />
      <TextField name="password" label="密码" type="password" autoComplete="new-password" hint="至少10位。" />
      <Buttons />
    </Form>
  );
}

function ProvinceStep({ initial, next, back }: StepProps<Answers["province"]>) {
  const form = useForm({ initial: initial ?? { code: "410000", name: "河南省" }, schema: Province });
  const send = () =>
    next({ code: form.values.code, name: provinces.find((p) => p.value === form.values.code)?.label ?? "" });
  return (
    <Form form={form} onSubmit={send}>
      <SelectField name="code" label="省（自治区、直辖市）" options={provinces} hint="省级办事处设在这里。" />
      <Buttons back={back} />
    </Form>
  );
}

function CityStep({ initial, next, back }: StepProps<Answers["city"]>) {
  const form = useForm({ initial: initial ?? { code: "", name: "" }, schema: City });
  return (
    <Form form={form} onSubmit={() => next(form.values)}>
      <TextField name="name" label="市" hint="第一个开通的市，以后可以再加。" />
      <TextField
        name="code"
        label="区划代码"
        inputMode="numeric"
        maxLength={6}
        hint="6位数字，例如濮阳市410900。"
      />
      <Buttons back={back} />
    </Form>
  );
}

function Check({ answers, back, onDone }: { answers: Answers; back: () => void; onDone: () => void }) {
  const { administrator, province, city } = answers;
  const setUp = useAction<{ second?: { secret: string } }, Answers>("POST", "/api/setup", {
    refreshes: ["/never"],
    onDone,
  });
  return (
    <div className="stack">
      <Facts
        rows={[
          ["管理员", `${administrator.name}（${administrator.login}）`],
          ["省", province.name],
          ["市", `${city.name}，${city.code}`],
        ]}
      />
      {setUp.problem && (
        <Note tone="wait" title={setUp.problem.title}>
          {setUp.problem.detail}
        </Note>
      )}
      <div className="row">
        <Button kind="primary" busy={setUp.busy} onClick={() => setUp.run(answers)}>
          开通{city.name}
        </Button>
        <Button onClick={back}>上一步</Button>
      </div>
    </div>
  );
}
