import type { ReactNode } from "react";
import { useAction } from "./api.ts";
import { Button } from "./Button.tsx";
import { Dialog } from "./Dialog.tsx";
import { Form, useForm, type Values } from "./forms/form.tsx";

type Props<V extends Values> = {
  title: string;
  path: string;
  method?: "POST" | "PUT";
  initial: V;
  /** What is wrong with it, by field. */
  check?: (values: V) => Readonly<Record<string, string | false | undefined>>;
  /** What is sent: the values as they are, unless told. */
  body?: (values: V) => object;
  yes: string;
  onClose: () => void;
  onDone?: (reply: unknown) => void;
  /** The fields. */
  children: ReactNode;
};

/** A short form above the page: what is asked, one button that does it, one that does not. */
export function FormDialog<V extends Values>(props: Props<V>) {
  const { title, path, method = "POST", initial, check, body, yes, onClose, onDone, children } = props;
  const act = useAction(method, path, {
    onDone: (reply) => {
      onDone?.(reply);
      onClose();
    },
  });
  const form = useForm<V>({
    initial,
    check: (values) =>
      Object.fromEntries(Object.entries(check?.(values) ?? {}).filter(([, fault]) => fault)) as Partial<
        Record<keyof V & string, string>
      >,
  });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form
        form={form}
        problem={act.problem}
        onSubmit={() => act.run(body ? body(form.values) : form.values)}
      >
        {children}
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

/** A field that must not stay empty. */
export const needed = (value: string, words: string): string | false => value.trim() === "" && words;
