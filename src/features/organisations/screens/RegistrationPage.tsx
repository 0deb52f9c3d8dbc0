import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { CheckField, ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { toast } from "#ui/Toast.tsx";
import { Chips } from "#ui/table/filters.tsx";
import { ApproveRequest, RefuseRequest, type RegistrationPage as Reply } from "../contract.ts";
import {
  categoryName,
  kindNames,
  noUsccReasonNames,
  registrationStateNames,
  returnReasonNames,
  twinNames,
  usccFindingNames,
} from "../text.ts";

type Registration = z.output<typeof Reply>;

/** One registration: the unit's own words left, the decision right. */
export function RegistrationPage() {
  const id = useParam("registrationId");
  const registration = useGet<Registration>(`/api/registrations/${id}`);
  return (
    <Loaded from={registration} bones={<PageBones />}>
      {(shown) => (
        <Page>
          <PageTitle
            title={`${shown.name}：${registrationStateNames[shown.state]}`}
            subtitle={`${kindNames[shown.kind]}，申请归${shown.parentName}`}
            crumb={shown.name}
          />
          <div className="columns">
            <Surface title="单位填写的内容">
              <Words registration={shown} />
            </Surface>
            <Surface title={shown.allowed.length > 0 ? "审核" : "结果"}>
              {shown.allowed.length > 0 ? <Decide registration={shown} /> : <Outcome registration={shown} />}
            </Surface>
          </div>
        </Page>
      )}
    </Loaded>
  );
}

function Words({ registration }: { registration: Registration }) {
  const { uscc, usccFinding, noUsccReason } = registration;
  return (
    <Facts
      rows={[
        ["单位名称", registration.name],
        [
          "统一社会信用代码",
          uscc ?? noUsccReasonNames[noUsccReason as keyof typeof noUsccReasonNames] ?? "没有填",
        ],
        ...(usccFinding ? [["代码核对", usccFindingNames[usccFinding]] as const] : []),
        ["行业", registration.sector ?? "–"],
        ["职工人数", registration.staff === null ? "–" : `${sayCount(registration.staff)}人`],
        ["会费由谁交", registration.payer === "unit" ? "单位" : "职工个人"],
        ["缴费户名", registration.accountName ?? "–"],
        ["缴费账号", registration.accountNo ?? "–"],
        ["联系人", registration.contact ?? "–"],
        ["联系人手机", registration.phone ?? "–"],
      ]}
    />
  );
}

const Outcome = ({ registration }: { registration: Registration }) => (
  <div className="stack">
    <p>{registrationStateNames[registration.state]}</p>
    {registration.reasons.length > 0 && (
      <ul>
        {registration.reasons.map((reason) => (
          <li key={reason}>{returnReasonNames[reason as keyof typeof returnReasonNames]}</li>
        ))}
      </ul>
    )}
    {registration.note && <p className="secondary">{registration.note}</p>}
  </div>
);

type Choice = "approve" | "return" | "refuse";

function Decide({ registration }: { registration: Registration }) {
  const [choice, setChoice] = useState<Choice>("approve");
  const done = (words: string) => {
    toast(words);
    navigate("/registrations");
  };
  return (
    <div className="stack">
      {registration.twins.length > 0 && (
        <Note tone="wait" title="可能和已登记的单位重复">
          {registration.twins.map((twin) => (
            <div key={twin.id}>
              <Link to={`/units/${twin.id}`}>{twin.name}</Link>：{twinNames[twin.by]}
            </div>
          ))}
        </Note>
      )}
      <Chips
        label="审核结论"
        value={choice}
        choose={(value) => setChoice(value as Choice)}
        options={[
          { value: "approve", label: "通过" },
          { value: "return", label: "退回补正" },
          { value: "refuse", label: "不通过" },
        ]}
      />
      {choice === "approve" && <Approve registration={registration} done={done} />}
      {choice === "return" && <Return registration={registration} done={done} />}
      {choice === "refuse" && <Refuse registration={registration} done={done} />}
    </div>
  );
}

type Part = { registration: Registration; done: (words: string) => void };

function Approve({ registration, done }: Part) {
  const form = useForm({
    initial: { category: registration.likelyCategory, isNoTwin: false },
    schema: ApproveRequest,
  });
  const approve = useAction<{ code: string }>("POST", `/api/registrations/${registration.id}/approval`, {
    onDone: ({ code }) => done(`${registration.name}已登记，编号${code}`),
  });
  return (
    <Form form={form} problem={approve.problem} onSubmit={() => approve.run(form.values)}>
      <ChoiceField
        name="category"
        label="补助类别"
        options={["municipal", "county"].map((value) => ({ value, label: categoryName(value) }))}
        hint="决定会费由谁分担，以后可以按日期改。"
      />
      {registration.twins.length > 0 && <CheckField name="isNoTwin" label="已核对，不是同一单位" />}
      <div>
        <Button kind="primary" type="submit" busy={approve.busy}>
          通过登记
        </Button>
      </div>
    </Form>
  );
}

function Return({ registration, done }: Part) {
  const form = useForm({ initial: { note: "" } });
  const [reasons, setReasons] = useState<readonly string[]>([]);
  const back = useAction("POST", `/api/registrations/${registration.id}/return`, {
    onDone: () => done(`已退回${registration.name}，共${reasons.length}项要改`),
  });
  const toggle = (reason: string) =>
    setReasons(reasons.includes(reason) ? reasons.filter((each) => each !== reason) : [...reasons, reason]);
  const { note } = form.values;
  return (
    <Form form={form} problem={back.problem} onSubmit={() => back.run({ reasons, ...(note && { note }) })}>
      <fieldset className="field">
        <legend>要改的内容，一次选全</legend>
        {Object.entries(returnReasonNames).map(([reason, label]) => (
          <label key={reason} className="choice">
            <input type="checkbox" checked={reasons.includes(reason)} onChange={() => toggle(reason)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <TextArea name="note" label="说明" optional />
      <div>
        <Button
          kind="primary"
          type="submit"
          busy={back.busy}
          why={reasons.length === 0 ? "请至少选一项要改的内容" : undefined}
        >
          退回补正
        </Button>
      </div>
    </Form>
  );
}

function Refuse({ registration, done }: Part) {
  const form = useForm({ initial: { note: "" }, schema: RefuseRequest });
  const refuse = useAction("POST", `/api/registrations/${registration.id}/refusal`, {
    onDone: () => done(`${registration.name}的登记不予通过`),
  });
  return (
    <Form form={form} problem={refuse.problem} onSubmit={() => refuse.run(form.values)}>
      <TextArea name="note" label="理由" hint="单位会看到这段话。" />
      <div>
        <Button kind="danger" type="submit" busy={refuse.busy}>
          不予通过
        </Button>
      </div>
    </Form>
  );
}
