import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { CheckField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { navigate } from "#ui/router.tsx";
import type { Variant } from "../rules/variant.ts";

type Props = {
  choice: { readonly plan: string; readonly version: string; readonly year: number };
  variants: readonly Variant[];
  onClose: () => void;
};

/** Keeps what was tried, with what came out of it today. */
export function KeepDialog({ choice, variants, onClose }: Props) {
  const keep = useAction<{ id: string }, object>("POST", "/api/trials", {
    refreshes: ["/api/trials"],
    onDone: ({ id }) => navigate(`/trials/${id}`),
  });
  const form = useForm({
    initial: { name: "", note: "", share: false },
    check: ({ name }) => (name.trim() === "" ? { name: "请起个名字，例如“起付线提到500元”" } : {}),
  });
  return (
    <Dialog title="留存这次试算" onClose={onClose}>
      <Form
        form={form}
        problem={keep.problem}
        onSubmit={() => keep.run({ ...choice, ...form.values, variants })}
      >
        <TextField name="name" label="名称" maxLength={60} autoFocus />
        <TextArea name="note" label="说明" optional />
        <CheckField name="share" label="公开给本市同事" hint="他们能看，不能改" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={keep.busy}>
            留存
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
