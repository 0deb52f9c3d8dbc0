import type { RefusalTexts } from "#core/text.ts";

const weak: Record<string, string> = {
  too_short: "至少8位",
  too_long: "最多200位",
  too_few_kinds: "大写字母、小写字母、数字、符号里至少要有三种",
  holds_login: "不能包含登录名",
};

/** Words for what this feature refuses. */
export const identityTexts: RefusalTexts = {
  sign_in_wrong: ({ left }) => ({
    title: "登录名或密码不对",
    detail: `请核对大小写后再试。再错${left}次，这个登录名会锁定15分钟。`,
  }),
  code_needed: () => ({
    title: "还需要动态验证码",
    detail: "请打开手机上的验证器，输入“同舟”下面的6位数字。",
  }),
  code_wrong: ({ left }) => ({
    title: "动态验证码不对或已经用过",
    detail: `请等下一组6位数字出现后再输入。再错${left}次，这个登录名会锁定15分钟。`,
  }),
  code_wrong_at_setup: () => ({
    title: "动态验证码不对",
    detail: "请核对手机时间是否准确，等下一组6位数字出现后再输入。还没有启用。",
  }),
  account_locked: ({ minutes }) => ({
    title: "连续输错，已锁定",
    detail: `${minutes}分钟后可以再试；忘记密码请联系本级管理员重设。`,
  }),
  grant_not_held: () => ({
    title: "这个身份已经收回或到期",
    detail: "请刷新页面，从现有的身份里选择。",
  }),
  second_factor_missing: () => ({
    title: "这个身份要用动态验证码登录",
    detail: "请退出后重新登录，输入动态验证码。",
  }),
  second_factor_set_up: () => ({
    title: "动态验证码已经启用",
    detail: "换手机请联系本级管理员重设，然后再启用一次。",
  }),
  login_invalid: () => ({
    title: "登录名不合要求",
    detail: "2到50个字，可以用汉字、字母、数字和 . _ - @。没有保存任何数据。",
  }),
  login_taken: () => ({ title: "这个登录名已经有人用了", detail: "请换一个登录名。没有保存任何数据。" }),
  password_weak: ({ faults }) => ({
    title: "密码不够安全",
    detail: `${[faults]
      .flat()
      .map((fault) => weak[String(fault)] ?? "")
      .join("；")}。没有保存任何数据。`,
  }),
  password_wrong: () => ({ title: "现在的密码不对", detail: "请核对后再输入。密码没有改变。" }),
  password_same: () => ({ title: "新密码和现在的一样", detail: "请换一个新密码。密码没有改变。" }),
  demo_account_fixed: () => ({
    title: "演示账号不能改密码",
    detail: "演示账号由所有试用的人共用。正式账号可以改。",
  }),
  role_unknown: ({ role }) => ({
    title: `没有“${role}”这个身份`,
    detail: "可用的身份见 tongzhou user create --help。没有开通账号。",
  }),
  organisation_unknown: () => ({
    title: "没有找到这个单位，或它不在您的管理范围",
    detail: "请从列表中选择单位。没有保存任何数据。",
  }),
  account_unknown: () => ({
    title: "没有找到这个账号",
    detail: "请核对登录名；对方还没有账号的，可以发邀请。没有保存任何数据。",
  }),
  own_account: () => ({
    title: "不能给自己授予或收回身份",
    detail: "请另一位管理员办理。没有保存任何数据。",
  }),
  role_beyond_own: ({ role }) => ({
    title: `您不能授予“${role}”`,
    detail: "只能授予不超出自己范围的身份。请上级管理员办理。没有保存任何数据。",
  }),
  role_place_wrong: ({ role }) => ({
    title: `“${role}”不能放在这个单位`,
    detail:
      "市级身份放在市总工会，县区经办放在县区、产业工会或功能区，单位经办放在基层单位。没有保存任何数据。",
  }),
  duties_conflict: ({ role }) => ({
    title: `这个账号已有的身份和“${role}”不能由同一个人担任`,
    detail: "审核的不付款，制单的不复核，审计的不经办。请另选一人。没有保存任何数据。",
  }),
  grant_held_already: () => ({
    title: "这个账号在这里已经有这个身份",
    detail: "不用再授予；要改期限，先收回再授予。没有保存任何数据。",
  }),
  grant_unknown: () => ({
    title: "没有找到这个身份，或已经收回",
    detail: "请刷新页面后再看。没有保存任何数据。",
  }),
  period_empty: () => ({ title: "结束日期早于开始日期", detail: "请核对两个日期。没有保存任何数据。" }),
  delegation_barred: () => ({
    title: "这个身份不能委托",
    detail: "管理员身份和受委托得来的身份不能再委托。没有保存任何数据。",
  }),
  delegation_too_long: () => ({
    title: "委托的时间比您自己的身份还长",
    detail: "请把结束日期改早。没有保存任何数据。",
  }),
  set_up_done: () => ({ title: "这一步已经完成", detail: "请刷新页面，接着下一步。" }),
  city_outside_province: () => ({
    title: "这个市不在已开通的省内",
    detail: "市的代码前两位要和省的代码一样。没有保存任何数据。",
  }),
  account_beyond_own: () => ({
    title: "这个账号不归您管理",
    detail: "它还有您不能授予的身份，或在别的市也有身份。请上级管理员办理。没有保存任何数据。",
  }),
  invitation_unknown: () => ({
    title: "没有找到这个邀请，或已经被接受",
    detail: "请刷新列表后再看。没有保存任何数据。",
  }),
  service_role_barred: () => ({
    title: "系统接口账号不能用这个身份",
    detail: "经手资金和管理账号的身份要有人用动态验证码登录。没有保存任何数据。",
  }),
};
