import { z } from "zod";
import type { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { CheckField, ChoiceField, GroupedField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts } from "#ui/page.tsx";
import { sayCount } from "#ui/say.ts";
import type { RegistrationByLink } from "../contract.ts";
import { judgeUscc } from "../rules/uscc.ts";
import { kindNames, noUsccReasonNames, usccFindingNames } from "../text.ts";

type Registration = z.output<typeof RegistrationByLink>;

type Part = {
  registration: Registration;
  next: (change: Record<string, unknown>) => void;
  back: (() => void) | undefined;
  save: ReturnType<typeof useAction<Registration, Record<string, unknown>>>;
};

const Buttons = ({ back, busy }: { back: (() => void) | undefined; busy: boolean }) => (
  <div className="row">
    <Button kind="primary" type="submit" busy={busy}>
      保存，下一步
    </Button>
    {back && <Button onClick={back}>上一步</Button>}
  </div>
);

const NameShape = z.object({
  name: z.string().min(4, "请写单位全称。"),
  parentId: z.uuid(),
  kind: z.string(),
});

export function NameStep({ registration, next, back, save }: Part) {
  const { name, parentId, kind, unions } = registration;
  const form = useForm({ initial: { name, parentId, kind: kind as string }, schema: NameShape });
  return (
    <Form form={form} problem={save.problem} onSubmit={() => next(form.values)}>
      <TextField name="name" label="单位全称" hint="与公章一致。" />
      <SelectField
        name="parentId"
        label="上级工会"
        options={unions.map((union) => ({ value: union.id, label: union.name }))}
      />
      <ChoiceField
        name="kind"
        label="类型"
        options={(["member_unit", "joint_union"] as const).map((value) => ({
          value,
          label: kindNames[value],
        }))}
      />
      <Buttons back={back} busy={save.busy} />
    </Form>
  );
}

const UnitShape = z
  .object({
    has: z.string(),
    uscc: z.string(),
    noUsccReason: z.string(),
    sector: z.string(),
    staff: z.string().regex(/^[1-9]\d{0,6}$/, "请填写职工人数。"),
    usccConfirmed: z.boolean(),
  })
  .refine((form) => form.has === "no" || form.uscc.trim() !== "", { path: ["uscc"], message: "请填写代码。" })
  .refine((form) => form.has === "yes" || form.noUsccReason !== "", {
    path: ["noUsccReason"],
    message: "请选择原因。",
  });

const reasons = Object.entries(noUsccReasonNames).map(([value, label]) => ({ value, label }));

export function UnitStep({ registration, next, back, save }: Part) {
  const form = useForm({
    initial: {
      has: registration.noUsccReason ? "no" : "yes",
      uscc: registration.uscc ?? "",
      noUsccReason: registration.noUsccReason ?? "",
      sector: registration.sector ?? "",
      staff: registration.staff === null ? "" : String(registration.staff),
      usccConfirmed: registration.usccConfirmed,
    },
    schema: UnitShape,
    warn: ({ uscc }) => {
      const finding = uscc ? judgeUscc(uscc).finding : undefined;
      return finding ? { uscc: usccFindingNames[finding] } : {};
    },
  });
  const { has, uscc, noUsccReason, sector, staff, usccConfirmed } = form.values;
  const finding = uscc === "" ? undefined : judgeUscc(uscc).finding;
  const isOdd = has === "yes" && finding !== undefined;
  const send = () =>
    next({
      uscc: has === "yes" ? uscc : null,
      noUsccReason: has === "yes" ? null : noUsccReason,
      usccConfirmed: isOdd && usccConfirmed,
      sector: sector || null,
      staff: Number(staff),
    });
  return (
    <Form form={form} problem={save.problem} onSubmit={send}>
      <ChoiceField
        name="has"
        label="统一社会信用代码"
        options={[
          { value: "yes", label: "有" },
          { value: "no", label: "没有" },
        ]}
      />
      {has === "yes" && <TextField name="uscc" label="代码" maxLength={22} hint="18位，在证照右上角。" />}
      {isOdd && finding && (
        <CheckField name="usccConfirmed" label="已和证照核对，没有写错" hint={usccFindingNames[finding]} />
      )}
      {has === "no" && <SelectField name="noUsccReason" label="没有的原因" options={reasons} />}
      <TextField name="sector" label="行业" optional hint="例如：教育、卫生、制造业。" />
      <TextField name="staff" label="在职职工人数" inputMode="numeric" />
      <Buttons back={back} busy={save.busy} />
    </Form>
  );
}

const phone = /^1[3-9]\d{9}$/;

export function ContactStep({ registration, next, back, save }: Part) {
  const hasAccount = registration.accountNo !== null;
  const hasPhone = registration.phone !== null;
  const form = useForm({
    initial: {
      payer: registration.payer as string,
      accountName: registration.accountName ?? registration.name,
      accountNo: "",
      contact: registration.contact ?? "",
      phone: "",
    },
    schema: z
      .object({
        payer: z.string(),
        accountName: z.string(),
        accountNo: z.string().regex(/^(\d{8,30})?$/, "账号是8到30位数字。"),
        contact: z.string().min(2, "请填写联系人姓名。"),
        phone: z.string().regex(hasPhone ? /^(1[3-9]\d{9})?$/ : phone, "手机号是11位数字，以1开头。"),
      })
      .refine((each) => each.payer === "member" || hasAccount || each.accountNo !== "", {
        path: ["accountNo"],
        message: "单位交会费的，请填写缴费账号。",
      }),
  });
  const { accountNo, phone: number, ...rest } = form.values;
  const send = () => next({ ...rest, ...(accountNo && { accountNo }), ...(number && { phone: number }) });
  return (
    <Form form={form} problem={save.problem} onSubmit={send}>
      <ChoiceField
        name="payer"
        label="本单位的部分由谁交"
        options={[
          { value: "unit", label: "单位（工会经费或行政经费）" },
          { value: "member", label: "职工个人" },
        ]}
      />
      <TextField name="accountName" label="缴费户名" optional={rest.payer === "member"} />
      <TextField
        name="accountNo"
        label="缴费账号"
        inputMode="numeric"
        optional={rest.payer === "member" || hasAccount}
        hint={hasAccount ? `已填${registration.accountNo}，不改可以留空。` : "用来认出您单位交来的款。"}
      />
      <TextField name="contact" label="联系人" />
      <GroupedField
        kind="phone"
        name="phone"
        label="联系人手机"
        optional={hasPhone}
        hint={hasPhone ? `已填${registration.phone}，不改可以留空。` : undefined}
      />
      <Buttons back={back} busy={save.busy} />
    </Form>
  );
}

/** The last step shows everything. */
export const AccountStep = ({ registration }: { registration: Registration }) => (
  <Facts
    rows={[
      ["单位", `${registration.name}（${kindNames[registration.kind]}）`],
      ["上级工会", registration.unions.find((union) => union.id === registration.parentId)?.name ?? "–"],
      [
        "统一社会信用代码",
        registration.uscc ??
          noUsccReasonNames[registration.noUsccReason as keyof typeof noUsccReasonNames] ??
          "没有填",
      ],
      ["行业", registration.sector ?? "–"],
      ["在职职工", registration.staff === null ? "没有填" : `${sayCount(registration.staff)}人`],
      ["会费由谁交", registration.payer === "unit" ? "单位" : "职工个人"],
      ["缴费账户", `${registration.accountName ?? "–"} ${registration.accountNo ?? ""}`],
      ["联系人", `${registration.contact ?? "没有填"} ${registration.phone ?? ""}`],
    ]}
  />
);
