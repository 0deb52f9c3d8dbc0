import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { ChoiceField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import {
  CategoryRequest,
  LabelRequest,
  MoveRequest,
  type OrganisationChoices,
  type OrganisationPage,
} from "../contract.ts";
import { categoryName, labelTexts } from "../text.ts";

type Props = { unit: z.output<typeof OrganisationPage>; close: () => void };
type Choices = z.output<typeof OrganisationChoices>;

const Buttons = ({ yes, busy, close }: { yes: string; busy: boolean; close: () => void }) => (
  <div className="row">
    <Button kind="primary" type="submit" busy={busy}>
      {yes}
    </Button>
    <Button onClick={close}>再看看</Button>
  </div>
);

/** Another parent from a day on; what the unit was before stays in its history. */
export function MoveUnit({ unit, close }: Props) {
  const today = useToday();
  const choices = useGet<Choices>("/api/organisations/choices");
  const form = useForm({ initial: { parentId: "", from: today, reason: "" }, schema: MoveRequest });
  const move = useAction<{ outcome: "moved" | "planned" }>("POST", `/api/organisations/${unit.id}/move`, {
    onDone: ({ outcome }) => {
      toast(outcome === "moved" ? `${unit.name}已调整隶属` : `已安排，${form.values.from}起生效`);
      close();
    },
  });
  const options = (choices.data?.rows ?? [])
    .filter((row) => row.id !== unit.id && row.id !== unit.parentId)
    .map((row) => ({ value: row.id, label: row.name }));
  return (
    <Dialog title={`调整${unit.name}的隶属`} onClose={close}>
      <Form form={form} problem={move.problem} onSubmit={() => move.run(form.values)}>
        <SelectField
          name="parentId"
          label="新的上级"
          options={options}
          hint={`现在归${unit.parentName ?? "–"}。`}
        />
        <DateField name="from" label="从哪天起" hint="选以后的日期，到那天才生效。" />
        <TextField name="reason" label="原因" hint="例如：机构改革，划归县区管理。" />
        <Buttons yes="调整隶属" busy={move.busy} close={close} />
      </Form>
    </Dialog>
  );
}

/** Who pays which share depends on it; bills already out do not change. */
export function ChangeCategory({ unit, close }: Props) {
  const today = useToday();
  const form = useForm({ initial: { category: unit.category ?? "", from: today }, schema: CategoryRequest });
  const change = useAction("POST", `/api/organisations/${unit.id}/category`, {
    onDone: () => {
      toast(`补助类别已改为${categoryName(form.values.category)}，${form.values.from}起`);
      close();
    },
  });
  return (
    <Dialog title={`改${unit.name}的补助类别`} onClose={close}>
      <Form form={form} problem={change.problem} onSubmit={() => change.run(form.values)}>
        <ChoiceField
          name="category"
          label="补助类别"
          options={["municipal", "county"].map((value) => ({ value, label: categoryName(value) }))}
          hint="会费由谁分担按类别定。已经出的账单不变。"
        />
        <DateField name="from" label="从哪天起" />
        <Buttons yes="改补助类别" busy={change.busy} close={close} />
      </Form>
    </Dialog>
  );
}

const labelOptions = Object.entries(labelTexts).map(([value, { name }]) => ({ value, label: name }));

/** Labels stand by date; taking one off keeps that it was there. */
export function ChangeLabel({ unit, close }: Props) {
  const today = useToday();
  const form = useForm({ initial: { label: "scale", value: "", from: today }, schema: LabelRequest });
  const change = useAction("POST", `/api/organisations/${unit.id}/labels`, {
    onDone: () => {
      toast("标签已保存");
      close();
    },
  });
  const values = labelTexts[form.values.label as keyof typeof labelTexts]?.values ?? {};
  return (
    <Dialog title={`给${unit.name}贴标签`} onClose={close}>
      <Form form={form} problem={change.problem} onSubmit={() => change.run(form.values)}>
        <SelectField name="label" label="标签" options={labelOptions} />
        <ChoiceField
          name="value"
          label="取值"
          options={[
            ...Object.entries(values).map(([value, label]) => ({ value, label })),
            { value: "", label: "取下这个标签" },
          ]}
        />
        <DateField name="from" label="从哪天起" />
        <Buttons yes="保存标签" busy={change.busy} close={close} />
      </Form>
    </Dialog>
  );
}
