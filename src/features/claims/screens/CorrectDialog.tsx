import { parseYuan } from "#core/money.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { MoneyField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { hasExpense } from "../rules/event-kind.ts";
import { type SheetField, sheetNames } from "../text.ts";
import { type Claim, claimChanged } from "./words.ts";

const fields = Object.keys(sheetNames) as SheetField[];

/** Puts right what was typed in, as the papers say; it is worked out again at once. */
export function CorrectDialog({ claim, close }: { claim: Claim; close: () => void }) {
  const { figures, told } = claim;
  const initial = {
    ...figures,
    on: claim.on,
    endedOn: claim.endedOn,
    days: String(claim.days),
    diagnosis: told?.diagnosis ?? "",
    bill: told?.bill ?? "",
    note: "",
  };
  const form = useForm<Record<keyof typeof initial, string>>({
    initial,
    check: (values) => ({
      ...Object.fromEntries(
        fields
          .filter((field) => (parseYuan(values[field]) ?? -1n) < 0n)
          .map((field) => [field, "请填写金额，例如1234.50。"]),
      ),
      ...(/^\d{1,4}$/.test(values.days) ? {} : { days: "请填写天数。" }),
    }),
  });
  const correct = useAction("POST", `/api/claims/${claim.id}/correction`, {
    refreshes: ["/never"],
    onDone: () => {
      close();
      void claimChanged(claim.id);
    },
  });
  const send = () => {
    const { on, endedOn, days, diagnosis, bill, note, ...amounts } = form.values;
    correct.run({
      amounts,
      on,
      endedOn,
      days: Number(days),
      diagnosis,
      bill,
      note,
      expectedVersion: claim.version,
    });
  };
  return (
    <Dialog title="按材料改正录入的数" onClose={close}>
      <Form form={form} problem={correct.problem} onSubmit={send}>
        <DateField name="on" label={claim.kind === "inpatient" ? "入院日期" : "发生日期"} />
        <DateField name="endedOn" label={claim.kind === "inpatient" ? "出院日期" : "结束日期"} />
        <TextField name="days" label="天数" inputMode="numeric" />
        {hasExpense(claim.kind) &&
          fields.map((field) => <MoneyField key={field} name={field} label={sheetNames[field]} />)}
        <TextField name="diagnosis" label="诊断编码" optional autoComplete="off" />
        <TextField name="bill" label="票据代码和号码" optional autoComplete="off" />
        <TextArea name="note" label="为什么改" optional />
        <div className="row">
          <Button kind="primary" type="submit" busy={correct.busy}>
            改正并重新核算
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
