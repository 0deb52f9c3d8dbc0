import { useState } from "react";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import type { Claim } from "./words.ts";

type Props = { claim: Claim; close: () => void; done: () => void };

const quiet = { refreshes: ["/never"] };

/** All that is missing at once: ticked from the plan's list, with what is wrong with each in words. */
export function ReturnDialog({ claim, close, done }: Props) {
  const [documents, setDocuments] = useState<readonly string[]>(
    claim.needed.filter(({ isMissing }) => isMissing).map(({ code }) => code),
  );
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (note.trim() ? {} : { note: "请写明缺什么、怎么补，本人照着就能办。" }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/return`, quiet);
  const toggle = (code: string) =>
    setDocuments(documents.includes(code) ? documents.filter((each) => each !== code) : [...documents, code]);
  const submit = () => {
    const request = { documents, note: form.values.note, expectedVersion: claim.version };
    send.run(request, () => {
      close();
      done();
    });
  };
  return (
    <Dialog title="退回补材料：一次说全" onClose={close}>
      <Form form={form} problem={send.problem} onSubmit={submit}>
        <fieldset className="field">
          <legend>要补、要重拍的材料</legend>
          {claim.needed.map(({ code, name, isMissing }) => (
            <label key={code} className="claim-check-line">
              <input type="checkbox" checked={documents.includes(code)} onChange={() => toggle(code)} />
              {name}
              {isMissing && <span className="wait">　没有交</span>}
            </label>
          ))}
        </fieldset>
        <TextArea name="note" label="哪里不对、怎么补" hint="本人会看到。不要写诊断和病情。" />
        <Buttons yes="退回补材料" busy={send.busy} close={close} />
      </Form>
    </Dialog>
  );
}

/** The reasons of working out, by their clauses; or the reviewer's own words. */
export function RejectDialog({ claim, close, done }: Props) {
  const reasons = claim.result?.reasons ?? [];
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (note.trim() || reasons.length > 0 ? {} : { note: "请写明原因和依据的条款。" }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/rejection`, quiet);
  const submit = () =>
    send.run(
      { reasons: reasons.map(({ code }) => code), note: form.values.note, expectedVersion: claim.version },
      () => {
        close();
        done();
      },
    );
  return (
    <Dialog title="这件申领不予给付" onClose={close}>
      <Form form={form} problem={send.problem} onSubmit={submit}>
        {reasons.length > 0 && (
          <p>
            按条款核算的原因：{reasons.map(({ title }) => title).join("、")}。本人会看到条款和每一步的数。
          </p>
        )}
        <TextArea
          name="note"
          label={reasons.length > 0 ? "补充说明" : "原因和依据的条款"}
          hint="本人会看到，60天内可以申请复议，由没有办过这件的人决定。"
        />
        <Buttons yes="不予给付" busy={send.busy} close={close} danger />
      </Form>
    </Dialog>
  );
}

export const SendBackDialog = (props: Props) => (
  <NoteDialog
    {...props}
    title="退回上一步"
    label="请上一步再看什么"
    path="sending-back"
    yes="退回上一步"
    versioned
  />
);

export const RecuseDialog = (props: Props) => (
  <NoteDialog
    {...props}
    title="声明回避：这件由别人审核"
    label="与申领人的关系"
    path="recusal"
    yes="回避这件"
  />
);

export const ReopenDialog = (props: Props) => (
  <NoteDialog
    {...props}
    title="重新审核这件申领"
    label="哪里不对"
    path="reopening"
    yes="重新审核"
    versioned
    hint="重新走初审、复审。已经付的钱不动，结果不同的只补差额，或登记追回。"
  />
);

type NoteProps = Props & {
  title: string;
  label: string;
  path: string;
  yes: string;
  hint?: string;
  versioned?: boolean;
};

/** One reason, one verb. */
function NoteDialog({ claim, close, done, title, label, path, yes, hint, versioned }: NoteProps) {
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (note.trim() ? {} : { note: "请写明原因。" }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/${path}`, quiet);
  const submit = () =>
    send.run({ note: form.values.note, ...(versioned && { expectedVersion: claim.version }) }, () => {
      close();
      done();
    });
  return (
    <Dialog title={title} onClose={close}>
      <Form form={form} problem={send.problem} onSubmit={submit}>
        <TextArea name="note" label={label} {...(hint && { hint })} />
        <Buttons yes={yes} busy={send.busy} close={close} />
      </Form>
    </Dialog>
  );
}

const Buttons = ({
  yes,
  busy,
  close,
  danger,
}: {
  yes: string;
  busy: boolean;
  close: () => void;
  danger?: boolean;
}) => (
  <div className="row">
    <Button kind={danger ? "danger" : "primary"} type="submit" busy={busy}>
      {yes}
    </Button>
    <Button onClick={close}>再看看</Button>
  </div>
);
