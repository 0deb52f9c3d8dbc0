import type { z } from "zod";
import type { ActivityList } from "#features/publicity/contract.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { CheckField, ChoiceField, MoneyField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate } from "#ui/router.tsx";
import { useToday } from "#ui/session.tsx";
import type { DonationRequest, Made } from "../contract.ts";
import { type DonorKind, donorKinds, type Use } from "../rules/donation.ts";
import { donorKindNames } from "../text.ts";
import { useOptions } from "./words.tsx";

type Values = {
  donorKind: string;
  isAnonymous: boolean;
  donorName: string;
  contact: string;
  form: string;
  goods: string;
  amount: string;
  useFor: string;
  purpose: string;
  isRestricted: boolean;
  agreement: string;
  activityId: string;
  pledgedOn: string;
};

const faults = (values: Values) => ({
  ...(!values.isAnonymous && values.donorName.trim() === "" && { donorName: "请填写捐赠人，或勾选不留名" }),
  ...(values.form === "goods" && values.goods.trim() === "" && { goods: "请写明是什么、多少" }),
  ...(!values.amount && { amount: "请填写金额或价值" }),
  ...(values.purpose.trim().length < 2 && { purpose: "请写明捐来做什么" }),
  ...(values.isRestricted && !values.useFor && { useFor: "限定用途的，请选只能用于什么" }),
});

const bodyOf = (values: Values): z.input<typeof DonationRequest> => ({
  donorKind: values.donorKind as DonorKind,
  ...(!values.isAnonymous && { donorName: values.donorName.trim() }),
  ...(values.contact.trim() && { contact: values.contact.trim() }),
  amount: values.amount,
  ...(values.form === "goods" && { goods: values.goods.trim() }),
  ...(values.useFor && { useFor: values.useFor as Use }),
  purpose: values.purpose.trim(),
  isRestricted: values.isRestricted,
  ...(values.agreement.trim() && { agreement: values.agreement.trim() }),
  ...(values.activityId && { activityId: values.activityId }),
  pledgedOn: values.pledgedOn,
});

/** 登记捐赠: who gives what, for what. */
export function NewDonation() {
  const today = useToday();
  const events = useGet<z.output<typeof ActivityList>>("/api/activities?limit=100");
  const act = useAction<z.output<typeof Made>, z.input<typeof DonationRequest>>("POST", "/api/donations", {
    onDone: ({ id }) => navigate(`/donations/${id}`),
  });
  const initial: Values = {
    donorKind: "enterprise",
    isAnonymous: false,
    donorName: "",
    contact: "",
    form: "money",
    goods: "",
    amount: "",
    useFor: "",
    purpose: "",
    isRestricted: false,
    agreement: "",
    activityId: "",
    pledgedOn: today,
  };
  const form = useForm<Values>({ initial, check: faults });
  const { values } = form;
  return (
    <Page>
      <PageTitle title="谁捐了什么？" subtitle="钱到账、东西交接以后，再在这笔捐赠里登记。" />
      <Surface>
        <Form form={form} problem={act.problem} onSubmit={() => act.run(bodyOf(values))}>
          <SelectField
            name="donorKind"
            label="捐赠人类别"
            options={donorKinds.map((value) => ({ value, label: donorKindNames[value] }))}
          />
          <CheckField name="isAnonymous" label="捐赠人不留名，系统也不保存姓名" />
          {!values.isAnonymous && <TextField name="donorName" label="捐赠人" />}
          <TextField name="contact" label="联系方式" hint="用来寄收据和反馈，加密保存" optional />
          <ChoiceField
            name="form"
            label="捐的是"
            options={[
              { value: "money", label: "钱" },
              { value: "goods", label: "物资" },
            ]}
          />
          {values.form === "goods" && <TextField name="goods" label="什么、多少" hint="例如：防暑包60份" />}
          <MoneyField
            name="amount"
            label={values.form === "goods" ? "公允价值" : "金额"}
            hint={values.form === "goods" ? "按发票或同类物资的市价" : undefined}
          />
          <TextField name="purpose" label="捐来做什么" />
          <CheckField name="isRestricted" label="限定用途：只能用于下面选的这一项" />
          <SelectField
            name="useFor"
            label="用于"
            options={[{ value: "", label: "由工会安排" }, ...useOptions]}
          />
          <TextField name="agreement" label="协议编号" optional />
          <SelectField
            name="activityId"
            label="哪场活动募来的"
            options={[
              { value: "", label: "不是活动募来的" },
              ...(events.data?.rows ?? []).map(({ id, title, heldOn }) => ({
                value: id,
                label: `${heldOn} ${title}`,
              })),
            ]}
          />
          <DateField name="pledgedOn" label="哪天答应的" />
          <div className="row">
            <Button kind="primary" type="submit" busy={act.busy}>
              登记
            </Button>
          </div>
        </Form>
      </Surface>
    </Page>
  );
}
