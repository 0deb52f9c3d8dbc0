import { useAction } from "./api.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { TextArea } from "./forms/fields.tsx";
import { Form, useForm } from "./forms/form.tsx";

type Props = {
  title: string;
  hint: string;
  yes: string;
  path: string;
  /** What is asked for, and the name under which it is sent: the reason, where it is left out. */
  ask?: { readonly name: string; readonly label: string };
  onClose: () => void;
};

/** Something that needs words: they are kept with who did it. */
export function ReasonDialog({
  title,
  hint,
  yes,
  path,
  ask = { name: "reason", label: "原因" },
  onClose,
}: Props) {
  const act = useAction("POST", path, { onDone: onClose });
  const form = useForm({
    initial: { words: "" },
    check: ({ words }) => (words.trim().length < 2 ? { words: `请写明${ask.label}` } : {}),
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        form={form}
        problem={act.problem}
        onSubmit={() => act.run({ [ask.name]: form.values.words.trim() })}
      >
        <TextArea name="words" label={ask.label} hint={hint} />
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
