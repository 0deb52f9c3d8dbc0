import { useState } from "react";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { parseYuan, showYuan } from "#core/money.ts";
import { useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, SumText } from "#ui/phone/parts.tsx";
import { Sheet } from "#ui/phone/Sheet.tsx";
import { useParam } from "#ui/router.tsx";
import { isDecided, standingState } from "../rules/claim.ts";
import { type Claim, sayEventOf } from "./words.ts";
import "./claims.css";

type Step = NonNullable<Claim["result"]>["worked"][number];

/** 这笔钱怎么算的: each step with its clause and its sum, to follow with a pencil. */
export function Explanation() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/me/claims/${id}`);
  const { data } = claim;
  const mayObject = data?.allowed.includes("appeal");
  return (
    <PhonePage
      bar={data?.result?.decision === "payable" ? "这笔钱怎么算的" : "为什么不能给付"}
      back={`/m/claims/${id}`}
      action={{ label: "看懂了", onPress: () => go(`/m/claims/${id}`) }}
      second={mayObject ? { label: "我觉得不对", to: `/m/claims/${id}/object` } : undefined}
    >
      <Fetched from={claim}>{(shown) => <Shown claim={shown} />}</Fetched>
    </PhonePage>
  );
}

function Shown({ claim }: { claim: Claim }) {
  const { today } = useMe();
  const [clause, setClause] = useState<Step>();
  const { result } = claim;
  if (!result) return null;
  const standing = standingState(claim);
  const isPayable = result.decision === "payable" && standing !== "rejected";
  const worked = result.worked.filter(({ isIdle }) => !isIdle);
  const failed = result.judged.filter(({ reason }) => reason);
  return (
    <>
      <Card>
        {isPayable ? (
          <div className="my-sum">
            <p>{isDecided(standing) ? "您得到的互助金" : "按条款算，预计"}</p>
            <SumText yuan={result.benefit} big />
            <p className="secondary">{sayEventOf(claim, today)}</p>
          </div>
        ) : (
          <Refused claim={claim} />
        )}
      </Card>
      {isPayable && <Shares claim={claim} />}
      {!isPayable && failed.length > 0 && <Lines steps={failed} open={setClause} />}
      {worked.length > 0 && (isPayable || failed.length === 0) && <Lines steps={worked} open={setClause} />}
      <p className="secondary">
        按{claim.plan.name}
        {result.planVersion}版条款，版本已锁定，以后也不会变。
      </p>
      {isDecided(standing) && (
        <a className="ph-button" data-quiet href={`/api/me/claims/${claim.id}/explanation`} download>
          下载核定明细（PDF）
        </a>
      )}
      {clause && (
        <Sheet title={clause.clause} onClose={() => setClause(undefined)}>
          <p>{clause.clauseText}</p>
        </Sheet>
      )}
    </>
  );
}

function Refused({ claim }: { claim: Claim }) {
  const said = claim.course.filter(({ event }) => event === "rejected").at(-1);
  const reasons = claim.result?.reasons ?? [];
  return (
    <>
      <h1>这次不能给付</h1>
      {reasons.length > 0 && <p>{reasons.map(({ title }) => title).join("、")}。</p>}
      {standingState(claim) === "rejected" && said?.note && <p>{said.note}</p>}
      {claim.appealUntil && (
        <p className="secondary">
          觉得不对，可以申请复议，{sayFullDay(claim.appealUntil as PlainDate)}前有效。由没有办过这件的人决定。
        </p>
      )}
    </>
  );
}

/** Who paid how much of the whole bill, as one bar; the numbers stand beneath it. */
function Shares({ claim }: { claim: Claim }) {
  const cents = (yuan: string) => parseYuan(yuan) ?? 0n;
  const total = cents(claim.figures.total);
  if (total === 0n || !claim.result) return null;
  const fund = cents(claim.figures.fundPay) + cents(claim.figures.otherPay);
  const aid = cents(claim.result.benefit);
  const own = total - fund - aid;
  if (own < 0n) return null;
  const parts = [
    ["医保付", fund, "fund"],
    ["互助", aid, "aid"],
    ["您自己付", own, "own"],
  ] as const;
  return (
    <Card>
      <h2>这次一共{showYuan(total as never)}元</h2>
      <div className="my-shares not-large" aria-hidden="true">
        {parts.map(([label, part, kind]) => (
          <span key={kind} data-of={kind} style={{ flexGrow: Number(part), flexBasis: 0 }}>
            {/* Where its name does not fit it stands beneath only. */}
            {part * 6n > total && label}
          </span>
        ))}
      </div>
      <div className="my-share-sums">
        {parts.map(([label, part, kind]) => (
          <span key={kind} data-of={kind}>
            <span className="secondary">{label}</span>
            <br />
            {showYuan(part as never)}
          </span>
        ))}
      </div>
    </Card>
  );
}

function Lines({ steps, open }: { steps: readonly Step[]; open: (step: Step) => void }) {
  return (
    <ol className="my-lines">
      {steps.map((step, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a frozen result do not move.
        <li key={place}>
          <span className="my-number" aria-hidden="true">
            {place + 1}
          </span>
          <div>
            <strong>{step.title}</strong>
            {step.detail && <p className="secondary">{step.detail}</p>}
            <div className="ph-apart">
              {step.clauseText ? (
                <button type="button" className="link my-clause" onClick={() => open(step)}>
                  {step.clause}
                </button>
              ) : (
                <span className="secondary">{step.clause}</span>
              )}
              {step.amount && !step.reason && <strong className="my-amount">{step.amount}</strong>}
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}
