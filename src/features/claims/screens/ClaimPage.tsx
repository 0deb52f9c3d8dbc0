import { useState } from "react";
import { addDays, type PlainDate, sayFullDay } from "#core/dates.ts";
import { useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Loaded, Note, PageBones } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { DateText, MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import { isDecided, standingState } from "../rules/claim.ts";
import { certificationNames, channelNames, payeeNames, stateNames } from "../text.ts";
import { AppealAnswer } from "./AppealAnswer.tsx";
import { ReopenDialog } from "./decisions.tsx";
import { Findings } from "./Findings.tsx";
import { NextMove } from "./NextMove.tsx";
import { PaperView } from "./PaperView.tsx";
import { Judged, Sheet, Way, Worked } from "./parts.tsx";
import { type Claim, claimChanged, sayEventOf, sayLeft, tones } from "./words.ts";
import "./claims.css";

/** One claim: what it is left, what happens next and who did what when right. */
export function ClaimPage() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/claims/${id}`);
  return (
    <Loaded from={claim} bones={<PageBones />}>
      {(shown) => <ClaimView claim={shown} />}
    </Loaded>
  );
}

function ClaimView({ claim }: { claim: Claim }) {
  const today = useToday();
  const [isReopening, setReopening] = useState(false);
  const { state, number } = claim;
  const changed = () => void claimChanged(claim.id);
  return (
    <Page>
      <PageTitle
        title={titleOf(claim)}
        subtitle={
          <>
            <StatusTag tone={tones[state]}>{stateNames[state]}</StatusTag>{" "}
            {[number, claim.unit.name, claim.plan.name, sayLeft(state, claim.daysLeft)]
              .filter(Boolean)
              .join(" · ")}
          </>
        }
        crumb={number ?? "草稿"}
      >
        {claim.allowed.includes("pass") && (
          <ButtonLink kind="primary" to={`/claims/desk?show=${state}&at=${claim.id}`}>
            去审核
          </ButtonLink>
        )}
        {claim.allowed.includes("reopen") && <Button onClick={() => setReopening(true)}>重新审核</Button>}
        {isDecided(standingState(claim)) && (
          <ButtonLink download to={`/api/claims/${claim.id}/explanation`}>
            核定明细
          </ButtonLink>
        )}
      </PageTitle>
      {!isAtAnEnd.includes(standingState(claim)) && <Way claim={claim} />}
      <NextMove claim={claim} />
      {claim.appeals.map((appeal) => (
        <Note
          key={appeal.filedAt}
          tone={appeal.outcome ? "plain" : "wait"}
          title={`${sayInstant(appeal.filedAt, today)}申请复议：${appeal.reason}`}
        >
          {appeal.outcome
            ? `${appeal.outcome === "upheld" ? "维持原来的决定" : "重新审核"}：${appeal.answer}`
            : "等没有办过这件的人决定。"}
        </Note>
      ))}
      {claim.allowed.includes("decide_appeal") && <AppealAnswer claim={claim} />}
      <div className="claim-columns">
        <div>
          {claim.result ? <Result claim={claim} /> : <Unseen claim={claim} />}
          {claim.told && <Papers claim={claim} />}
        </div>
        <div>
          <Surface title="这件申领">
            <What claim={claim} />
          </Surface>
          {claim.findings.length + claim.fine.length > 0 && (
            <section className="surface">
              <Findings claim={claim} />
            </section>
          )}
          {claim.payments.length > 0 && <Payments claim={claim} />}
          <Surface title="经过">
            <Course
              happenings={claim.course.map(({ key, at, by, what, note }) => ({
                key,
                when: sayInstant(at, today),
                what: `${what}${by && by !== "系统" ? `（${by}）` : ""}${note ? `：${note}` : ""}`,
              }))}
            />
          </Surface>
        </div>
      </div>
      {isReopening && <ReopenDialog claim={claim} close={() => setReopening(false)} done={changed} />}
    </Page>
  );
}

/** Where the way to the money does not lead on. */
const isAtAnEnd: readonly Claim["state"][] = ["draft", "rejected", "withdrawn", "lapsed"];

function titleOf({ person, state, resumes, benefit, decision }: Claim): string {
  const standing = standingState({ state, resumes });
  const { name } = person;
  if (standing === "rejected") return `${name}：不予给付${state === "appealed" ? "，正在复议" : ""}`;
  if (state === "lapsed" || state === "withdrawn") return `${name}的申领：${stateNames[state]}`;
  if (benefit === null || decision !== "payable") return `${name}的申领`;
  const sum = `${sayMoney(benefit)}元`;
  if (state === "paid") return `${name}：互助金${sum}已发放`;
  return `${name}：${isDecided(standing) ? "核定" : "预计"}${sum}`;
}

const Result = ({ claim }: { claim: Claim }) => (
  <Surface
    title={claim.result?.decision === "payable" ? "这笔钱怎么算的" : "为什么不给付"}
    note={`按${claim.plan.code} ${claim.result?.planVersion}版条款，版本已锁定`}
  >
    <Judged claim={claim} />
    {claim.result?.decision !== "payable" && (
      <p className="bad">不给付：{claim.result?.reasons.map(({ title }) => title).join("、")}</p>
    )}
    <Worked claim={claim} />
    <details>
      <summary className="small quiet">核算凭据</summary>
      <p className="small quiet">
        第{claim.result?.number}次核算。输入、版本和结果的SHA-256：
        <span className="break">{claim.result?.sha256}</span>
      </p>
    </details>
  </Surface>
);

/** What the unit sees instead: no illness, no figures of the sheet. */
const Unseen = ({ claim }: { claim: Claim }) => (
  <Surface title={claim.told ? "还没有核算" : "病情、材料和费用明细只给审核人员看"}>
    <p className="secondary">
      {claim.told
        ? "提交以后按条款核算，每一步都会写在这里。"
        : `单位只看到办到哪里${claim.benefit ? `和核定的${sayMoney(claim.benefit)}元` : ""}。`}
    </p>
  </Surface>
);

function What({ claim }: { claim: Claim }) {
  const today = useToday();
  const may = useMay();
  const { told, person, cover } = claim;
  const reveal = (field: string) =>
    may("people.unmask") ? `/api/claims/${claim.id}/unmask/${field}` : undefined;
  return (
    <Facts
      rows={[
        [
          "申领人",
          <Link key="person" to={`/people/${person.id}`}>
            {person.name}
          </Link>,
        ],
        ["证件号码", person.idNumber || "–"],
        ["情况", sayEventOf(claim, today)],
        [
          "保障期",
          cover.isRemitted
            ? `${sayFullDay(cover.from as PlainDate)}–${sayFullDay(cover.through as PlainDate)}`
            : "会费还没有上缴，保障未开始",
        ],
        ["来自", channelNames[claim.channel]],
        ["提交", <DateText key="filed" day={claim.filedOn} />],
        ["在职证明", claim.certification ? certificationNames[claim.certification] : "还没有"],
        ...(told
          ? ([
              ["诊断", [told.diagnosis, told.illness].filter(Boolean).join(" ") || "–"],
              ["医院", told.hospital || "–"],
              [
                "收款人",
                told.payee
                  ? `${told.payee.name}（${payeeNames[claim.payeeKind]}）${told.payee.bankName}`
                  : "还没有填",
              ],
              [
                "收款账户",
                <MaskedText key="account" masked={told.payee?.account} reveal={reveal("account")} />,
              ],
            ] as const)
          : []),
        ...(claim.appealUntil
          ? ([
              ["可以复议到", <DateText key="appeal" day={addDays(claim.appealUntil as PlainDate, 0)} />],
            ] as const)
          : []),
      ]}
    />
  );
}

function Papers({ claim }: { claim: Claim }) {
  const [open, setOpen] = useState<string>();
  const paper = claim.papers.find(({ id }) => id === open);
  return (
    <Surface title="材料" note={`${claim.papers.length}份`}>
      <div className="claim-paper-list">
        {claim.papers.map(({ id, name, broughtAt }) => (
          <div key={id} className="claim-paper-line">
            <span>{name}</span>
            <span className="row">
              <span className="secondary">{broughtAt.slice(0, 10)}</span>
              <Button small onClick={() => setOpen(open === id ? undefined : id)}>
                {open === id ? "收起" : "看"}
              </Button>
            </span>
          </div>
        ))}
        {claim.needed
          .filter(({ isMissing }) => isMissing)
          .map(({ code, name }) => (
            <div key={code} className="claim-paper-line" data-missing="">
              <span>{name}</span>
              <span className="wait">要补</span>
            </div>
          ))}
      </div>
      {paper && (
        <div className="claim-papers-open">
          <PaperView claim={claim} paper={paper} />
        </div>
      )}
      {claim.told && <Sheet claim={claim} />}
    </Surface>
  );
}

const paymentStates = { ordered: "付款中", paid: "已付", failed: "没有付成", noted: "已登记追回" } as const;
const paymentKinds = { benefit: "互助金", difference: "补差额", recovery: "多付要追回" } as const;

const Payments = ({ claim }: { claim: Claim }) => (
  <Surface title="付款">
    <Facts
      rows={claim.payments.map(({ kind, amount, state, on, reason }, place) => [
        paymentKinds[kind],
        // biome-ignore lint/suspicious/noArrayIndexKey: payments of a claim only ever follow each other.
        <span key={place}>
          <MoneyText yuan={amount} unit /> {paymentStates[state]}
          {on && `，${on}`}
          {state === "failed" && reason && `：${reason}`}
        </span>,
      ])}
    />
  </Surface>
);
