import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";

type Props = { title: string; hint: string; yes: string; path: string; onClose: () => void };

/** Something that needs a reason: the reason is kept with who did it. */
export function ReasonDialog({ title, hint, yes, path, onClose }: Props) {
  const act = useAction("POST", path, { onDone: onClose });
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={() => act.run({ reason: form.values.reason.trim() })}>
        <TextArea name="reason" label="原因" hint={hint} />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            {yes}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
