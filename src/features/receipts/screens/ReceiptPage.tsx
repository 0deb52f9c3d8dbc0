import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Facts, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { paperNames, requestStateNames } from "../text.ts";
import { type Detail, RequestTag, sayHeads } from "./words.tsx";

/** One receipt: what it is for left, what was issued right; its next step is the one button. */
export function ReceiptPage() {
  const page = useGet<Detail>(`/api/receipts/${useParam("requestId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(data) => <ReceiptBody page={data} />}
    </Loaded>
  );
}

function ReceiptBody({ page }: { page: Detail }) {
  const { request } = page;
  const today = useToday();
  return (
    <Page>
      <PageTitle
        title={titleOf(page)}
        subtitle={[
          request.organisation,
          request.item,
          ...(request.heads > 0 ? [sayHeads(request)] : []),
        ].join(" · ")}
        crumb={request.number ?? request.title}
      >
        <RequestTag row={request} />
        <Actions page={page} />
      </PageTitle>
      {request.note && (
        <Note
          tone="wait"
          title={`${request.state === "reversal_drawn" ? "红冲原因" : "退回原因"}：${request.note}`}
        />
      )}
      {request.hasChanged && request.state === "issued" && (
        <Note tone="wait" title="开出以后账单的金额变了">
          现在是{sayMoney(request.amount)}元。请红冲后按新的金额重开。
        </Note>
      )}
      <div className="columns">
        <Surface title="收据内容">
          <Facts
            rows={[
              ["抬头", request.title],
              ["统一社会信用代码", request.uscc || "–"],
              ["项目", request.item],
              ["人数", sayHeads(request)],
              ["金额", <MoneyText key="amount" yuan={request.amount} unit />],
              ["收款日期", <DateText key="received" day={request.receivedOn} />],
              ["确认", by(request.confirmedBy, request.confirmedAt, today)],
              ["开票", by(request.drawnBy, request.drawnAt, today)],
            ]}
          />
        </Surface>
        <Issued page={page} />
      </div>
    </Page>
  );
}

const by = (who: string | null, at: string | null, today: string): string =>
  who && at ? `${who}，${sayInstant(at, today)}` : "–";

function titleOf({ request }: Detail): string {
  const amount = `${sayMoney(request.amount)}元`;
  if (request.state === "issued") return `收据${request.number ?? ""}，${amount}，已开出`;
  return `${request.title}${amount}的收据：${requestStateNames[request.state]}`;
}

/** Everything that was issued: the receipt, its reversal, the next one; each to take home. */
function Issued({ page }: { page: Detail }) {
  return (
    <Surface title="开出的" flush>
      {page.receipts.length === 0 ? (
        <Empty title="还没有开出">
          {page.request.state === "requested"
            ? "单位确认抬头和金额后，由出纳开票、会计复核。"
            : "开出后可以在这里下载。"}
        </Empty>
      ) : (
        <Lines>
          {page.receipts.map((receipt) => (
            <Line
              key={receipt.id}
              title={
                <>
                  {receipt.kind === "reversal" ? "红冲" : paperNames[receipt.paper]} {receipt.number}{" "}
                  {receipt.isReversed && <StatusTag>已冲回</StatusTag>}
                </>
              }
              note={`${receipt.issuedOn}开具，开票${receipt.drawnBy}，复核${receipt.checkedBy}${receipt.reason ? `；${receipt.reason}` : ""}`}
              figure={sayMoney(receipt.amount)}
              action={
                <ButtonLink small download to={`/api/receipts/${page.request.id}/papers/${receipt.id}`}>
                  下载
                </ButtonLink>
              }
            />
          ))}
        </Lines>
      )}
    </Surface>
  );
}

function Actions({ page }: { page: Detail }) {
  const { request, allowed } = page;
  const [asking, setAsking] = useState<"confirm" | "reversal" | "return">();
  const close = () => setAsking(undefined);
  const isReversal = request.state === "reversal_drawn";
  return (
    <>
      {allowed.includes("reverse") && <Button onClick={() => setAsking("reversal")}>红冲</Button>}
      {allowed.includes("return") && <Button onClick={() => setAsking("return")}>退回</Button>}
      {allowed.includes("confirm") && (
        <Button
          kind={request.state === "requested" ? "primary" : "default"}
          onClick={() => setAsking("confirm")}
        >
          {request.state === "requested" ? "确认抬头和金额" : "改抬头"}
        </Button>
      )}
      {allowed.includes("draw") && <Step path="/api/receipts/draw" id={request.id} verb="开票" />}
      {allowed.includes("return") && (
        <Step
          path="/api/receipts/issue"
          id={request.id}
          verb={isReversal ? "复核红冲" : "复核开出"}
          why={allowed.includes("issue") ? undefined : "开票和复核要两个人，请另一位同事复核"}
        />
      )}
      {asking === "confirm" && <Confirm request={request} close={close} />}
      {asking && asking !== "confirm" && <WithReason requestId={request.id} kind={asking} close={close} />}
    </>
  );
}

type StepProps = { path: string; id: string; verb: string; why?: string | undefined };

function Step({ path, id, verb, why }: StepProps) {
  const act = useAction("POST", path, { onDone: () => toast(`已${verb}`) });
  return (
    <>
      <Button kind="primary" busy={act.busy} why={why} onClick={() => act.run({ requestIds: [id] })}>
        {verb}
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

/** 开票确认: who paid says how it is called; the amount is what came in. */
function Confirm({ request, close }: { request: Detail["request"]; close: () => void }) {
  const form = useForm({
    initial: { title: request.title, uscc: request.uscc },
    check: ({ title }) => (title.trim().length < 2 ? { title: "请填写抬头" } : {}),
  });
  const confirm = useAction("POST", `/api/receipts/${request.id}/confirmation`, {
    onDone: () => {
      close();
      toast("已确认，等待开票");
    },
  });
  return (
    <Dialog title={`确认抬头和金额：${sayMoney(request.amount)}元`} onClose={close}>
      <Form
        form={form}
        problem={confirm.problem}
        onSubmit={() => confirm.run({ ...form.values, amount: request.amount })}
      >
        <p>
          {request.item}
          {request.heads > 0 && `，${sayHeads(request)}`}。金额不对的，请先联系市级经办，不要确认。
        </p>
        <TextField name="title" label="抬头" hint="开出后不能改，写错只能红冲重开。" />
        <TextField name="uscc" label="统一社会信用代码" optional hint="18位。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={confirm.busy}>
            确认{sayMoney(request.amount)}元
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}

const reasons = {
  reversal: { title: "红冲这张收据？", hint: "会印在红冲上，例如：抬头写错。", yes: "提交复核" },
  return: { title: "退回给开票人？", hint: "开票人会看到。", yes: "退回" },
} as const;

function WithReason({
  requestId,
  kind,
  close,
}: {
  requestId: string;
  kind: keyof typeof reasons;
  close: () => void;
}) {
  const act = useAction("POST", `/api/receipts/${requestId}/${kind}`, {
    onDone: () => {
      close();
      toast(kind === "reversal" ? "红冲已提交复核" : "已退回");
    },
  });
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  return (
    <Dialog title={reasons[kind].title} onClose={close}>
      <Form form={form} problem={act.problem} onSubmit={() => act.run({ reason: form.values.reason.trim() })}>
        {kind === "reversal" && <p>整张冲回，复核后这张作废，可以重新确认抬头再开。</p>}
        <TextArea name="reason" label="原因" hint={reasons[kind].hint} />
        <div className="row">
          <Button kind="primary" type="submit" busy={act.busy}>
            {reasons[kind].yes}
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
