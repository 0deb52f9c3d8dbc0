import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Surface } from "#ui/page.tsx";
import type { GrantPage } from "../contract.ts";

type Grant = z.output<typeof GrantPage>;

/** Where one may say something: an opinion, or the decision after the notice. */
export function DecisionBar({ grant }: { grant: Grant }) {
  if (grant.allowed.includes("opine"))
    return (
      <Say
        title="您的意见"
        path={`/api/relief/${grant.id}/opinions`}
        name="agrees"
        yes="同意"
        no="不同意，退回"
      />
    );
  if (grant.allowed.includes("decide"))
    return (
      <Say
        title="批准"
        path={`/api/relief/${grant.id}/decision`}
        name="approves"
        yes="批准，付款"
        no="不予批准"
      />
    );
  return null;
}

type Props = { title: string; path: string; name: string; yes: string; no: string };

function Say({ title, path, name, yes, no }: Props) {
  const act = useAction("POST", path);
  const form = useForm({
    initial: { choice: "yes", words: "" },
    check: ({ words }) => (words.trim().length < 2 ? { words: "请写一句理由" } : {}),
  });
  const send = () => act.run({ [name]: form.values.choice === "yes", words: form.values.words.trim() });
  return (
    <Surface title={title}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <ChoiceField
          name="choice"
          label="决定"
          options={[
            { value: "yes", label: yes },
            { value: "no", label: no },
          ]}
        />
        <TextArea name="words" label="理由" hint="会留在经过里，不要写病情。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={act.busy}>
            提交
          </Button>
        </div>
      </Form>
    </Surface>
  );
}
