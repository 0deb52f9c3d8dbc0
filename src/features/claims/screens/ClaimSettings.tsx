import { parseYuan } from "#core/money.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, MoneyField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Settings } from "./words.ts";

/** How long each step may take, who has the last word, and what goes through without a person. */
export function ClaimSettings() {
  const settings = useGet<Settings>("/api/claim-settings");
  return (
    <Loaded from={settings} bones={<PageBones />}>
      {(shown) => <SettingsForm key={shown.setAt} settings={shown} />}
    </Loaded>
  );
}

const dayFields = [
  ["certification", "单位证明（工作日）", "到期没有证明的，转市总工会核实。"],
  ["first", "初审（工作日）", "超期的提醒，并放回队列让别人审。"],
  ["second", "复审（工作日）", "超期的提醒，并放回队列让别人审。"],
  ["final", "终审（工作日）", "超期的提醒。"],
  ["supplement", "补材料（工作日）", "到期没有补齐的失效，可以重新申领。"],
  ["appealWithin", "申请复议（天）", "从作出决定那天算起。"],
  ["appealDecision", "决定复议（天）", "由没有办过这件的人决定。"],
] as const;

function SettingsForm({ settings }: { settings: Settings }) {
  const today = useToday();
  const { days, cityFinalUpTo, straightUpTo, sampleBp, sampleSeed, setAt, setByName } = settings;
  const form = useForm<Record<string, string>>({
    initial: {
      ...Object.fromEntries(dayFields.map(([name]) => [name, String(days[name])])),
      last: cityFinalUpTo === null ? "city" : cityFinalUpTo === "0.00" ? "province" : "limit",
      cityFinalUpTo: cityFinalUpTo && cityFinalUpTo !== "0.00" ? cityFinalUpTo : "",
      straight: straightUpTo === null ? "no" : "yes",
      straightUpTo: straightUpTo ?? "",
      share: String(sampleBp / 100),
      sampleSeed,
    },
    check: (values) => faults(values),
  });
  const save = useAction<Settings, object>("PUT", "/api/claim-settings", {
    onDone: () => toast("申领规则已保存，从现在起有效"),
  });
  const { values } = form;
  const send = () =>
    save.run({
      days: Object.fromEntries(dayFields.map(([name]) => [name, Number(values[name])])),
      cityFinalUpTo:
        values.last === "city" ? null : values.last === "province" ? "0.00" : (values.cityFinalUpTo ?? ""),
      straightUpTo: values.straight === "yes" ? (values.straightUpTo ?? "") : null,
      sampleBp: Math.round(Number(values.share) * 100),
      sampleSeed: values.sampleSeed ?? "",
    });
  return (
    <Page>
      <PageTitle
        title={titleOf(settings)}
        subtitle={setAt ? `${setByName}${sayInstant(setAt, today)}设定` : "还没有改过，用的是一般规定"}
      />
      <Form form={form} problem={save.problem} onSubmit={send} guard>
        <LastWord values={values} />
        <Days />
        <Straight values={values} />
        <div className="row">
          <Button kind="primary" type="submit" busy={save.busy}>
            保存规则
          </Button>
        </div>
      </Form>
    </Page>
  );
}

function titleOf({ cityFinalUpTo, straightUpTo }: Settings): string {
  const last =
    cityFinalUpTo === null
      ? "市里终审"
      : cityFinalUpTo === "0.00"
        ? "省办事处终审"
        : `${sayMoney(cityFinalUpTo)}元以内市里终审`;
  return straightUpTo === null ? `${last}，每件都由人审` : `${last}，${sayMoney(straightUpTo)}元以内直通`;
}

function faults(values: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name] of dayFields)
    if (!/^[1-9]\d{0,2}$/.test(values[name] ?? "")) found[name] = "请填写大于0的整数。";
  if (values.last === "limit" && (parseYuan(values.cityFinalUpTo ?? "") ?? 0n) <= 0n)
    found.cityFinalUpTo = "请填写限额。";
  if (values.straight === "yes") {
    if ((parseYuan(values.straightUpTo ?? "") ?? 0n) <= 0n) found.straightUpTo = "请填写金额。";
    const share = Number(values.share);
    if (!(share >= 0 && share <= 100)) found.share = "请填写0到100的数。";
    if (!values.sampleSeed?.trim()) found.sampleSeed = "请填写抽样种子，例如一个数字。";
  }
  return found;
}

type Values = Readonly<Record<string, string>>;

const LastWord = ({ values }: { values: Values }) => (
  <Surface title="终审由谁作">
    <div className="stack">
      <ChoiceField
        name="last"
        label="复审通过以后"
        options={[
          { value: "province", label: "都由省办事处终审" },
          { value: "limit", label: "限额以内市里复审就是终审，超过的由省办事处终审" },
          { value: "city", label: "都由市里复审作终审" },
        ]}
      />
      {values.last === "limit" && <MoneyField name="cityFinalUpTo" label="市里终审的限额" />}
    </div>
  </Surface>
);

const Days = () => (
  <Surface title="每一步的期限">
    <div className="stack">
      {dayFields.map(([name, label, hint]) => (
        <TextField key={name} name={name} label={label} hint={hint} inputMode="numeric" maxLength={3} />
      ))}
    </div>
  </Surface>
);

const Straight = ({ values }: { values: Values }) => (
  <Surface title="小额直通" note="材料齐全、没有任何核查发现、单位已证明的，不经人审直接通过">
    <div className="stack">
      <ChoiceField
        name="straight"
        label="直通"
        options={[
          { value: "no", label: "不开，每件都由人审" },
          { value: "yes", label: "开" },
        ]}
      />
      {values.straight === "yes" && (
        <>
          <MoneyField name="straightUpTo" label="不超过" />
          <TextField name="share" label="事后抽查的比例" hint="百分之几，例如10。" inputMode="decimal" />
          <TextField
            name="sampleSeed"
            label="抽样种子"
            hint="抽哪些由种子和申领编号决定，谁都可以照着再抽一遍。"
          />
        </>
      )}
    </div>
  </Surface>
);
