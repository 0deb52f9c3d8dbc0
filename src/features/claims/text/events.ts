import { type PlainDate, sayDay } from "#core/dates.ts";
import { type Cents, parseYuan, showYuan } from "#core/money.ts";
import type { ClaimEventCode, EventFacts } from "../rules/course.ts";
import { certificationNames, channelNames, stateNames } from "../text.ts";

const yuan = (fact: unknown): string => `${showYuan(parseYuan(String(fact)) ?? (0n as Cents))}元`;
const list = (fact: unknown): readonly string[] => (Array.isArray(fact) ? fact.map(String) : []);

type Say = (facts: EventFacts, names: ReadonlyMap<string, string>) => string;

/** What happened, in one line: 单位证明：在职. `names` are the papers of the plan by their codes. */
const says: Readonly<Record<ClaimEventCode, Say>> = {
  submitted: ({ channel }) => `${channelNames[channel as keyof typeof channelNames] ?? ""}提交`,
  certified: ({ certification }) =>
    `单位证明：${certificationNames[certification as keyof typeof certificationNames] ?? ""}`,
  passed_unheard: () => "单位没有按期证明，转市总工会核实",
  taken: () => "开始审核",
  recused: () => "声明回避",
  corrected: ({ changed, hidden }) => `改正了录入的${list(changed).length + list(hidden).length}项，重新核算`,
  passed: ({ benefit, from }) => `${stateNames[from as keyof typeof stateNames] ?? ""}通过，${yuan(benefit)}`,
  approved: ({ benefit }) => `审核通过，${yuan(benefit)}`,
  went_straight: ({ benefit }) => `小额清楚，按规则直接通过，${yuan(benefit)}`,
  sent_back: ({ from }) => `${stateNames[from as keyof typeof stateNames] ?? ""}退回上一步`,
  returned: ({ documents }, names) =>
    list(documents).length > 0
      ? `退回补材料：${list(documents)
          .map((code) => names.get(code) ?? code)
          .join("、")}`
      : "退回补充说明",
  resubmitted: () => "补齐后重新提交",
  rejected: () => "不予给付",
  withdrawn: () => "申领人撤回",
  lapsed: () => "到期没有补齐，已失效",
  taken_back: () => "撤回刚才的决定",
  ordered: ({ benefit }) => `转出纳付款，${yuan(benefit)}`,
  paid: ({ on, cents }) =>
    on ? `${sayDay(on as PlainDate, on as PlainDate)}银行付款成功，${yuan(cents)}` : "没有需要付的钱",
  payment_failed: ({ cents, outcome }) =>
    `${outcome === "returned" ? "银行退汇" : "银行没有付成"}，${yuan(cents)}`,
  account_corrected: () => "改了收款账户，重新付款",
  appealed: () => "申请复议",
  appeal_upheld: () => "复议：维持原来的决定",
  appeal_overturned: () => "复议：重新审核",
  reopened: () => "重新审核",
  escalated: () => "超过期限，提醒处理",
};

export const sayEvent = (
  event: ClaimEventCode,
  facts: EventFacts,
  names: ReadonlyMap<string, string>,
): string => says[event](facts, names);
