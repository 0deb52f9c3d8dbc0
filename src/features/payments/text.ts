import type { Facts } from "#core/refusal.ts";
import type { RefusalTexts } from "#core/text.ts";
import type { Difference } from "./rules/differences.ts";
import type { PaymentState, Purpose } from "./rules/payment.ts";

const unchanged = "没有改变任何数据。";
const row = ({ row: at }: Facts) => (Number(at) > 0 ? `第${at}行` : "这份文件");
const more = ({ problems }: Facts) =>
  Number(problems) > 1 ? `这样的问题一共${problems}处，下面逐条列出。` : "";
const list = (value: Facts[string] | undefined) => (Array.isArray(value) ? value : [value ?? ""]).join("、");

/** Why the bank's answer was not taken in. */
const resultTexts: RefusalTexts = {
  result_unreadable: () => ({
    title: "文件读不出来，没有读入",
    detail: `请从网上银行重新下载结果文件（文本或 CSV）。${unchanged}`,
  }),
  result_layout_unknown: () => ({
    title: "认不出这是哪家银行的结果文件，没有读入",
    detail: `目前能读工商银行批量支付和建设银行批量代发的结果。请核对是不是选错了文件。${unchanged}`,
  }),
  result_empty: () => ({ title: "结果文件里一笔也没有", detail: `请从网上银行重新下载。${unchanged}` }),
  result_cut_off: () => ({
    title: "结果文件不完整，没有读入",
    detail: `末尾没有结束标记“*”，可能没有下载完。请重新下载。${unchanged}`,
  }),
  result_totals_differ: (facts) => ({
    title: "合计和明细对不上，没有读入",
    detail: `${row(facts)}写的是${facts.found}笔，明细是${facts.expected}笔，或金额不一致。请重新下载，不要手工改动。${unchanged}`,
  }),
  result_number_missing: (facts) => ({
    title: "有一行没有付款编号，没有读入",
    detail: `${row(facts)}认不出是哪一笔付款。${more(facts)}请向银行核实。${unchanged}`,
  }),
  result_amount_unreadable: (facts) => ({
    title: "有金额读不出来，没有读入",
    detail: `${row(facts)}的金额不是金额。${more(facts)}请重新下载，不要手工改动。${unchanged}`,
  }),
  result_status_unreadable: (facts) => ({
    title: "看不出是成功还是失败，没有读入",
    detail: `${row(facts)}的处理状态认不出来。${more(facts)}请向银行核实。${unchanged}`,
  }),
  result_day_unreadable: (facts) => ({
    title: "有日期读不出来，没有读入",
    detail: `${row(facts)}的处理日期不是日期。${more(facts)}请重新下载。${unchanged}`,
  }),
  result_day_ahead: (facts) => ({
    title: "处理日期还没有到，没有读入",
    detail: `${row(facts)}付款${facts.number}的处理日期是${facts.day}。${more(facts)}请向银行核实。${unchanged}`,
  }),
  result_of_other_batch: (facts) => ({
    title: `这是批次${facts.batch}的结果，没有读入`,
    detail: `${row(facts)}属于另一批。请到批次${facts.batch}的页面上传，或换成这一批的结果文件。${more(facts)}${unchanged}`,
  }),
  result_line_unknown: (facts) => ({
    title: "有一笔不是我们付的，没有读入",
    detail: `${row(facts)}的编号${facts.number}，这一批里没有这笔付款。${more(facts)}请向银行核实。${unchanged}`,
  }),
  result_line_twice: (facts) => ({
    title: "同一笔出现了两次，没有读入",
    detail: `${row(facts)}又是付款${facts.number}。${more(facts)}请重新下载。${unchanged}`,
  }),
  result_amount_changed: (facts) => ({
    title: "有一笔金额和放行的不一样，没有读入",
    detail: `${row(facts)}付款${facts.number}，放行的是${facts.expected}元，结果里是${facts.found}元。${more(facts)}请马上向银行核实。${unchanged}`,
  }),
  result_account_changed: (facts) => ({
    title: "有一笔收款账号和放行的不一样，没有读入",
    detail: `${row(facts)}付款${facts.number}的收款账号不是放行时的账号。${more(facts)}请马上向银行核实。${unchanged}`,
  }),
  result_contradicts: (facts) => ({
    title: "有一笔和以前读入的结果相反，没有读入",
    detail: `${row(facts)}付款${facts.number}以前读入的结果不是这样。付成以后被退回的，会从银行流水里登记。${more(facts)}请向银行核实。${unchanged}`,
  }),
  result_contradicts_bank: (facts) => ({
    title: "有一笔说是失败，对账单上却已扣款",
    detail: `${row(facts)}付款${facts.number}在银行流水里已经扣款。${more(facts)}请向银行核实，不要重新付款。${unchanged}`,
  }),
};

/** What a bank's file cannot say; stands behind the payment's number. */
const fileTexts: Readonly<Record<string, (facts: Facts) => string>> = {
  file_character_unknown: (facts) =>
    `${facts.field}里的“${facts.characters}”不在银行的字库（GBK）里。请按银行开户登记的写法更正收款人，常见的是用拼音或同音字代替`,
  file_text_too_long: (facts) =>
    `${facts.field}最多${facts.bytes}个字节（一个汉字两个），现在是${facts.found}个。请更正收款人`,
  file_separator_inside: (facts) => `${facts.field}里有竖线或换行。请更正收款人`,
  file_bank_unknown: () => "不知道是哪家银行的账号。请更正收款人，补上开户银行",
  file_bank_code_missing: (facts) => `跨行付款要有${facts.bank}的12位联行号。请更正收款人，补上联行号`,
};

export const sayFileProblem = (number: string, code: string, facts: Facts): string =>
  `${number}：${fileTexts[code]?.(facts) ?? code}。`;

export const paymentTexts: RefusalTexts = {
  ...resultTexts,
  payment_already_ordered: () => ({
    title: "这一件已经在付款，不能再付一次",
    detail: "同一件申领或退款只付一次。付款失败或被退回以后，才能更正账号重新付。没有保存任何数据。",
  }),
  payee_account_unreadable: () => ({
    title: "收款账号读不出来",
    detail: "账号只能是数字（个别银行带字母），6到32位，中间可以有空格。没有保存任何数据。",
  }),
  payment_not_replaceable: () => ({
    title: "这笔付款不能更正",
    detail: `还没有编批的、付款失败的和被退回的可以更正；正在办理或已经付成的不可以。${unchanged}`,
  }),
  payment_already_released: () => ({
    title: "这笔付款已经放行，不能取消",
    detail: `已经交给银行的付款要等银行的结果。${unchanged}`,
  }),
  payments_batched_meanwhile: () => ({
    title: "选中的付款里有的已经不在待付款里",
    detail: `可能是同事刚刚编了批，或更正了收款人。请刷新后重新选择。${unchanged}`,
  }),
  batch_of_two_funds: () => ({
    title: "一批只能用一项资金",
    detail: `选中的付款出自不同的资金。请按资金筛选后分开编批。${unchanged}`,
  }),
  payment_above_limit: ({ numbers, limit }) => ({
    title: `有付款超过单笔限额${limit}元`,
    detail: `${list(numbers)}。请联系市级管理员调整限额，或核对金额。${unchanged}`,
  }),
  batch_above_limit: ({ amount, limit }) => ({
    title: `这一批${amount}元，超过单批限额${limit}元`,
    detail: `请分成几批，或联系市级管理员调整限额。${unchanged}`,
  }),
  batch_too_long: ({ payments, most }) => ({
    title: `这一批${payments}笔，银行一次最多收${most}笔`,
    detail: `请分成几批。${unchanged}`,
  }),
  payments_not_writable: ({ problems }) => ({
    title: `有${problems}处写不进银行的文件，没有编批`,
    detail: `下面逐条列出。更正以后再编批，或先编其他的付款。${unchanged}`,
  }),
  no_special_account: () => ({
    title: "还没有登记专用账户",
    detail: `第一次导入对账单时登记专用账户。请先到“银行来款”导入对账单。${unchanged}`,
  }),
  batch_already_released: () => ({
    title: "这一批已经放行",
    detail: `可能是同事刚刚办了，没有放行第二次。请刷新后看结果。${unchanged}`,
  }),
  batch_already_withdrawn: () => ({
    title: "这一批已经撤回",
    detail: `里面的付款已经回到待付款，可以重新编批。${unchanged}`,
  }),
  batch_maker_is_releaser: () => ({
    title: "编批和放行要两个人",
    detail: `这一批是您编的，请另一位同事放行。${unchanged}`,
  }),
  batch_changed_meanwhile: () => ({
    title: "这一批和您看到的不一样，没有放行",
    detail: `笔数、金额或校验码变了。请刷新后重新核对；再次出现的，请联系系统管理员查操作记录。${unchanged}`,
  }),
  fund_short: ({ fund, balance, amount, missing }) => ({
    title: `${fund}不够，还差${missing}元`,
    detail: `${fund}现有${balance}元，这一批要${amount}元。各项资金不能互相垫付，请等拨款到账，或撤回后少编几笔。${unchanged}`,
  }),
  batch_not_released: () => ({
    title: "这一批还没有放行",
    detail: `放行以后才有付款文件和银行结果。${unchanged}`,
  }),
  result_already_read: ({ batch }) => ({
    title: "这份结果已经读过",
    detail: `它是批次${batch}的结果，以前读入过，没有重复登记。${unchanged}`,
  }),
  stand_in_file_unreadable: () => ({
    title: "这不是付款文件，或文件不完整",
    detail: "请提交从付款批次下载的文件，不要改动。",
  }),
  stand_in_file_known: () => ({ title: "这份付款文件已经交过", detail: "没有再付一次。" }),
  stand_in_options_wrong: () => ({
    title: "端口、期初余额或日期写得不对",
    detail: "端口是整数，期初余额例如50018.73，日期例如2025-04-01。",
  }),
  payment_limit_above_batch: () => ({
    title: "单笔限额不能大于单批限额",
    detail: `请核对两个金额。${unchanged}`,
  }),
};

export const purposeNames: Record<Purpose, string> = {
  benefit: "互助金",
  refund: "退款",
  relief: "慰问金",
  work_fund: "工作经费",
};

export const paymentStateNames: Record<PaymentState, string> = {
  ordered: "待编批",
  batched: "待放行",
  released: "等银行结果",
  paid: "已付",
  failed: "付款失败",
  returned: "已退回",
  cancelled: "已取消",
};

export const batchStateNames = { made: "待放行", released: "已放行", withdrawn: "已撤回" } as const;

/** In what a batch differs from what was paid before, as a sentence; the payments' numbers stand behind it. */
export const differenceNames: Record<Difference["code"], (n: number) => string> = {
  moved_account: (n) => `${n}位收款人换了账号`,
  shared_account: (n) => `${n}笔付到同一个账号，户名却不同`,
  paid_again: (n) => `${n}笔是更正后重付的`,
  new_account: (n) => `${n}个账号第一次收款`,
  largest: (n) => `${n}笔比上一批最大的一笔还大`,
};
