import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { OneTimeText } from "#ui/OneTimeText.tsx";
import { InviteRequest, type OrganisationChoices } from "../contract.ts";
import { kindNames } from "../text.ts";

/** Makes a link for one unit. It is shown once, because only its hash is kept. */
export function InviteUnit({ close }: { close: () => void }) {
  const choices = useGet<z.output<typeof OrganisationChoices>>("/api/organisations/choices");
  const form = useForm({
    initial: { name: "", kind: "member_unit", parentId: "" },
    schema: InviteRequest,
  });
  const invite = useAction<{ token: string }>("POST", "/api/registrations");
  if (invite.reply) {
    return (
      <Dialog
        title={`请把链接发给${form.values.name}`}
        onClose={close}
        actions={<Button onClick={close}>好了</Button>}
      >
        <OneTimeText text={`${location.origin}/register#${invite.reply.token}`} label="登记链接" />
        <p className="secondary">30天内有效，只显示这一次。打开的人可以代单位填写，请发给本人。</p>
      </Dialog>
    );
  }
  const options = (choices.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name }));
  return (
    <Dialog title="邀请单位登记" onClose={close}>
      <Form form={form} problem={invite.problem} onSubmit={() => invite.run(form.values)}>
        <TextField name="name" label="单位全称" />
        <ChoiceField
          name="kind"
          label="类型"
          options={(["member_unit", "joint_union"] as const).map((value) => ({
            value,
            label: kindNames[value],
          }))}
        />
        <SelectField name="parentId" label="上级工会" options={options} />
        <div className="row">
          <Button kind="primary" type="submit" busy={invite.busy}>
            生成链接
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
