import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { ChoiceField, SelectField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { toast } from "#ui/Toast.tsx";
import type { FaqRequest } from "../contract.ts";
import { faqKindNames, topicNames } from "../text.ts";

type Request = z.input<typeof FaqRequest>;
type Props = {
  initial?: Pick<Request, "question" | "answer" | "topic">;
  sourceQuestionId?: string;
  onClose: () => void;
};

/** An answer for everybody; another person lets it be read. */
export function FaqDialog({ initial, sourceQuestionId, onClose }: Props) {
  const act = useAction<unknown, Request>("POST", "/api/faq", {
    onDone: () => {
      toast("已起草，等另一位同事批准。");
      onClose();
    },
  });
  const form = useForm({
    initial: {
      kind: "faq" as Request["kind"],
      clause: "",
      validUntil: "",
      topic: "other",
      question: "",
      answer: "",
      ...initial,
    },
    check: ({ kind, clause, question, answer }) => ({
      ...(question.trim().length < 4 && { question: "请写问题" }),
      ...(answer.trim().length < 4 && { answer: "请写答复" }),
      ...(kind === "ruling" && !clause.trim() && { clause: "口径要写明依据的条款" }),
    }),
  });
  const { values } = form;
  const send = () =>
    act.run({
      kind: values.kind,
      topic: values.topic as Request["topic"],
      question: values.question.trim(),
      answer: values.answer.trim(),
      ...(values.clause.trim() && { clause: values.clause.trim() }),
      ...(values.validUntil && { validUntil: values.validUntil }),
      ...(sourceQuestionId && { sourceQuestionId }),
    });
  return (
    <Dialog title="写给大家看的答复" onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={send}>
        <ChoiceField
          name="kind"
          label="种类"
          options={Object.entries(faqKindNames).map(([value, label]) => ({ value, label }))}
        />
        <SelectField
          name="topic"
          label="类别"
          options={Object.entries(topicNames).map(([value, label]) => ({ value, label }))}
        />
        <TextArea name="question" label="问题" />
        <TextArea name="answer" label="答复" rows={5} hint="不要写任何人的姓名、证件号和病情。" />
        <TextField name="clause" label="依据的条款" hint="例如：住院医疗互助保障 第三条。口径必填。" />
        <DateField name="validUntil" label="有效到" optional />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            提交批准
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
