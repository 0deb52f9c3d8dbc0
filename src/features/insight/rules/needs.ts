import { type PlainDate, type PlainMonth, plainDate, plainMonth, sayMonth } from "#core/dates.ts";
import { type Cents, showYuan } from "#core/money.ts";

/** How much waits of one kind. */
type Waiting = {
  readonly n: number;
  readonly units: number;
  readonly cents: bigint;
  readonly first: string | null;
};

export type Need = {
  readonly key: string;
  readonly due: PlainDate | null;
  readonly title: string;
  readonly detail: string;
  readonly consequence?: string;
  readonly verb: string;
  readonly to: string;
};

/** The days a month's money is due: they decide which need comes first. */
export type Deadlines = {
  readonly base: (month: PlainMonth) => PlainDate | null;
  readonly subsidy: (month: PlainMonth) => PlainDate | null;
};

type Maker = (waiting: Waiting, deadlines: Deadlines) => Omit<Need, "key">;

const yuan = (cents: bigint): string => `${showYuan(cents as Cents)}元`;
const board = ({ first }: Waiting): string => (first ? `/months/${first}` : "/months");

const monthIn = ({ first }: Waiting): PlainMonth => plainMonth(first ?? "");
/** 3月 */
const named = (w: Waiting): string => sayMonth(monthIn(w)).slice(5);

const owing: Maker = (w, days) => ({
  due: days.base(monthIn(w)),
  title: `${w.units}家单位${named(w)}的会费还没到齐`,
  detail: `共差${yuan(w.cents)}。`,
  consequence: "截止日之后到账的，转入下月结算，保障推迟一个月开始。",
  verb: "查看并催缴",
  to: board(w),
});

const makers: Readonly<Record<string, Maker>> = {
  owing,
  owingLater: owing,
  subsidies: (w, days) => ({
    due: days.subsidy(monthIn(w)),
    title: `${w.units}家工会${named(w)}的补助还没到账`,
    detail: `共差${yuan(w.cents)}。`,
    consequence: "补助到齐后才能上缴，保障才能按时开始。",
    verb: "查看并催办",
    to: board(w),
  }),
  bank: (w) => ({
    due: null,
    title: `${w.n}笔银行来款需要您决定`,
    detail: `共${yuan(w.cents)}，系统没有唯一的把握，列出了可能的账单和理由。`,
    verb: "去核对",
    to: "/bank",
  }),
  checks: (w) => ({
    due: null,
    title: `${w.n}份上缴单等您复核`,
    detail: `共${yuan(w.cents)}。复核后才能转账。`,
    verb: "去复核",
    to: board(w),
  }),
  remit: (w) => ({
    due: null,
    title: `${w.n}个月份的款已到齐，可以上缴`,
    detail: "提交上缴单后，由另一位同事复核。",
    verb: "去上缴",
    to: board(w),
  }),
  acknowledgements: (w) => ({
    due: null,
    title: `${w.n}笔上缴等省办事处确认`,
    detail: `共${yuan(w.cents)}。`,
    verb: "去确认",
    to: board(w),
  }),
  releases: (w) => ({
    due: null,
    title: `${w.n}批付款等您放行`,
    detail: `共${yuan(w.cents)}。放行后才能交给银行。`,
    verb: "去核对",
    to: w.n === 1 && w.first ? `/payment-batches/${w.first}` : "/payment-batches",
  }),
  corrections: (w) => ({
    due: null,
    title: `${w.n}笔付款没付成，要更正账号`,
    detail: `共${yuan(w.cents)}。更正后重新编批，原来的不会再付。`,
    verb: "去更正",
    to: w.n === 1 && w.first ? `/payments/${w.first}` : "/payments?state=to_correct",
  }),
  payments: (w) => ({
    due: null,
    title: `${w.n}笔付款等待编批`,
    detail: `共${yuan(w.cents)}。编好后由另一位同事放行。`,
    verb: "去编批",
    to: "/payments",
  }),
  results: (w) => ({
    due: null,
    title: `${w.n}批付款等银行结果`,
    detail: `共${yuan(w.cents)}。银行办完后，上传结果文件。`,
    verb: "去上传",
    to: w.n === 1 && w.first ? `/payment-batches/${w.first}` : "/payment-batches",
  }),
  receipts_to_check: (w) => ({
    due: null,
    title: `${w.n}张收据等您复核`,
    detail: `共${yuan(w.cents)}。复核后开出，号码连续。`,
    verb: "去复核",
    to: "/receipts?state=to_check",
  }),
  receipts_to_draw: (w) => ({
    due: null,
    title: `${w.n}张收据可以开票`,
    detail: `共${yuan(w.cents)}，单位已确认抬头。`,
    verb: "去开票",
    to: "/receipts?state=to_draw",
  }),
  receipts: (w) => ({
    due: null,
    title: `${w.n}张收据等您确认抬头`,
    detail: `共${yuan(w.cents)}。确认后才能开出。`,
    verb: "去确认",
    to: w.n === 1 && w.first ? `/receipts/${w.first}` : "/receipts?state=to_confirm",
  }),
  closings: (w) => ({
    due: null,
    title: `${w.n}个月份可以关账`,
    detail: "省办事处已确认收到。关账后这个月不能再记账。",
    verb: "去关账",
    to: board(w),
  }),
  reviews: (w) => ({
    due: null,
    title: `${w.n}名超龄等例外人员等待审核`,
    detail: `涉及${w.units}家单位。通过后，单位才能连同其他人一起确认。`,
    verb: "开始审核",
    to: "/reviews",
  }),
  refunds: (w) => ({
    due: null,
    title: `${w.n}件退费等您决定`,
    detail: `共${yuan(w.cents)}，会费已经上缴。同意以后保障取消，省办事处退回的钱退给各方。`,
    verb: "去决定",
    to: w.n === 1 && w.first ? `/refunds/${w.first}` : "/refunds?state=to_decide",
  }),
  questions: (w) => ({
    due: null,
    title: `${w.n}件请示等您答复`,
    detail: `来自${w.units}个市，关于名册里的例外人员。`,
    consequence: "有了答复，市里才好决定这些人能不能参加。",
    verb: "去答复",
    to: "/questions",
  }),
  rosters: (w) => ({
    due: null,
    title: w.n === 1 ? "有1份名册等您确认" : `${w.n}份名册等待确认`,
    detail: w.cents > 0n ? `其中${w.cents}行要改正或等待审核。` : "每一行都已受理。",
    consequence: "确认后才出账单。",
    verb: w.cents > 0n ? "去处理" : "去确认",
    to: w.n === 1 && w.first ? `/rosters/${w.first}` : "/rosters",
  }),
  registrations: (w) => ({
    due: null,
    title: `${w.n}家单位的登记等待审核`,
    detail: "通过后，单位就可以上传名册。",
    verb: "去审核",
    to: "/registrations",
  }),
  claimsToCertify: (w) => ({
    due: dayOf(w),
    title: `${w.n}件申领等您证明在职`,
    detail: "只问事发时是不是本单位职工，看不到病情。",
    consequence: "到期没有证明的，转市总工会核实，本人要多等几天。",
    verb: "去证明",
    to: "/claims?show=certification",
  }),
  claimsFirst: (w) => review(w, "初审", "first_review"),
  claimsSecond: (w) => review(w, "复审", "second_review"),
  claimsFinal: (w) => review(w, "终审", "final_review"),
  claimsAppealed: (w) => ({
    due: dayOf(w),
    title: `${w.n}件申领申请了复议`,
    detail: "由没有办过这件申领的人决定。",
    verb: "去决定",
    to: "/claims?show=appealed",
  }),
  claimsReturned: (w) => ({
    due: dayOf(w),
    title: `您代办的${w.n}件申领要补材料`,
    detail: "缺什么已经一次写清。",
    consequence: "到期没有补齐的会失效，要重新申领。",
    verb: "去补",
    to: "/claims?show=returned",
  }),
  claimsUnpaid: (w) => ({
    due: null,
    title: `您代办的${w.n}件申领没有付成`,
    detail: `共${yuan(w.cents)}。改正收款账户后再付。`,
    verb: "去改账户",
    to: "/claims?show=payment_failed",
  }),
  claimSamples: (w) => ({
    due: null,
    title: `${w.n}件直接通过的申领等您抽查`,
    detail: "看看由人来审，会不会作同样的决定。",
    verb: "去抽查",
    to: "/claim-samples",
  }),
  memberRequests: (w) => ({
    due: null,
    title: `${w.n}名职工等您确认是本人`,
    detail: "他们登录的手机号码和名册上的不同。",
    consequence: "确认后，他们才能看到自己的保障、申领互助金。",
    verb: "去确认",
    to: "/member-requests",
  }),
  merges: (w) => ({
    due: null,
    title: `${w.n}组重复的职工记录等您核对`,
    detail: "合并要由另一位同事同意。",
    verb: "去核对",
    to: "/people/merges",
  }),
};

const dayOf = ({ first }: Waiting): PlainDate | null => (first ? plainDate(first) : null);

const review = (w: Waiting, stage: string, state: string): Omit<Need, "key"> => ({
  due: dayOf(w),
  title: `${w.n}件申领等待${stage}`,
  detail: `共${yuan(w.cents)}，来自${w.units}家单位。`,
  verb: `开始${stage}`,
  to: `/claims/desk?show=${state}`,
});

/** What somebody owes of one kind. */
type Owed = {
  readonly kind: string;
  readonly name: string;
  readonly n: number;
  readonly late: number;
  readonly first: PlainDate;
  readonly title: string;
  readonly link: string;
};

export const dutyNeeds = (owed: readonly Owed[]): Need[] =>
  owed.map(({ kind, name, n, late, first, title, link }) => ({
    key: kind,
    due: first,
    title: n === 1 ? title : `${n}件${name}等您办`,
    detail: late > 0 ? `${late === n ? "" : "其中"}${n === 1 ? "" : `${late}件`}已经过期。` : "",
    verb: "去办理",
    to: n === 1 ? link : `/duties?kind=${kind}`,
  }));

/** More than that nobody takes in at a glance. */
export const mostNeeds = 9;

/** What needs somebody now: at most nine, those with a day first, soonest first; then money before lists. */
export function needs(
  waiting: Readonly<Record<string, Waiting | undefined>>,
  deadlines: Deadlines,
  owed: readonly Owed[] = [],
): Need[] {
  return Object.entries(makers)
    .flatMap(([key, make]) => {
      const found = waiting[key];
      return found && found.n > 0 ? [{ key, ...make(found, deadlines) }] : [];
    })
    .concat(dutyNeeds(owed))
    .sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"))
    .slice(0, mostNeeds);
}
