import type { z } from "zod";
import { type PlainDate, plainDate, sayDay, sayFullDay } from "#core/dates.ts";
import type { PhoneTone } from "#ui/phone/parts.tsx";
import type { Choices as ChoicesShape, ClaimPage, MyClaims as MyClaimsShape } from "../contract.ts";
import { kindNames } from "../text.ts";

export type Claim = z.output<typeof ClaimPage>;
export type MyRow = z.output<typeof MyClaimsShape>["rows"][number];
export type Choices = z.output<typeof ChoicesShape>;
export type Cover = Choices["covers"][number];
export type State = Claim["state"];

/** Where a claim stands, in a worker's words: the step, who has it, and what happens then. */
export const steps: Readonly<Record<State, readonly [PhoneTone, string, string]>> = {
  draft: ["wait", "没有提交", "填好后提交，才开始办"],
  certification: ["step", "等单位证明", "单位经办人证明您在职，他看不到病情"],
  first_review: ["step", "初审", "市总工会在看材料和金额"],
  second_review: ["step", "复审", "市总工会的另一个人再看一遍"],
  final_review: ["step", "终审", "省办事处作最后的决定"],
  approved: ["good", "已通过", "马上转去付款"],
  paying: ["step", "付款中", "市总工会出纳已交银行付款"],
  paid: ["good", "已到账", "钱已经打到您的账户"],
  payment_failed: ["bad", "没有付成", "请改正收款账户，改好后再付一次"],
  returned: ["wait", "要补材料", "补好后接着办，期限重新算"],
  rejected: ["bad", "不能给付", "原因和条款都写明了，觉得不对可以申请复议"],
  withdrawn: ["plain", "已撤回", "期限内可以重新申领"],
  lapsed: ["plain", "已失效", "到期没有补齐材料，期限内可以重新申领"],
  appealed: ["step", "复议中", "由没有办过这件的人决定"],
};

/** 7月1日–5日住院. */
export function sayEventOf(event: Pick<MyRow, "kind" | "on" | "endedOn">, today: string): string {
  const first = sayDay(plainDate(event.on), today as PlainDate);
  if (event.endedOn === event.on) return `${first}${kindNames[event.kind]}`;
  const ended = plainDate(event.endedOn);
  const last =
    event.on.slice(0, 7) === event.endedOn.slice(0, 7)
      ? `${Number(event.endedOn.slice(8))}日`
      : event.on.slice(0, 4) === event.endedOn.slice(0, 4)
        ? sayDay(ended, ended)
        : sayFullDay(ended);
  return `${first}–${last}${kindNames[event.kind]}`;
}

/** 3个工作日内 · 今天 · 已经超过期限，会尽快办. */
export function sayLeft({ state, daysLeft }: Pick<MyRow, "state" | "daysLeft">): string {
  if (daysLeft === null) return "";
  if (daysLeft < 0) return "已超过期限，我们会尽快办";
  if (daysLeft === 0) return "今天到期";
  return state === "appealed" ? `${daysLeft}天内` : `${daysLeft}个工作日内`;
}

export const hasExpense = (kind: Claim["kind"]): boolean =>
  kind === "inpatient" || kind === "chronic_outpatient" || kind === "accident_medical";

export const isLasting = hasExpense;
