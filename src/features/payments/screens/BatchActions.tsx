import { useState } from "react";
import { useAction } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { CheckField, TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { sayCount } from "#ui/say.ts";
import { sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { type BatchDetail, sayHash } from "./words.tsx";

/** What may be done with a batch now: one of them is the next step. */
export function BatchActions({ page }: { page: BatchDetail }) {
  const { batch, allowed } = page;
  const [asking, setAsking] = useState<"release" | "withdrawal" | "return">();
  const close = () => setAsking(undefined);
  return (
    <>
      {allowed.includes("withdraw") && <Button onClick={() => setAsking("withdrawal")}>撤回</Button>}
      {allowed.includes("return") && <Button onClick={() => setAsking("return")}>退回</Button>}
      {allowed.includes("return") && (
        <Button
          kind="primary"
          why={allowed.includes("release") ? undefined : "编批和放行要两个人，请另一位同事放行"}
          onClick={() => setAsking("release")}
        >
          放行
        </Button>
      )}
      {allowed.includes("file") && (
        <ButtonLink download to={`/api/payment-batches/${batch.id}/file`}>
          下载付款文件
        </ButtonLink>
      )}
      {asking === "release" && <Release page={page} close={close} />}
      {(asking === "withdrawal" || asking === "return") && (
        <TakeApart path={`/api/payment-batches/${batch.id}/${asking}`} close={close} />
      )}
    </>
  );
}

/** The releaser looks at it fresh: nothing is ticked beforehand, and what was seen is sent along. */
function Release({ page, close }: { page: BatchDetail; close: () => void }) {
  const { batch, differences } = page;
  const form = useForm({
    initial: { sums: false, differences: differences.length === 0 },
    check: (values) => ({
      ...(!values.sums && { sums: "请核对后勾选" }),
      ...(!values.differences && { differences: "请看过后勾选" }),
    }),
  });
  const release = useAction("POST", `/api/payment-batches/${batch.id}/release`, {
    onDone: () => {
      close();
      toast("已放行。请出纳下载付款文件，交给银行。");
    },
  });
  const send = () => release.run({ payments: batch.payments, amount: batch.amount, hash: batch.hash });
  return (
    <Dialog title={`放行${sayCount(batch.payments)}笔，共${sayMoney(batch.amount)}元？`} onClose={close}>
      <Form form={form} problem={release.problem} onSubmit={send}>
        <p>
          用{batch.fundName}付，现有{sayMoney(batch.fundBalance)}元。放行后交给银行，不能再撤回。
        </p>
        <CheckField name="sums" label={`笔数、金额和校验码 ${sayHash(batch.hash)} 与${batch.madeBy}的一致`} />
        {differences.length > 0 && (
          <CheckField
            name="differences"
            label={`已看过和以前的不同：${differences.map((each) => each.said).join("；")}`}
          />
        )}
        <div className="row">
          <Button kind="primary" type="submit" busy={release.busy}>
            放行{sayMoney(batch.amount)}元
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}

function TakeApart({ path, close }: { path: string; close: () => void }) {
  const isReturn = path.endsWith("/return");
  const act = useAction("POST", path, {
    onDone: () => {
      close();
      toast(isReturn ? "已退回，付款回到待编批" : "已撤回，付款回到待编批");
    },
  });
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  return (
    <Dialog title={isReturn ? "退回这一批？" : "撤回这一批？"} onClose={close}>
      <Form form={form} problem={act.problem} onSubmit={() => act.run({ reason: form.values.reason.trim() })}>
        <p>里面的付款回到待编批，可以重新选。</p>
        <TextArea
          name="reason"
          label="原因"
          hint={isReturn ? "写明要改什么，出纳会看到。" : "会留在批次里。"}
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={act.busy}>
            {isReturn ? "退回" : "撤回"}
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
