import { daysBetween, type PlainDate } from "#core/dates.ts";
import type { Answer, FlatCase } from "./claims.ts";

/** HN-INP-80 as one would write it for this plan alone. With `steps`, it says what it did. */
export function handWritten(of: FlatCase, steps?: string[]): Answer {
  const no = (reason: string): Answer => ({ reason, benefit: 0 });
  const yuan = (cents: number) => (cents / 100).toFixed(2);
  const sum = of.outOfScope + of.preSelfPay + of.inScope;
  steps?.push(
    `第八条 ${yuan(of.outOfScope)} + ${yuan(of.preSelfPay)} + ${yuan(of.inScope)} = ${yuan(of.total)}`,
  );
  if (Math.abs(of.total - sum) > 1) return no("settlement_inconsistent");
  steps?.push(`第四条 ${of.from} <= ${of.on} < ${of.until}`);
  if (of.on < of.from || of.on >= of.until) return no("not_covered");
  const filedAfter = daysBetween(of.ended as PlainDate, of.filed as PlainDate);
  steps?.push(`第九条 ${filedAfter} <= 365`);
  if (filedAfter > 365) return no("filed_too_late");
  const day = daysBetween(of.from as PlainDate, of.on as PlainDate) + 1;
  steps?.push(`第五条 ${day} > 30`);
  if (of.cause === "illness" && !(of.gap >= 0 && of.gap <= 30) && day <= 30) return no("waiting_period");
  if (of.kind !== "inpatient") return no("event_not_insured");
  if (of.isBillUsed) return no("bill_already_used");
  const x = Math.max(0, of.inScope - of.fundPay - of.deductiblePaid);
  steps?.push(
    `第六条第1项 ${yuan(of.inScope)} - ${yuan(of.fundPay)} - ${yuan(of.deductiblePaid)} = ${yuan(x)}`,
  );
  const low = Math.min(x, 500_000);
  const middle = Math.max(0, Math.min(x, 2_000_000) - 500_000);
  const high = Math.max(0, x - 2_000_000);
  const tenths = low * 5 + middle * 6 + high * 7;
  const amount = Math.floor((tenths + 5) / 10);
  steps?.push(
    `第六条第1项 ${yuan(low)} * 50% + ${yuan(middle)} * 60% + ${yuan(high)} * 70% = ${yuan(amount)}`,
  );
  const left = Math.max(0, 3_000_000 - of.used);
  if (amount > 0 && left === 0) return no("cap_reached");
  const borne = Math.max(0, of.total - of.fundPay - of.otherPay);
  const benefit = Math.min(amount, left, borne);
  steps?.push(`第七条 ${yuan(amount)}, ${yuan(left)}, ${yuan(borne)} -> ${yuan(benefit)}`);
  return benefit === 0 ? no("nothing_payable") : { reason: "", benefit };
}
