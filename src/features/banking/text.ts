import { type Cents, showYuan, sum, zero } from "#core/money.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { ItemKind } from "./rules/book.ts";
import type { Ground, Suggestion } from "./rules/suggest.ts";
import type { LineKind, OpenReason, RuleReason } from "./rules/verdict.ts";
import type { WordPurpose } from "./rules/words.ts";
import { statementRefusals } from "./text/statement-refusals.ts";

const quoted = (words: unknown): string =>
  Array.isArray(words) ? words.map((word) => `“${word}”`).join("、") : "";

export const bankingTexts: RefusalTexts = {
  ...statementRefusals,
  line_decided_meanwhile: () => ({
    title: "这笔来款刚被另一位同事核对了",
    detail: "您的选择没有提交。请刷新后看结果；不对的话，可以撤回后重新核对。",
  }),
  line_has_no_rest: () => ({
    title: "这笔来款已经核对完",
    detail: "没有余额可以再记。需要更改的，请先撤回。没有保存任何数据。",
  }),
  line_not_decided: () => ({ title: "这笔来款还没有核对，不用撤回", detail: "没有改变任何数据。" }),
  line_not_claimable: () => ({
    title: "这笔来款不能认领",
    detail: "只有已经核对为捐赠或财政专项的来款可以认领。请先到“银行来款”核对。没有保存任何数据。",
  }),
  line_claimed_beyond: ({ left }) => ({
    title: "这笔来款没有这么多",
    detail: `它还有${left}元没有认领。没有保存任何数据。`,
  }),
  line_claimed: () => ({
    title: "这笔来款已经被捐赠或拨款认领",
    detail: "请先在“捐赠”或“财政专项”里取消认领，再撤回核对。没有改变任何数据。",
  }),
  item_takes_less: () => ({
    title: "记入的金额超过了账单未缴的金额",
    detail: "可能同事刚记了另一笔。请刷新后按最新的未缴金额填写。没有保存任何数据。",
  }),
  items_beyond_lines: () => ({
    title: "记入的金额超过了来款",
    detail: "各账单本次记入的金额加起来，不能大于来款的金额。没有保存任何数据。",
  }),
  kind_against_direction: () => ({
    title: "收款和付款不能记反",
    detail: "收入的款记账单、补助、利息、捐款，付出的款记上缴、手续费、退回。没有保存任何数据。",
  }),
  credit_not_returnable: () => ({
    title: "这两笔不能对成“退回”",
    detail: "退回要和一笔来款没有记账的金额相同。没有保存任何数据。",
  }),
  item_settled: () => ({
    title: "后面的事已经按这笔来款办了，不能撤回",
    detail:
      "账单已经计入月度结算，确需更正，请先按规定重开这个月；付款的退回已经办理，可以更正后重新付款。没有改变任何数据。",
  }),
  item_has_receipts: () => ({
    title: "账单上已经有来款，不能收回",
    detail: "请先撤回记在这张账单上的来款。没有改变任何数据。",
  }),
  bank_account_known: () => ({
    title: "这个账户已经登记过",
    detail: "账号相同的账户只登记一次。没有保存任何数据。",
  }),
  matching_word_too_short: ({ words }) => ({
    title: `${quoted(words)}太短`,
    detail: "比较户名时去掉的词至少两个字，否则不同的单位会变成同名。没有保存任何数据。",
  }),
  matching_word_without_letters: ({ words }) => ({
    title: `${quoted(words)}里没有文字`,
    detail: "只有数字或符号的词分不清是什么款。没有保存任何数据。",
  }),
  matching_word_of_two: ({ words }) => ({
    title: `${quoted(words)}和另一类的词重复`,
    detail: "同一个词不能既表示这一类、又表示另一类，互相包含也不行。请改用更具体的词。没有保存任何数据。",
  }),
  nothing_to_reconcile: () => ({
    title: "这个月还没有对账单",
    detail: "请先导入对账单，再编制余额调节表。没有保存任何数据。",
  }),
  reconciliation_unequal: () => ({
    title: "调节后两边还不相等，不能编制",
    detail: "请先查清差额：核对有没有漏导的对账单或漏记的凭证。没有保存任何数据。",
  }),
  reconciliation_not_prepared: () => ({
    title: "这张表还没有编制",
    detail: "请先由出纳编制，再由另一位同事复核。没有改变任何数据。",
  }),
  reconciliation_checked: () => ({ title: "这张表已经复核过", detail: "没有改变任何数据。" }),
  reconciliation_maker_is_checker: () => ({
    title: "编制和复核要两个人",
    detail: "您编制了这张表，请另一位同事复核。没有改变任何数据。",
  }),
  reconciliation_changed: () => ({
    title: "编制后账面有变动，请重新编制",
    detail: "余额和编制时不同，复核没有完成。没有改变任何数据。",
  }),
};

export const kindNames: Record<LineKind | "unmatched", string> = {
  unit_share: "单位会费",
  subsidy: "补助",
  remittance: "上缴",
  reimbursement: "拨回单位",
  interest: "利息",
  bank_fee: "银行手续费",
  donation: "捐款",
  payment: "付款",
  payment_return: "付款退回",
  refund: "省办退费",
  gift: "赠送款",
  benefit: "互助金拨付",
  returned: "误转退回",
  relief: "二次救助资金",
  work_fund: "工作经费",
  fiscal_grant: "财政专项资金",
  unmatched: "待查",
};

export const itemKindNames: Record<ItemKind, string> = {
  unit_share: "账单",
  subsidy: "补助",
  remittance: "上缴",
  reimbursement: "拨回单位",
  payment: "付款",
  payment_return: "付款退回",
  refund: "省办退费",
  gift: "赠送款",
};

export const stateNames = {
  new: "未核对",
  waiting: "等待补足",
  to_decide: "需要决定",
  matched: "已核对",
  left: "暂放",
  sent_back: "已退回",
} as const;

/** Why the rule was sure, as it stands in the row. */
export const ruleReasons: Record<RuleReason, string> = {
  code_and_amount: "单位编号、金额一致",
  account_and_amount: "账号、金额一致",
  name_and_amount: "户名、金额一致",
  parts_together: "同一付款人分次付清",
  remittance_of_month: "当月上缴、金额一致",
  paid_back_to_unit: "单位先垫的补助、金额一致",
  returned_credit: "退回先前的来款",
  payment_number_and_amount: "付款编号、金额一致",
  payment_batch_and_amount: "付款批次、金额一致",
  payee_and_amount: "收款人、金额一致",
  word_in_memo: "按摘要识别",
};

/** Why a line was not matched by itself. */
export const openReasons: Record<OpenReason, string> = {
  part_of_bill: "金额不足，等待补足",
  nothing_open_yet: "付款人现在没有未缴账单",
  part_came_too_late: "到截止日仍未补足",
  more_than_open: "金额比未缴的多",
  payer_unknown: "认不出付款人",
  several_bills: "有几张账单都对得上",
  several_payers: "有几家单位都对得上",
  evidence_contradicts: "编号、户名和账号说的不是同一家",
  memo_names_another: "附言里写的是另一家单位",
  several_payments: "有几笔付款都对得上",
  two_readings: "可以有两种解释",
  debit_unknown: "认不出付的是什么",
};

const reasonsOfPeople: Readonly<Record<string, string>> = {
  by_person: "人工核对",
  sent_back: "已退回付款人",
  undone: "撤回，待重新核对",
  freed: "减员后多出的钱，待决定去向",
};

export const reasonText = (reason: string | null): string => {
  if (reason === null) return "";
  if (reason in ruleReasons) return ruleReasons[reason as RuleReason];
  if (reason in openReasons) return openReasons[reason as OpenReason];
  return reasonsOfPeople[reason] ?? "";
};

type Named = { readonly code: string; readonly name: string };
type NamedItem = Named & { readonly kind: ItemKind; readonly month: string };

export const sayQuestion = (direction: "credit" | "debit", amount: Cents): string =>
  direction === "credit"
    ? `${showYuan(amount)}元应记到谁的账单上？`
    : `付出的${showYuan(amount)}元是什么款？`;

export const sayWhy = (reason: string | null): string =>
  reason && reason in openReasons
    ? `为什么没有自动核对：${openReasons[reason as OpenReason]}。系统只提建议，由人决定。`
    : "";

/** 两家单位合并付款 / 只记濮阳市供水总公司，余1,400.00元待查. */
export function saySuggestion(suggestion: Suggestion, items: readonly NamedItem[]): string {
  const { kind, rest } = suggestion;
  if (kind === "returned") return "退回先前误转的来款";
  if (kind === "bank_fee" || kind === "interest" || kind === "donation" || kind === "benefit")
    return `记为${kindNames[kind]}`;
  const [first] = items;
  if (!first) return kindNames[kind];
  if (kind === "payment" || kind === "payment_return") {
    const back = kind === "payment_return" ? "退回" : "";
    return items.length > 1 ? `整批付款${back}，${items.length}笔` : `付款${first.code}${back}`;
  }
  if (kind === "remittance") return `${first.month}会费上缴`;
  const payers = new Set(items.map((item) => item.code));
  if (payers.size > 1) return `${payers.size === 2 ? "两" : payers.size}家单位合并付款`;
  if (items.length > 1) return `${first.name}一次付清${items.length}张账单`;
  if (rest > zero) return `只记${first.name}，余${showYuan(rest)}元待查`;
  return `${first.name}的${first.month}${itemKindNames[first.kind]}`;
}

/** One ground of a suggestion in a sentence. */
export function sayGround(ground: Ground, organisation: Named | undefined, amount: Cents): string {
  const who = organisation ? `${organisation.code}${organisation.name}` : "";
  const [first = zero] = ground.amounts ?? [];
  switch (ground.code) {
    case "code_in_memo":
      return `附言里写明了单位编号${organisation?.code ?? ""}`;
    case "account_same":
      return who ? `付款账号就是${who}登记的账号` : "和原来款的账号相同";
    case "name_same":
      return `付款户名去掉“工会委员会”等字样后，与${who}的名称相同`;
    case "name_in_memo":
      return `附言里写明了${who}的名称`;
    case "name_alike":
      return `付款户名和${who}相近`;
    case "only_amount":
      return "只有金额相同，没有别的依据，请先和付款人核实";
    case "sum_equal": {
      const parts = (ground.amounts ?? []).slice(0, -1);
      if (parts.length <= 1) return "金额和未缴的正好相等";
      return `${parts.map(showYuan).join(" + ")} = ${showYuan(sum(parts))}`;
    }
    case "rest_stays":
      return `余额${showYuan(first)}元留在待查来款，不计入结算`;
    case "still_short":
      return `记入${showYuan(amount)}元以后，账单还差${showYuan(first)}元`;
    case "word_in_memo":
      return "附言里写明了款项的性质";
    case "payee_same":
      return "户名或账号就是这笔付款的收款人";
    case "from_province":
      return "付款人是省办事处";
    case "same_amount_came":
      return `先前有一笔${showYuan(first)}元来款没有入账，金额相同`;
  }
}

/** What each kind of word is for, as its row says it. */
export const wordTexts: Record<WordPurpose, { readonly title: string; readonly hint: string }> = {
  remittance: { title: "上缴", hint: "付出的款，附言里有这些词、金额等于当月上缴的，记为上缴" },
  interest: { title: "利息", hint: "收到的款，附言里有这些词、又没有人该付这个数的，记为利息" },
  bankFee: { title: "银行手续费", hint: "付出的款，附言里有这些词的，记为银行手续费" },
  donation: { title: "捐款", hint: "收到的款，附言里有这些词、又没有人该付这个数的，记为捐款" },
  benefit: { title: "互助金拨付", hint: "省办事处付来的款，附言里有这些词的，记入互助金" },
  nameParts: { title: "户名里不计的词", hint: "比较户名前先去掉这些词，去掉后完全相同才算同名，相近不算" },
};
