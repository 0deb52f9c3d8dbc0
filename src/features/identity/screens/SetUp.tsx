import type { ReactNode } from "react";
import { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Steps } from "#ui/bars.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Loaded } from "#ui/States.tsx";
import { Mark } from "#ui/shell/Logo.tsx";
import {
  SetUpAdministratorRequest,
  SetUpCityRequest,
  SetUpProvinceRequest,
  type SetUpView,
} from "../contract.ts";
import { passwordHint } from "./passwords.ts";
import { provinces } from "./provinces.ts";

type View = z.infer<typeof SetUpView>;

const stepNames = { administrator: "管理员", province: "省办事处", city: "第一个市", done: "完成" } as const;
const order = Object.keys(stepNames) as (keyof typeof stepNames)[];

/** The first start of an empty system: first administrator, province, city. Each step is kept; one may go on later. */
export function SetUp({ onDone }: { onDone: () => void }) {
  const found = useGet<View>("/api/setup");
  return (
    <main className="page" style={{ maxWidth: 720 }}>
      <div className="desk-brand">
        <Mark size={30} />
        同舟
      </div>
      <Loaded from={found}>{(view) => <SetUpSteps view={view} onDone={onDone} />}</Loaded>
    </main>
  );
}

function SetUpSteps({ view, onDone }: { view: View; onDone: () => void }) {
  const at = order.indexOf(view.step);
  return (
    <>
      <header>
        <h1>
          {view.step === "done"
            ? "可以开始使用了"
            : `开始使用：第${at + 1}步，共3步，${stepNames[view.step]}`}
        </h1>
        {view.step !== "done" && (
          <p className="secondary">系统里还没有单位和名册。每一步都会保存，中途离开，下次从这里接着填。</p>
        )}
      </header>
      <Steps
        label="开始使用的步骤"
        steps={order.map((key, i) => ({
          key,
          label: stepNames[key],
          state: i < at ? "done" : i === at ? "now" : "later",
        }))}
      />
      <section className="surface">
        <div className="surface-body">
          {view.step === "administrator" && <AdministratorStep />}
          {view.step === "province" && <ProvinceStep />}
          {view.step === "city" && <CityStep provinceId={view.provinceId} />}
          {view.step === "done" && (
            <div className="stack">
              <p>
                下一步：启用动态验证码，然后开通市总工会的经办、出纳和会计账号。资金和管理的身份登录时都要动态验证码。
              </p>
              <div>
                <Button kind="primary" onClick={onDone}>
                  进入同舟
                </Button>
              </div>
            </div>
          )}
        </div>
      </section>
    </>
  );
}

const StepButton = ({ busy, children }: { busy: boolean; children: ReactNode }) => (
  <div>
    <Button kind="primary" type="submit" busy={busy}>
      {children}
    </Button>
  </div>
);

const useStep = (name: string) => useAction("POST", `/api/setup/${name}`, { refreshes: ["/api/setup"] });

function AdministratorStep() {
  const form = useForm({ initial: { login: "", name: "", password: "" }, schema: SetUpAdministratorRequest });
  const save = useStep("administrator");
  return (
    <Form form={form} problem={save.problem} onSubmit={() => save.run(form.values)}>
      <TextField
        name="login"
        label="登录名"
        autoComplete="username"
        hint="2到50个汉字、字母或数字，例如 zhangwei。"
      />
      <TextField name="name" label="姓名" autoComplete="name" />
      <TextField
        name="password"
        label="密码"
        type="password"
        autoComplete="new-password"
        hint={passwordHint}
      />
      <StepButton busy={save.busy}>设立管理员</StepButton>
    </Form>
  );
}

const ProvinceForm = z.object({
  province: z.string().min(1),
  officeName: SetUpProvinceRequest.shape.officeName,
});

function ProvinceStep() {
  const form = useForm({ initial: { province: "410000", officeName: "" }, schema: ProvinceForm });
  const save = useStep("province");
  const { province, officeName } = form.values;
  const name = provinces.find((known) => known.value === province)?.label ?? "";
  return (
    <Form
      form={form}
      problem={save.problem}
      onSubmit={() => save.run({ provinceId: Number(province), officeName: officeName.trim() })}
    >
      <SelectField name="province" label="省（自治区、直辖市）" options={provinces} />
      <TextField name="officeName" label="省办事处名称" hint={`例如${name}职工互助保障办事处。`} />
      <StepButton busy={save.busy}>设立省办事处</StepButton>
    </Form>
  );
}

const CityForm = z.object({
  name: SetUpCityRequest.shape.name,
  cityId: z.string().regex(/^\d{4}00$/, "市的代码是6位数字，末两位是00，例如濮阳市410900。"),
  agencyName: SetUpCityRequest.shape.agencyName,
});

function CityStep({ provinceId }: { provinceId: number | null }) {
  const form = useForm({
    initial: { name: "", cityId: provinceId ? String(provinceId).slice(0, 2) : "", agencyName: "" },
    schema: CityForm,
  });
  const save = useStep("city");
  const { name, cityId, agencyName } = form.values;
  return (
    <Form
      form={form}
      problem={save.problem}
      onSubmit={() => save.run({ name: name.trim(), cityId: Number(cityId), agencyName: agencyName.trim() })}
    >
      <TextField name="name" label="市的全称" hint="例如濮阳市。以后可以再开通别的市。" />
      <TextField
        name="cityId"
        label="行政区划代码"
        inputMode="numeric"
        maxLength={6}
        hint="6位数字，例如410900。"
      />
      <TextField name="agencyName" label="市总工会名称" hint={`例如${name.trim() || "濮阳市"}总工会。`} />
      <StepButton busy={save.busy}>开通{name.trim() || "这个市"}</StepButton>
    </Form>
  );
}
