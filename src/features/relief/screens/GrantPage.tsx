import { useState } from "react";
import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { GroupedField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Course, Facts, type Happening, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText, MoneyText, sayMoney } from "#ui/Text.tsx";
import type { GrantPage as Shape } from "../contract.ts";
import { causeNames, sayRoute } from "../text.ts";
import { DecisionBar } from "./DecisionBar.tsx";
import { GrantTag } from "./words.tsx";

type Grant = z.output<typeof Shape>;

/** One grant: why, what two people think, the notice, the decision, the money. */
export function GrantPage() {
  const page = useGet<Grant>(`/api/relief/${useParam("grantId")}`);
  return (
    <Loaded from={page} bones={<PageBones />}>
      {(grant) => <GrantView grant={grant} />}
    </Loaded>
  );
}

function GrantView({ grant }: { grant: Grant }) {
  return (
    <Page>
      <PageTitle
        title={`${grant.name}的救助，${sayMoney(grant.amount)}元`}
        subtitle={`${grant.number} · ${grant.unit}`}
        crumb={grant.number}
      >
        <GrantTag state={grant.state} />
        <Moves grant={grant} />
      </PageTitle>
      <NextWords grant={grant} />
      <DecisionBar grant={grant} />
      <div className="columns">
        <Surface title="为什么救助">
          <Facts
            rows={[
              ["来由", sayRoute(grant.route)],
              ["因为", `${causeNames[grant.cause]}${grant.isUrgent ? "，急" : ""}`],
              ["发生", <DateText key="on" day={grant.happenedOn} />],
              ["情况", grant.reason],
              ...(grant.againReason ? [["再次救助的原因", grant.againReason] as const] : []),
              ...(grant.claimNumber ? [["申领", grant.claimNumber] as const] : []),
              ["金额", <MoneyText key="sum" yuan={grant.amount} unit />],
              ["收款账户", grant.account],
              [
                "其他帮助",
                <Link key="all" to={`/relief/people/${grant.personId}`}>
                  看这位职工的互助金、救助和赠送
                </Link>,
              ],
            ]}
          />
        </Surface>
        <Surface title="经过">
          <Course happenings={useHappenings(grant)} />
        </Surface>
      </div>
      <Objections grant={grant} />
    </Page>
  );
}

function NextWords({ grant }: { grant: Grant }) {
  const today = useToday();
  if (grant.state === "proposed")
    return <Note title={`还要${2 - grant.opinions.length}人出意见`}>提出人自己不出意见。</Note>;
  if (grant.state === "noticed")
    return (
      <Note
        title={
          today > (grant.noticeUntil ?? "")
            ? "公示期已满，等领导批准"
            : `公示到${day(grant.noticeUntil)}，第二天起可以批准`
        }
      >
        <a href={grant.noticePath} target="_blank" rel="noreferrer">
          看公示页
        </a>
        ：只写姓氏、单位、原因类别和金额。
      </Note>
    );
  if (grant.state === "paying") return <Note title="已经批准，等出纳编批付款">付到以后会告诉本人。</Note>;
  if (grant.state === "payment_failed")
    return (
      <Note tone="wait" title="银行没有付成">
        请核对户名、卡号，改正后重新付款。
      </Note>
    );
  return null;
}

const day = (text: string | null): string => (text ? sayFullDay(plainDate(text)) : "");

function useHappenings(grant: Grant): readonly Happening[] {
  const today = useToday();
  return [
    { key: "proposed", when: day(grant.proposedOn), what: `${grant.proposedBy}提出` },
    ...grant.opinions.map((opinion) => ({
      key: opinion.at,
      when: sayInstant(opinion.at, today),
      what: `${opinion.by}${opinion.agrees ? "同意" : "不同意"}：${opinion.words}`,
    })),
    ...(grant.noticeFrom
      ? [{ key: "notice", when: day(grant.noticeFrom), what: `开始公示，到${day(grant.noticeUntil)}` }]
      : []),
    ...(grant.decidedOn
      ? [{ key: "decided", when: day(grant.decidedOn), what: `${grant.decidedBy}：${grant.decision}` }]
      : []),
    ...(grant.paidOn ? [{ key: "paid", when: day(grant.paidOn), what: "银行已付" }] : []),
  ];
}

function Objections({ grant }: { grant: Grant }) {
  const [answering, setAnswering] = useState<string>();
  if (grant.objections.length === 0) return null;
  return (
    <Surface title="公示期的异议">
      <Facts
        rows={grant.objections.map((each) => [
          each.by,
          <div key={each.id}>
            <div>{each.words}</div>
            {each.answer ? (
              <div className="secondary">
                {each.answeredBy}答复：{each.answer}
              </div>
            ) : (
              grant.allowed.includes("answer") && (
                <Button small onClick={() => setAnswering(each.id)}>
                  答复
                </Button>
              )
            )}
          </div>,
        ])}
      />
      {answering && (
        <ReasonDialog
          title="答复异议"
          hint="写明查了什么、结论是什么。不要写病情。"
          yes="答复"
          ask={{ name: "words", label: "答复" }}
          path={`/api/relief-objections/${answering}/answer`}
          onClose={() => setAnswering(undefined)}
        />
      )}
    </Surface>
  );
}

function Moves({ grant }: { grant: Grant }) {
  const [open, setOpen] = useState<"object" | "withdraw" | "correct_payee">();
  const close = () => setOpen(undefined);
  return (
    <>
      {grant.allowed.includes("object") && <Button onClick={() => setOpen("object")}>记下异议</Button>}
      {grant.allowed.includes("withdraw") && <Button onClick={() => setOpen("withdraw")}>撤回</Button>}
      {grant.allowed.includes("correct_payee") && (
        <Button kind="primary" onClick={() => setOpen("correct_payee")}>
          改正收款账户
        </Button>
      )}
      {open === "object" && (
        <ReasonDialog
          title="有人提出异议"
          hint="写明说的是什么；谁提的可以不写。"
          yes="记下"
          ask={{ name: "words", label: "异议" }}
          path={`/api/relief/${grant.id}/objections`}
          onClose={close}
        />
      )}
      {open === "withdraw" && (
        <ReasonDialog
          title="撤回这笔救助？"
          hint="撤回以后可以重新提出。"
          yes="撤回"
          ask={{ name: "words", label: "原因" }}
          path={`/api/relief/${grant.id}/withdrawal`}
          onClose={close}
        />
      )}
      {open === "correct_payee" && <PayeeDialog grant={grant} onClose={close} />}
    </>
  );
}

function PayeeDialog({ grant, onClose }: { grant: Grant; onClose: () => void }) {
  const act = useAction("POST", `/api/relief/${grant.id}/payee`, { onDone: onClose });
  const form = useForm({
    initial: { name: grant.name, account: "", bankName: "" },
    check: ({ account }) => (account.length < 6 ? { account: "请填写完整的卡号" } : {}),
  });
  return (
    <Dialog title="改正收款账户" onClose={onClose}>
      <Form form={form} problem={act.problem} onSubmit={() => act.run(form.values)}>
        <TextField name="name" label="户名" />
        <GroupedField name="account" label="卡号" kind="card" />
        <TextField name="bankName" label="开户银行" optional />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={act.busy}>
            重新付款
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
