import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Surface } from "#ui/page.tsx";
import { type Claim, claimChanged } from "./words.ts";

/** An objection is decided by somebody who had no part in the decision. */
export function AppealAnswer({ claim }: { claim: Claim }) {
  const form = useForm({
    initial: { outcome: "", answer: "" },
    check: ({ outcome, answer }) => ({
      ...(outcome ? {} : { outcome: "请选一种。" }),
      ...(answer.trim() ? {} : { answer: "请写明理由和依据的条款，本人会看到。" }),
    }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/appeal-decision`, {
    refreshes: ["/never"],
    onDone: () => void claimChanged(claim.id),
  });
  return (
    <Surface title="决定复议" note="您没有办过这件申领，由您决定">
      <Form
        form={form}
        problem={send.problem}
        onSubmit={() => send.run({ ...form.values, expectedVersion: claim.version })}
      >
        <ChoiceField
          name="outcome"
          label="结论"
          options={[
            { value: "upheld", label: "维持原来的决定" },
            { value: "overturned", label: "重新审核", hint: "从初审起再走一遍" },
          ]}
        />
        <TextArea name="answer" label="理由" />
        <div className="row">
          <Button kind="primary" type="submit" busy={send.busy}>
            答复本人
          </Button>
        </div>
      </Form>
    </Surface>
  );
}
