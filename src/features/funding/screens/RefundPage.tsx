import { useState } from "react";
import type { z } from "zod";
import { type PlainDate, plainMonth, sayDay, sayFullDay, sayMonth } from "#core/dates.ts";
import { refresh, useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { confirm, Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Course, Facts, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable, given } from "#ui/table/DataTable.tsx";
import { useUpload } from "#ui/upload.ts";
import type { RefundPage as PageShape } from "../contract/refunds.ts";
import { groundNames, refundStateNames } from "../text/refunds.ts";
import { refundTones } from "./RefundList.tsx";

type Refund = z.output<typeof PageShape>;
type Share = Refund["shares"][number];

/** One refund: whose, why, its papers, to whom what goes back, who did what; and the decision. */
export function RefundPage() {
  const refund = useGet<Refund>(`/api/refunds/${useParam("refundId")}`);
  return (
    <Loaded from={refund} bones={<PageBones />}>
      {(data) => <Body refund={data} />}
    </Loaded>
  );
}

function Body({ refund }: { refund: Refund }) {
  return (
    <Page>
      <PageTitle
        title={`${refund.name}退费${sayMoney(refund.amount)}元：${answerOf(refund)}`}
        subtitle={`${refund.unit} · ${sayMonth(plainMonth(refund.month))}上缴 · ${refund.number}`}
        crumb={refund.number}
      >
        <StatusTag tone={refundTones[refund.state]}>{refundStateNames[refund.state]}</StatusTag>
        {refund.allowed.includes("withdraw") && <Withdraw refund={refund} />}
        {refund.allowed.includes("decide") && <Decide refund={refund} />}
      </PageTitle>
      <div className="columns">
        <Surface title="为什么退">
          <Facts
            rows={[
              ["事由", groundNames[refund.ground]],
              ["经过", refund.reason],
              ["身份证号", refund.idNumber],
              ["保障开始", sayFullDay(refund.coverFrom as PlainDate)],
              ["账单", <Link key="bill" to={`/bills/${refund.billId}`}>{`${refund.unit}的账单`}</Link>],
              ...(refund.memberAccount ? ([["职工收款账号", refund.memberAccount]] as const) : []),
            ]}
          />
        </Surface>
        <Papers refund={refund} />
      </div>
      <Surface title="退给谁" note="按账单原来的分担，单位：元" flush>
        <DataTable
          label="退给谁"
          from={given(refund.shares)}
          columns={shareColumns}
          rowKey={(share) => share.payerName}
          empty={<Empty title="没有分担" />}
        />
      </Surface>
      <Happened refund={refund} />
    </Page>
  );
}

function answerOf(refund: Refund): string {
  switch (refund.state) {
    case "asked":
      return refund.papers.length === 0 ? "请上传证明材料" : "等审核人员决定";
    case "withdrawn":
      return "已撤回";
    case "refused":
      return "没有同意";
    case "approved":
      return "保障已取消，等省办事处退回";
    case "received":
      return refund.shares.some((share) => share.state === "came_back")
        ? "有一笔没付成，等出纳更正"
        : "省办事处已退回，正在付给各方";
    case "paid":
      return "各方都已退到";
  }
}

const shareStates: Record<Share["state"], { words: string; tone: "good" | "wait" | "bad" | "plain" }> = {
  waiting: { words: "等省办退回", tone: "plain" },
  ordered: { words: "等银行付款", tone: "wait" },
  paid: { words: "已退", tone: "good" },
  came_back: { words: "没付成", tone: "bad" },
};

const shareColumns: readonly Column<Share>[] = [
  { key: "payer", title: "谁承担的", cell: (share) => share.payerName, width: 160, phone: "title" },
  { key: "payee", title: "退到", cell: (share) => share.payee, phone: "second" },
  {
    key: "state",
    title: "情况",
    cell: (share) => (
      <>
        <StatusTag tone={shareStates[share.state].tone}>{shareStates[share.state].words}</StatusTag>
        {share.trouble && <span className="secondary"> {share.trouble}</span>}
      </>
    ),
    width: 220,
    phone: "state",
  },
  {
    key: "amount",
    title: "金额",
    cell: (share) => <MoneyText yuan={share.amount} />,
    right: true,
    width: 120,
    phone: "figure",
  },
  { key: "paid", title: "付款日期", cell: (share) => <DateText day={share.paidOn} />, width: 120 },
];

function Papers({ refund }: { refund: Refund }) {
  const today = useToday();
  const upload = useUpload(`/api/refunds/${refund.id}/papers`, () => void refresh("/api/refunds"));
  const mayAdd = refund.allowed.includes("paper");
  return (
    <Surface title="证明材料" note="离职证明、另一份保障的凭证，或单位盖章的说明">
      {refund.papers.length === 0 && !mayAdd && <p className="secondary">还没有材料。</p>}
      <Lines>
        {refund.papers.map((paper, at) => (
          <Line
            key={paper.id}
            title={
              <a
                className="link"
                href={`/api/refunds/${refund.id}/papers/${paper.id}`}
                target="_blank"
                rel="noreferrer"
              >
                {`材料${at + 1}（${paper.type === "application/pdf" ? "PDF" : "图片"}）`}
              </a>
            }
            note={`${paper.by}，${sayInstant(paper.at, today)}`}
          />
        ))}
      </Lines>
      {mayAdd && (
        <UploadArea
          title={refund.papers.length === 0 ? "上传材料" : "再传一份"}
          accepts="PDF，或 JPEG、PNG 图片，最大20MB"
          extensions=".pdf,.jpg,.jpeg,.png"
          maxBytes={20 * 1024 * 1024}
          state={upload.state}
          onFile={upload.start}
          onCancel={upload.cancel}
        />
      )}
    </Surface>
  );
}

function Happened({ refund }: { refund: Refund }) {
  const today = useToday() as PlainDate;
  const happenings = [
    { key: "asked", when: sayInstant(refund.askedAt, today), what: `${refund.askedBy}申请退费` },
    ...(refund.decidedAt
      ? [
          {
            key: "decided",
            when: sayInstant(refund.decidedAt, today),
            what: `${refund.decidedBy}${refund.state === "refused" ? "没有同意" : "同意，保障取消"}${refund.decisionNote ? `（${refund.decisionNote}）` : ""}`,
          },
        ]
      : []),
    ...(refund.receivedOn
      ? [
          {
            key: "received",
            when: sayDay(refund.receivedOn as PlainDate, today),
            what: `省办事处退回${sayMoney(refund.amount)}元`,
          },
        ]
      : []),
    ...(refund.paidOn
      ? [{ key: "paid", when: sayDay(refund.paidOn as PlainDate, today), what: "各方都已退到" }]
      : []),
  ];
  return (
    <Surface title="经过">
      <Course happenings={happenings.toReversed()} />
    </Surface>
  );
}

function Withdraw({ refund }: { refund: Refund }) {
  const act = useAction("POST", `/api/refunds/${refund.id}/withdrawal`, {
    onDone: () => toast("已撤回"),
  });
  const ask = async () => {
    const yes = await confirm({
      title: "撤回这件退费申请？",
      lines: ["保障照旧。以后还可以重新申请。"],
      yes: "撤回申请",
    });
    if (yes) act.run();
  };
  return (
    <>
      <Button busy={act.busy} onClick={ask}>
        撤回申请
      </Button>
      <ProblemNote problem={act.problem} />
    </>
  );
}

function Decide({ refund }: { refund: Refund }) {
  const [asking, setAsking] = useState<"agree" | "refuse">();
  const why = refund.isOwn
    ? "您是申请人，请另一位审核人员决定"
    : refund.papers.length === 0
      ? "还没有证明材料"
      : undefined;
  return (
    <>
      <Button onClick={() => setAsking("refuse")}>不同意</Button>
      <Button kind="primary" why={why} onClick={() => setAsking("agree")}>
        同意退{sayMoney(refund.amount)}元
      </Button>
      {asking && <Decision refund={refund} agree={asking === "agree"} close={() => setAsking(undefined)} />}
    </>
  );
}

function Decision({ refund, agree, close }: { refund: Refund; agree: boolean; close: () => void }) {
  const act = useAction("POST", `/api/refunds/${refund.id}/decision`, {
    onDone: () => {
      close();
      toast(agree ? "已同意，保障取消" : "已告诉申请人");
    },
  });
  const form = useForm({
    initial: { note: "" },
    check: ({ note }): { note?: string } =>
      !agree && note.trim().length < 2 ? { note: "请写明为什么不同意，申请人会看到。" } : {},
  });
  return (
    <Dialog
      title={agree ? `同意退${sayMoney(refund.amount)}元，取消${refund.name}的保障？` : "不同意这件退费？"}
      onClose={close}
    >
      <Form
        form={form}
        problem={act.problem}
        onSubmit={() => act.run({ agree, note: form.values.note.trim() })}
      >
        {agree && (
          <Note tone="wait" title="取消以后不能恢复">
            保障从{sayFullDay(refund.coverFrom as PlainDate)}
            起取消。省办事处退回以后，按原来的分担付给各方；已经开出的收据会提出红冲。
          </Note>
        )}
        <TextArea name="note" label={agree ? "说明" : "理由"} optional={agree} />
        <div className="row">
          <Button onClick={close}>再看看</Button>
          <Button kind={agree ? "danger" : "primary"} type="submit" busy={act.busy}>
            {agree ? "同意，取消保障" : "不同意"}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
