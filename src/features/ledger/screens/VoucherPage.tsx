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
import { MoneyText, sayMoney } from "#ui/Text.tsx";
import type { Voucher } from "../contract.ts";
import "./voucher.css";

type Shown = z.output<typeof Voucher>;

/** 记账凭证 as it is printed: 借 above 贷, the sum in figures and in capitals. */
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
        <Paper voucher={voucher} />
      </Surface>
      {isReversing && <Reversal voucher={voucher} onClose={() => setReversing(false)} />}
    </>
  );
}

const Paper = ({ voucher }: { voucher: Shown }) => (
  <article className="voucher">
    <h2>记账凭证</h2>
    <div className="voucher-head">
      <span>{voucher.cityName}职工互助保障专用账簿</span>
      <span>{voucher.on}</span>
      <span>{voucher.voucher}</span>
    </div>
    <table>
      <thead>
        <tr>
          <th scope="col">摘要</th>
          <th scope="col">科目</th>
          <th scope="col">借方金额</th>
          <th scope="col">贷方金额</th>
        </tr>
      </thead>
      <tbody>
        {voucher.lines.map((line, i) => (
          <tr key={`${line.account}${line.organisation}${line.debit === null}`}>
            <td>{i === 0 ? voucher.summary : ""}</td>
            <td>
              {line.account}
              {line.organisation && <span className="quiet">（{line.organisation}）</span>}
            </td>
            <td className="right">{line.debit && <MoneyText yuan={line.debit} />}</td>
            <td className="right">{line.credit && <MoneyText yuan={line.credit} />}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={2}>合计　{voucher.totalInWords}</td>
          <td className="right">
            <MoneyText yuan={voucher.total} />
          </td>
          <td className="right">
            <MoneyText yuan={voucher.total} />
          </td>
        </tr>
      </tfoot>
    </table>
    <div className="voucher-foot">
      <span>会计主管</span>
      <span>记账</span>
      <span>复核</span>
      <span>制单　{voucher.recordedBy}</span>
    </div>
  </article>
);

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
