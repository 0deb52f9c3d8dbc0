import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Loaded, Note } from "#ui/States.tsx";
import { sayMoney } from "#ui/Text.tsx";
import type { Voucher } from "../contract.ts";
import { VoucherPaper } from "./VoucherPaper.tsx";

type Shown = z.output<typeof Voucher>;

/** One voucher, what it takes back or what took it back, and the way to do so. */
export function VoucherPage() {
  const entryId = useParam("entryId");
  const found = useGet<Shown>(`/api/ledger/vouchers/${entryId}`);
  return (
    <Page>
      <Loaded from={found}>{(voucher) => <Sheet voucher={voucher} />}</Loaded>
    </Page>
  );
}

function Sheet({ voucher }: { voucher: Shown }) {
  const [isReversing, setReversing] = useState(false);
  return (
    <>
      <PageTitle
        title={`${voucher.voucher}：${sayMoney(voucher.total)}元`}
        subtitle={`${voucher.recordedBy}制单`}
        crumb={voucher.voucher}
      >
        {voucher.allowed.includes("reverse") && <Button onClick={() => setReversing(true)}>冲回</Button>}
        <Button kind="primary" onClick={() => print()}>
          打印
        </Button>
      </PageTitle>
      {voucher.reversedBy && (
        <Note title="这张凭证已经冲回">
          见<Link to={`/ledger/vouchers/${voucher.reversedBy.id}`}>{voucher.reversedBy.voucher}</Link>
        </Note>
      )}
      {voucher.reverses && (
        <Note title="这是一张冲回凭证">
          冲回<Link to={`/ledger/vouchers/${voucher.reverses.id}`}>{voucher.reverses.voucher}</Link>
        </Note>
      )}
      <Surface>
        <VoucherPaper voucher={voucher} />
      </Surface>
      {isReversing && <Reversal voucher={voucher} onClose={() => setReversing(false)} />}
    </>
  );
}

function Reversal({ voucher, onClose }: { voucher: Shown; onClose: () => void }) {
  const reverse = useAction<{ entryId: string }>("POST", `/api/ledger/vouchers/${voucher.id}/reversal`, {
    onDone: ({ entryId }) => {
      onClose();
      navigate(`/ledger/vouchers/${entryId}`);
    },
  });
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  return (
    <Dialog title={`冲回${sayMoney(voucher.total)}元？`} onClose={onClose}>
      <Form
        form={form}
        problem={reverse.problem}
        onSubmit={() => reverse.run({ reason: form.values.reason.trim() })}
      >
        <TextArea name="reason" label="冲回的原因" hint="会写在冲回凭证的摘要里。原凭证保留不动。" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={reverse.busy}>
            冲回
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
