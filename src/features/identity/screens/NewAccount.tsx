import { useState } from "react";
import { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { OneTimeText } from "#ui/OneTimeText.tsx";
import { SearchInput } from "#ui/table/filters.tsx";
import type { GrantableRoles } from "../contract.ts";

type Place = { readonly id: string; readonly name: string; readonly kind: string };

/** Where and as what: the organisation decides which roles can be given there. */
export function RoleFields({ organisationId }: { organisationId: string }) {
  const [words, setWords] = useState("");
  const places = useGet<{ rows: readonly Place[] }>("/api/organisations/choices", words ? { q: words } : {});
  const options = (places.data?.rows ?? []).map((place) => ({ value: place.id, label: place.name }));
  const kind = places.data?.rows.find((place) => place.id === organisationId)?.kind;
  const roles = useGet<z.output<typeof GrantableRoles>>(kind ? "/api/accounts/roles" : null, { kind });
  return (
    <>
      <div className="field">
        查单位
        <SearchInput placeholder="名称的一部分，列表里没有时再查" type={(words) => setWords(words.trim())} />
      </div>
      <SelectField name="organisationId" label="在哪个单位" options={options} />
      <SelectField
        name="role"
        label="身份"
        options={(roles.data?.rows ?? []).map((each) => ({ value: each.role, label: each.roleName }))}
        hint={organisationId ? undefined : "先选单位，再选身份。"}
      />
      <DateField name="until" label="到哪天前有效" optional />
    </>
  );
}

const where = {
  organisationId: z.uuid("请选择单位。"),
  role: z.string().min(1, "请选择身份。"),
  until: z.string(),
};
const Invite = z.object({ name: z.string().min(2, "请填写姓名。"), ...where });
const Open = Invite.extend({ login: z.string().min(2, "至少2个字。") });

/** A link that works once; the invited person chooses login and password. */
export function InvitePerson({ close }: { close: () => void }) {
  const form = useForm({ initial: { name: "", organisationId: "", role: "", until: "" }, schema: Invite });
  const invite = useAction<{ token: string }>("POST", "/api/invitations");
  if (invite.reply) {
    return (
      <Dialog
        title={`请把链接发给${form.values.name}`}
        onClose={close}
        actions={<Button onClick={close}>好了</Button>}
      >
        <OneTimeText text={`${location.origin}/join#${invite.reply.token}`} label="开通账号的链接" />
        <p className="secondary">14天内有效，只能用一次，只显示这一次。</p>
      </Dialog>
    );
  }
  return (
    <Dialog title="邀请开通账号" onClose={close}>
      <Form form={form} problem={invite.problem} onSubmit={() => invite.run(form.values)}>
        <TextField name="name" label="姓名" />
        <RoleFields organisationId={form.values.organisationId} />
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

/** For somebody who sits beside: a password for the first sign-in. */
export function OpenAccount({ close }: { close: () => void }) {
  const form = useForm({
    initial: { name: "", login: "", organisationId: "", role: "", until: "" },
    schema: Open,
  });
  const open = useAction<{ password: string }>("POST", "/api/accounts");
  if (open.reply) {
    return (
      <Dialog
        title={`${form.values.name}的账号已开通`}
        onClose={close}
        actions={<Button onClick={close}>好了</Button>}
      >
        <OneTimeText text={open.reply.password} label="第一次登录的密码" />
        <p className="secondary">第一次登录用这个密码，登录后要换成自己的。只显示这一次。</p>
      </Dialog>
    );
  }
  return (
    <Dialog title="直接开通账号" onClose={close}>
      <Form form={form} problem={open.problem} onSubmit={() => open.run(form.values)}>
        <TextField name="name" label="姓名" />
        <TextField name="login" label="登录名" autoComplete="off" />
        <RoleFields organisationId={form.values.organisationId} />
        <div className="row">
          <Button kind="primary" type="submit" busy={open.busy}>
            开通账号
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
