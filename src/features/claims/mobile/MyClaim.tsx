import { useState } from "react";
import { type PlainDate, sayDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Note, Row, SumText, Tag, Trouble } from "#ui/phone/parts.tsx";
import { Sheet } from "#ui/phone/Sheet.tsx";
import { useParam } from "#ui/router.tsx";
import { sayInstant } from "#ui/say.ts";
import { isDecided, standingState } from "../rules/claim.ts";
import { type Claim, sayEventOf, sayLeft, steps } from "./words.ts";
import "./claims.css";

/** Where is my money: the step it is at, who has it, until when; and what one can do. */
export function MyClaim() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/me/claims/${id}`);
  const { data } = claim;
  return (
    <PhonePage bar="我的申领" back="/m/claims" action={data && nextOf(data)}>
      <Fetched from={claim}>{(shown) => <One claim={shown} />}</Fetched>
    </PhonePage>
  );
}

/** Ended without a decision. */
const isOver: readonly Claim["state"][] = ["withdrawn", "lapsed"];

/** The one thing to do now. */
function nextOf({ id, state, resumes, result }: Claim) {
  if (state === "draft") return { label: "接着填", to: "/m/claims/new" };
  if (state === "returned") return { label: "去补材料", to: `/m/claims/${id}/papers` };
  if (state === "payment_failed") return { label: "改正收款账户", to: `/m/claims/${id}/account` };
  if (!result || isOver.includes(state)) return undefined;
  const isRefused = standingState({ state, resumes }) === "rejected" || result.decision !== "payable";
  return { label: isRefused ? "看原因" : "这笔钱怎么算的", to: `/m/claims/${id}/why` };
}

function One({ claim }: { claim: Claim }) {
  const { today } = useMe();
  const [tone, label, what] = steps[claim.state];
  const { benefit, decision } = claim;
  const standing = standingState(claim);
  const hasSum = decision === "payable" && standing !== "rejected" && !isOver.includes(standing);
  return (
    <>
      <Card>
        <div className="ph-apart">
          <h1>{sayEventOf(claim, today)}</h1>
          <Tag tone={tone}>{label}</Tag>
        </div>
        {benefit && hasSum && (
          <p>
            {isDecided(standing) ? "互助金" : "预计"}
            <SumText yuan={benefit} />
          </p>
        )}
        <p>
          {what}
          {claim.daysLeft !== null && `，${sayLeft(claim)}`}
        </p>
        <p className="secondary">
          申领号{claim.number}，{claim.plan.name}
        </p>
      </Card>
      {claim.state === "returned" && <Asked claim={claim} />}
      <Way claim={claim} />
      {claim.payments.length > 0 && (
        <List label="付款">
          {claim.payments.map(({ kind, amount, state, on, reason }, place) => (
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: payments only ever follow each other.
              key={place}
              label={{ benefit: "互助金", difference: "补差额", recovery: "多付要退回" }[kind]}
              note={
                state === "failed"
                  ? `银行没有付成${reason ? `：${reason}` : ""}`
                  : on && `${sayDay(on as PlainDate, today as PlainDate)}付`
              }
              value={<SumText yuan={amount} />}
            />
          ))}
        </List>
      )}
      {claim.appeals.map(({ filedAt, reason, outcome, answer }) => (
        <Note key={filedAt} tone={outcome ? "plain" : "wait"}>
          <strong>
            {sayInstant(filedAt, today)}申请复议：{reason}
          </strong>
          <p>
            {outcome
              ? `${outcome === "upheld" ? "维持原来的决定" : "重新审核"}：${answer}`
              : "等没有办过这件的人决定"}
          </p>
        </Note>
      ))}
      <Course claim={claim} />
      {claim.allowed.includes("withdraw") && <Withdraw claim={claim} />}
    </>
  );
}

function Asked({ claim }: { claim: Claim }) {
  const last = claim.course.filter(({ event }) => event === "returned").at(-1);
  const missing = claim.needed.filter(({ isMissing }) => isMissing);
  return (
    <Note>
      <strong>要补：{missing.map(({ name }) => name).join("、") || "说明"}</strong>
      {last?.note && <p>{last.note}</p>}
    </Note>
  );
}

const way = [
  ["certification", "单位证明"],
  ["first_review", "初审"],
  ["second_review", "复审"],
  ["final_review", "终审"],
  ["paying", "付款"],
  ["paid", "到账"],
] as const;

/** The way with what is done ticked. */
function Way({ claim }: { claim: Claim }) {
  const at = standingState(claim);
  const standing = at === "approved" || at === "payment_failed" ? "paying" : at;
  const place = way.findIndex(([state]) => state === standing);
  if (place < 0) return null;
  const shown = way.filter(([state]) => state !== "final_review" || standing === "final_review");
  return (
    <ol className="my-way" aria-label="办到哪一步">
      {shown.map(([state, name]) => {
        const isDone = way.findIndex(([each]) => each === state) < place || standing === "paid";
        const isNow = state === standing && standing !== "paid";
        return (
          <li key={state} data-done={isDone || undefined} aria-current={isNow ? "step" : undefined}>
            {name}
          </li>
        );
      })}
    </ol>
  );
}

function Course({ claim }: { claim: Claim }) {
  const { today } = useMe();
  const [isOpen, setOpen] = useState(false);
  if (claim.course.length === 0) return null;
  return (
    <>
      <PhoneButton quiet label={isOpen ? "收起经过" : "看经过"} onPress={() => setOpen(!isOpen)} />
      {isOpen && (
        <List label="经过">
          {claim.course.map(({ key, at, what, note }) => (
            <Row key={key} label={what} note={`${sayInstant(at, today)}${note ? `　${note}` : ""}`} />
          ))}
        </List>
      )}
    </>
  );
}

function Withdraw({ claim }: { claim: Claim }) {
  const [isAsking, setAsking] = useState(false);
  const withdrawing = useAction("POST", `/api/me/claims/${claim.id}/withdrawal`, {
    onDone: () => setAsking(false),
  });
  return (
    <>
      <PhoneButton quiet label="撤回这件申领" onPress={() => setAsking(true)} />
      {isAsking && (
        <Sheet title="撤回这件申领？" closeLabel="再看看" onClose={() => setAsking(false)}>
          <p>撤回后不再审核。同一次住院，期限内还可以重新申领。</p>
          <Trouble problem={withdrawing.problem} />
          <PhoneButton solid label="撤回申领" busy={withdrawing.busy} onPress={() => withdrawing.run({})} />
        </Sheet>
      )}
    </>
  );
}
