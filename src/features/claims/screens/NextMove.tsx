import { useState } from "react";
import { useAction } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { GroupedField, TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { NextStep } from "#ui/page.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import { ReturnDialog } from "./decisions.tsx";
import { type Claim, claimChanged, sayEventOf, sayLeft } from "./words.ts";

/** The one next step of a claim, for whoever may take it; for all others, who has it and until when. */
export function NextMove({ claim }: { claim: Claim }) {
  const { state, allowed } = claim;
  if (allowed.includes("certify")) return <Certify claim={claim} />;
  if (allowed.includes("resubmit"))
    return (
      <NextStep
        alone
        title="下一步：补材料，再提交一次"
        action={
          <ButtonLink kind="primary" to={`/claims/${claim.id}/filing`}>
            去补材料
          </ButtonLink>
        }
      >
        {claim.needed
          .filter(({ isMissing }) => isMissing)
          .map(({ name }) => name)
          .join("、") || "请按说明补充"}
        。{sayLeft(state, claim.daysLeft)}，到期没有补齐会失效。
      </NextStep>
    );
  if (allowed.includes("correct_account")) return <CorrectAccount claim={claim} />;
  if (allowed.includes("appeal") && (state === "rejected" || claim.decision === "declined"))
    return <Appeal claim={claim} />;
  return (
    <>
      <Where claim={claim} />
      {allowed.includes("withdraw") && <Withdraw claim={claim} />}
    </>
  );
}

const holders: Partial<Record<Claim["state"], string>> = {
  certification: "在单位经办人那里，等证明在职",
  first_review: "在市总工会，等初审",
  second_review: "在市总工会，等复审",
  final_review: "在省办事处，等终审",
  approved: "已通过，马上转去付款",
  paying: "在市总工会出纳那里，等银行付款",
  payment_failed: "银行没有付成，等改正收款账户",
  returned: "在申领人那里，等补材料",
  appealed: "在市总工会，等决定复议",
};

const Where = ({ claim }: { claim: Claim }) =>
  holders[claim.state] ? (
    <NextStep alone title={holders[claim.state] ?? ""}>
      {claim.dueOn && (
        <>
          到<DateText day={claim.dueOn} as="sentence" />，{sayLeft(claim.state, claim.daysLeft)}
          {claim.takenBy && `，${claim.takenBy}在看`}
        </>
      )}
    </NextStep>
  ) : null;

const quiet = { refreshes: ["/never"] };

function Certify({ claim }: { claim: Claim }) {
  const [asking, setAsking] = useState<"no" | "return">();
  const today = useToday();
  const certify = useAction<unknown, object>("POST", `/api/claims/${claim.id}/certification`, {
    ...quiet,
    onDone: () => void claimChanged(claim.id),
  });
  const say = (isEmployed: boolean, note?: string) =>
    certify.run({ isEmployed, expectedVersion: claim.version, ...(note && { note }) });
  return (
    <>
      <NextStep
        alone
        title={`${claim.person.name}在${sayEventOf(claim, today)}时，是不是本单位在职职工？`}
        action={
          <div className="row">
            <Button kind="primary" busy={certify.busy} onClick={() => say(true)}>
              是，证明在职
            </Button>
            <Button onClick={() => setAsking("no")}>不是</Button>
          </div>
        }
      >
        只证明在职，看不到病情。{sayLeft(claim.state, claim.daysLeft)}，到期没有证明就转市总工会核实。
      </NextStep>
      <ProblemNote problem={certify.problem} />
      {asking === "no" && (
        <NotEmployed
          close={() => setAsking(undefined)}
          busy={certify.busy}
          say={(note) => say(false, note)}
        />
      )}
      {asking === "return" && (
        <ReturnDialog
          claim={claim}
          close={() => setAsking(undefined)}
          done={() => void claimChanged(claim.id)}
        />
      )}
    </>
  );
}

function NotEmployed({
  close,
  busy,
  say,
}: {
  close: () => void;
  busy: boolean;
  say: (note: string) => void;
}) {
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (note.trim() ? {} : { note: "请写明情况，例如已于3月离职。" }),
  });
  return (
    <Dialog title="事发时不是本单位职工" onClose={close}>
      <Form
        form={form}
        onSubmit={() => {
          say(form.values.note);
          close();
        }}
      >
        <TextArea name="note" label="情况" hint="转市总工会核实，不会直接拒绝。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={busy}>
            提交说明
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}

function CorrectAccount({ claim }: { claim: Claim }) {
  const failed = claim.payments.find(({ state }) => state === "failed");
  const form = useForm({
    initial: {
      name: claim.told?.payee?.name ?? "",
      account: "",
      bankName: claim.told?.payee?.bankName ?? "",
    },
    check: ({ account }) => (/^\d{12,19}$/.test(account) ? {} : { account: "银行账号应是12至19位数字。" }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/account`, {
    ...quiet,
    onDone: () => void claimChanged(claim.id),
  });
  return (
    <section className="surface">
      <div className="surface-body stack">
        <h2>下一步：改正收款账户，再付一次</h2>
        <p className="secondary">
          {failed?.reason ? `银行说：${failed.reason}。` : ""}原来那笔不动，按新账户另付一笔。
        </p>
        <Form
          form={form}
          problem={send.problem}
          onSubmit={() => send.run({ ...form.values, expectedVersion: claim.version })}
        >
          <TextField name="name" label="户名" hint="与职工姓名相同；亲属申领的与收款人相同。" />
          <GroupedField kind="card" name="account" label="银行卡号或账号" />
          <TextField name="bankName" label="开户行" optional />
          <div className="row">
            <Button kind="primary" type="submit" busy={send.busy}>
              改正并再付
            </Button>
          </div>
        </Form>
      </div>
    </section>
  );
}

function Appeal({ claim }: { claim: Claim }) {
  const [isOpen, setOpen] = useState(false);
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim() ? {} : { reason: "请写明哪里不对。" }),
  });
  const send = useAction("POST", `/api/claims/${claim.id}/appeal`, {
    ...quiet,
    onDone: () => {
      setOpen(false);
      void claimChanged(claim.id);
    },
  });
  return (
    <>
      <NextStep
        alone
        title="觉得不对，可以申请复议"
        action={<Button onClick={() => setOpen(true)}>申请复议</Button>}
      >
        由没有办过这件的人决定
        {claim.appealUntil && (
          <>
            ，<DateText day={claim.appealUntil} as="sentence" />
            前有效
          </>
        )}
        。
      </NextStep>
      {isOpen && (
        <Dialog title="申请复议" onClose={() => setOpen(false)}>
          <Form
            form={form}
            problem={send.problem}
            onSubmit={() => send.run({ reason: form.values.reason, expectedVersion: claim.version })}
          >
            <TextArea name="reason" label="哪里不对" hint="有新材料的，在这里写明，经办人会联系您。" />
            <div className="row">
              <Button kind="primary" type="submit" busy={send.busy}>
                申请复议
              </Button>
              <Button onClick={() => setOpen(false)}>再看看</Button>
            </div>
          </Form>
        </Dialog>
      )}
    </>
  );
}

function Withdraw({ claim }: { claim: Claim }) {
  const [isAsking, setAsking] = useState(false);
  const send = useAction<unknown, object>("POST", `/api/claims/${claim.id}/withdrawal`, {
    ...quiet,
    onDone: () => {
      setAsking(false);
      void claimChanged(claim.id);
    },
  });
  if (!isAsking)
    return (
      <div className="row">
        <Button kind="plain" onClick={() => setAsking(true)}>
          撤回这件申领
        </Button>
      </div>
    );
  return (
    <Dialog
      title="撤回这件申领？"
      onClose={() => setAsking(false)}
      actions={
        <>
          <Button autoFocus onClick={() => setAsking(false)}>
            再看看
          </Button>
          <Button
            kind="primary"
            busy={send.busy}
            onClick={() => send.run({ expectedVersion: claim.version })}
          >
            撤回申领
          </Button>
        </>
      }
    >
      <p>撤回后不再审核。同一次住院以后还可以重新申领，期限不变。</p>
      <ProblemNote problem={send.problem} />
    </Dialog>
  );
}
