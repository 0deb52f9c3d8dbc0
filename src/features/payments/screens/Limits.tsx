import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { MoneyField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { toast } from "#ui/Toast.tsx";
import { LimitsRequest } from "../contract.ts";
import type { Payments } from "./words.tsx";

/** How much one payment and one batch may be at most. */
export function Limits({ limits, close }: { limits: Payments["limits"]; close: () => void }) {
  const form = useForm({ initial: limits, schema: LimitsRequest });
  const set = useAction("PUT", "/api/payment-limits", {
    onDone: () => {
      toast("限额已改，从下一次编批和放行起");
      close();
    },
  });
  return (
    <Dialog title="设定付款限额" onClose={close}>
      <Form form={form} problem={set.problem} onSubmit={() => set.run(form.values)}>
        <MoneyField name="payment" label="单笔最多（元）" hint="超过的不能编进批次。" />
        <MoneyField name="batch" label="单批最多（元）" hint="超过的要分成几批。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={set.busy}>
            设定限额
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
