import { useEffect } from "react";
import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Bones, Note, ProblemState } from "#ui/States.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { CoverRow, RemovalReply } from "../contract.ts";
import { monthWords } from "./words.ts";

type Removal = z.output<typeof RemovalReply>;
type Props = { cover: z.output<typeof CoverRow>; onClose: () => void };

/** 减员: what becomes of the bill and of the money is shown before, by rehearsing it; then it is done with a reason. */
export function RemovePerson({ cover, onClose }: Props) {
  const path = `/api/covers/${cover.id}/removal`;
  const { run, problem, reply } = useAction<Removal>("POST", `${path}?dryRun=true`, {
    refreshes: ["/never"],
  });
  const rehearse = () => run({ reason: "先看结果" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens.
  useEffect(rehearse, []);
  return (
    <Dialog title={`${cover.name}不参加了？`} onClose={onClose}>
      {reply && <Removing path={path} removal={reply} onClose={onClose} name={cover.name} />}
      {!reply && !problem && <Bones />}
      {problem && <ProblemState problem={problem} again={rehearse} />}
    </Dialog>
  );
}

type RemovingProps = { path: string; removal: Removal; name: string; onClose: () => void };

function Removing({ path, removal, name, onClose }: RemovingProps) {
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }): { reason?: string } => (reason.trim() ? {} : { reason: "请写明原因。" }),
  });
  const remove = useAction("POST", path, {
    onDone: () => {
      toast(`${name}已减员`);
      onClose();
    },
  });
  return (
    <Form form={form} onSubmit={() => remove.run(form.values)} problem={remove.problem}>
      <Consequence removal={removal} />
      <TextField name="reason" label="原因" hint="例如：离职。会留在记录里。" autoComplete="off" />
      <div className="row">
        <Button onClick={onClose}>再看看</Button>
        <Button kind="danger" type="submit" busy={remove.busy}>
          减员1人
        </Button>
      </div>
    </Form>
  );
}

function Consequence({ removal: { left, bill } }: { removal: Removal }) {
  if (!bill)
    return <p>{left === 0 ? "名册里没有别的人了，名册随之撤回。" : `名册还剩${left}人。还没有出账单。`}</p>;
  const { before, after, freed } = bill;
  const month = monthWords(bill.month);
  return (
    <>
      <p>
        {after.heads === 0
          ? `${month}账单（${before.heads}人${sayMoney(before.due)}元）和名册随之撤回。`
          : `${month}账单由${before.heads}人${sayMoney(before.due)}元改为${after.heads}人${sayMoney(after.due)}元。`}
      </p>
      {freed !== "0.00" && (
        <Note tone="wait" title={`已到账的会费多出${sayMoney(freed)}元`}>
          退回待查来款，由市总工会出纳决定记到别的账单，还是退还单位。
        </Note>
      )}
      <p className="secondary">会费截止以后，到上缴以前不能再减员。</p>
    </>
  );
}
