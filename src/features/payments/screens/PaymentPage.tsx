import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { GroupedField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, navigate, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { ReplacementRequest } from "../contract.ts";
import { paymentStateNames, purposeNames } from "../text.ts";
import { BatchLink, type PaymentDetail, PaymentTag } from "./words.tsx";

/** One payment: to whom left, what happened right; a failed one is put right here. */
export function PaymentPage() {
  const page = useGet<PaymentDetail>(`/api/payments/${useParam("paymentId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(data) => <PaymentBody page={data} />}
    </Loaded>
  );
}

function PaymentBody({ page }: { page: PaymentDetail }) {
  const { payment, replaces, replacedBy, course, allowed } = page;
  const [isPuttingRight, setPuttingRight] = useState(false);
  const today = useToday();
  return (
    <Page>
      <PageTitle
        title={`付给${payment.payee}${sayMoney(payment.amount)}元：${paymentStateNames[payment.state]}`}
        subtitle={`${payment.number} · ${purposeNames[payment.purpose]}，用${payment.fund}付`}
        crumb={payment.number}
      >
        <PaymentTag state={payment.state} />
        {allowed.includes("replace") && (
          <Button
            kind={payment.state === "ordered" ? "default" : "primary"}
            onClick={() => setPuttingRight(true)}
          >
            {payment.state === "ordered" ? "更正收款人" : "更正后重新付"}
          </Button>
        )}
      </PageTitle>
      {replacedBy && (
        <Note title="这笔已更正，重新付款">
          <Link to={`/payments/${replacedBy.id}`}>新的付款{replacedBy.number}</Link>
        </Note>
      )}
      {payment.reason && !replacedBy && (
        <Note tone="wait" title={`银行的说法：${payment.reason}`}>
          和收款人核对户名、账号以后更正。原来这一笔不会再付。
        </Note>
      )}
      <div className="columns">
        <Surface title="收款人">
          <Facts
            rows={[
              ["户名", payment.payee],
              [
                "账号",
                <MaskedText
                  key="account"
                  masked={payment.account}
                  reveal={allowed.includes("reveal") ? `/api/payments/${payment.id}/account` : undefined}
                />,
              ],
              ["开户银行", [payment.bank, payment.bankCode].filter(Boolean).join("，联行号") || "–"],
              ["附言", payment.remark],
              ["批次", <BatchLink key="batch" batch={payment.batch} />],
              ["银行办理日期", <DateText key="settled" day={payment.settledOn} />],
              ...(replaces
                ? ([
                    [
                      "代替",
                      <Link key="replaces" to={`/payments/${replaces.id}`}>
                        {replaces.number}
                      </Link>,
                    ],
                  ] as const)
                : []),
            ]}
          />
        </Surface>
        <Surface title="经过">
          <Course
            happenings={course.map(({ at, who, what }) => ({
              key: `${at} ${what}`,
              when: sayInstant(at, today),
              what: `${who}${what}`,
            }))}
          />
        </Surface>
      </div>
      {isPuttingRight && <PutRight payment={payment} close={() => setPuttingRight(false)} />}
    </Page>
  );
}

/** The old payment stays as it was; what is typed here goes out as a new one, through another batch. */
function PutRight({ payment, close }: { payment: PaymentDetail["payment"]; close: () => void }) {
  const form = useForm({
    initial: { name: payment.payee, account: "", bankName: "", bankCode: "" },
    schema: ReplacementRequest,
  });
  const replace = useAction<{ paymentId: string; number: string }>(
    "POST",
    `/api/payments/${payment.id}/replacement`,
    {
      onDone: ({ paymentId, number }) => {
        close();
        toast(`已更正，新的付款${number}等待编批`);
        navigate(`/payments/${paymentId}`);
      },
    },
  );
  return (
    <Dialog title={`更正后付${sayMoney(payment.amount)}元`} onClose={close}>
      <Form form={form} problem={replace.problem} onSubmit={() => replace.run(form.values)}>
        <TextField name="name" label="户名" hint="按银行开户登记的写法。" />
        <GroupedField kind="card" name="account" label="账号" hint="请和收款人核对，不要照抄原来的。" />
        <TextField name="bankName" label="开户银行" optional hint="常见的银行卡会自动认出来。" />
        <TextField name="bankCode" label="联行号" optional hint="跨行付款的银行没有认出来时填，12位数字。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={replace.busy}>
            更正并重新付
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
