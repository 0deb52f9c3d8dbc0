import type { ReactNode } from "react";
import { sayMoney } from "#ui/Text.tsx";
import { standingState } from "../rules/claim.ts";
import { type SheetField, sheetNames } from "../text.ts";
import { type Claim, type Step, stages } from "./words.ts";
import "./claims.css";

/** 单位证明 → 初审 → 复审 → 终审 → 发放: what is done is ticked, where it stands is brand. */
export function Way({ claim }: { claim: Claim }) {
  const standing = standingState(claim);
  const isOver = claim.state === "paid";
  const at = stages.findIndex(
    ({ state }) => state === standing || (state === "paying" && isPaying(standing)),
  );
  const shown = stages.filter(({ state }) => state !== "final_review" || standing === "final_review");
  return (
    <ol className="claim-way" aria-label="办理进度">
      {shown.map(({ state, label }) => {
        const place = stages.findIndex((stage) => stage.state === state);
        const isDone = isOver || (at >= 0 && place < at);
        const isNow = !isOver && place === at;
        return (
          <li key={state} data-done={isDone || undefined} aria-current={isNow ? "step" : undefined}>
            {isDone && <span aria-hidden="true">✓ </span>}
            {label}
          </li>
        );
      })}
    </ol>
  );
}

const isPaying = (state: string | null) =>
  ["approved", "paying", "payment_failed", "paid"].includes(state ?? "");

/** The figures that the sum takes, numbered in the order in which it takes them. */
export function marksOf(claim: Claim): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  for (const step of claim.result?.worked ?? [])
    for (const { field } of step.marks) if (!marks.has(field)) marks.set(field, marks.size + 1);
  return marks;
}

export const Mark = ({ n }: { n: number | undefined }) =>
  n === undefined ? null : (
    <span className="claim-mark">
      <span className="visually-hidden">第</span>
      {n}
      <span className="visually-hidden">处</span>
    </span>
  );

/** The settlement sheet as it was typed in, drawn as a paper: every figure that the sum takes is numbered. */
export function Sheet({ claim, beside }: { claim: Claim; beside?: ReactNode }) {
  const marks = marksOf(claim);
  const { figures, told } = claim;
  const rows = Object.keys(sheetNames) as SheetField[];
  const parts = `${sayMoney(figures.outOfScope)} + ${sayMoney(figures.preSelfPay)} + ${sayMoney(figures.inScope)}`;
  return (
    <article className="claim-paper" aria-label="结算单上的数">
      <h3>结算单上的数</h3>
      <table>
        <tbody>
          <tr>
            <th scope="row">{claim.kind === "inpatient" ? "入院、出院" : "日期"}</th>
            <td colSpan={2}>
              {claim.on}
              {claim.endedOn !== claim.on && ` 至 ${claim.endedOn}`}
              {claim.days > 0 && `（${claim.days}天）`}
            </td>
          </tr>
          {told && (
            <>
              <tr>
                <th scope="row">诊断</th>
                <td colSpan={2}>{[told.diagnosis, told.illness].filter(Boolean).join(" ") || "–"}</td>
              </tr>
              <tr>
                <th scope="row">医院</th>
                <td colSpan={2}>{told.hospital || "–"}</td>
              </tr>
              <tr>
                <th scope="row">票据号</th>
                <td colSpan={2}>{told.bill || "–"}</td>
              </tr>
            </>
          )}
        </tbody>
      </table>
      <table>
        <tbody>
          {rows.map((field) => (
            <tr key={field} data-marked={marks.has(field) || undefined}>
              <th scope="row" className={field === "total" ? "" : "claim-paper-part"}>
                {sheetNames[field]}
              </th>
              <td className="right">
                {sayMoney(figures[field])} <Mark n={marks.get(field)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="secondary">
        {parts} = {sayMoney(figures.total)}
      </p>
      {beside}
    </article>
  );
}

/** A clause by its number, with its words behind it. */
export const Clause = ({ step }: { step: Step }) =>
  step.clauseText ? (
    <details className="claim-clause">
      <summary>{step.clause}</summary>
      <p>{step.clauseText}</p>
    </details>
  ) : (
    <span className="claim-clause">{step.clause}</span>
  );

/** 能不能给: what was judged, each with its clause. That the sheet adds up stands beneath the sheet. */
export const Judged = ({ claim }: { claim: Claim }) => (
  <ul className="claim-sum">
    {claim.result?.judged
      .filter(({ rule, reason }) => rule !== "settlement" || reason)
      .map((step) => (
        <li key={step.rule}>
          <Clause step={step} />
          <span>
            <strong className={step.reason ? "strong bad" : "strong"}>{step.title}</strong>
            <span className="secondary">　{step.detail}</span>
          </span>
          <span className={step.reason ? "bad" : "good"}>{step.reason ? "✗" : "✓"}</span>
        </li>
      ))}
  </ul>
);

/** 给多少: each line with its clause, its sum and the numbers of the figures that went in. */
export function Worked({ claim }: { claim: Claim }) {
  const { result } = claim;
  const marks = marksOf(claim);
  if (!result || result.worked.length === 0) return null;
  let clause = "";
  return (
    <>
      <ul className="claim-sum">
        {result.worked.map((step, place) => {
          const isSame = step.clause === clause;
          clause = step.clause;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a frozen result do not move.
            <li key={place}>
              {isSame ? <span /> : <Clause step={step} />}
              <span>
                {step.title}
                {step.marks.length > 0 ? (
                  <span className="secondary claim-sum-formula">
                    <Formula step={step} marks={marks} />
                  </span>
                ) : (
                  <span className="secondary">　{step.detail}</span>
                )}
              </span>
              {step.isIdle ? (
                <span className="good">未超</span>
              ) : (
                <span className={`claim-sum-amount${step.reason ? " bad" : ""}`}>{step.amount}</span>
              )}
            </li>
          );
        })}
      </ul>
      <p className="claim-sum-total">
        <span>
          <strong className="strong">互助金</strong>
          <span className="secondary">　合计后四舍五入一次</span>
        </span>
        <strong className="strong">{sayMoney(result.benefit)}元</strong>
      </p>
    </>
  );
}

/** ① 21,361.86 − ② 13,342.85 − ③ 400.00 */
const Formula = ({ step, marks }: { step: Step; marks: ReadonlyMap<string, number> }) => (
  <span>
    {step.marks.map(({ field, amount }, place) => (
      <span key={field}>
        {place > 0 && (field === "preSelfPay" ? " + " : " − ")}
        <Mark n={marks.get(field)} /> {amount}
      </span>
    ))}
  </span>
);
