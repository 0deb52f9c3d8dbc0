import { type Cents, formatYuan, parseYuan, sum, zero } from "#core/money.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { ChoiceField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import type { ProblemError } from "#ui/problem.ts";
import { navigate } from "#ui/router.tsx";
import { sayCount } from "#ui/say.ts";
import { sayMoney } from "#ui/Text.tsx";
import { sayFileProblem } from "../text.ts";
import type { Payment, Payments } from "./words.tsx";

type Props = { payments: readonly Payment[]; close: () => void } & Pick<Payments, "layouts" | "accounts">;

/** Which bank's file it becomes; what that file cannot say is told payment by payment. */
export function MakeBatch({ payments, layouts, accounts, close }: Props) {
  const total = formatYuan(sum(payments.map((payment) => (parseYuan(payment.amount) ?? zero) as Cents)));
  const form = useForm({
    initial: { layout: layouts[0]?.code ?? "", accountId: accounts[0]?.id ?? "" },
  });
  const make = useAction<{ batchId: string }>("POST", "/api/payment-batches", {
    onDone: ({ batchId }) => navigate(`/payment-batches/${batchId}`),
  });
  const send = () =>
    make.run({
      layout: form.values.layout,
      paymentIds: payments.map((payment) => payment.id),
      ...(form.values.accountId !== "" && { accountId: form.values.accountId }),
    });
  return (
    <Dialog title={`编一批付款：${sayCount(payments.length)}笔，共${sayMoney(total)}元`} onClose={close}>
      <Form form={form} problem={make.problem} onSubmit={send}>
        <p>用{payments[0]?.fund ?? ""}付。编好后由另一位同事放行，放行以前可以撤回。</p>
        <ChoiceField
          name="layout"
          label="付款文件"
          options={layouts.map((layout) => ({ value: layout.code, label: layout.label }))}
        />
        {accounts.length > 1 && (
          <ChoiceField
            name="accountId"
            label="付款账户"
            options={accounts.map(({ id, shown, holder }) => ({ value: id, label: `${holder} ${shown}` }))}
          />
        )}
        <div className="row">
          <Button kind="primary" type="submit" busy={make.busy}>
            提交放行
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
      <FileProblems problem={make.problem} />
    </Dialog>
  );
}

function FileProblems({ problem }: { problem: ProblemError | null }) {
  if (problem?.code !== "payments_not_writable") return null;
  const { numbers, codes, said } = problem.facts as Readonly<Record<string, readonly string[]>>;
  return (
    <ul>
      {(numbers ?? []).slice(0, 50).map((number, i) => (
        <li key={`${number} ${codes?.[i]} ${said?.[i]}`}>
          {sayFileProblem(number, codes?.[i] ?? "", JSON.parse(said?.[i] ?? "{}"))}
        </li>
      ))}
    </ul>
  );
}
