/** What one may do. Every route and command names exactly one. */
export const permissions = {
  "organisations.read": "查看单位",
  "organisations.register": "登记单位、发邀请",
  "organisations.review": "审核单位登记",
  "organisations.move": "调整单位隶属、类别和标签",
  "accounts.read": "查看账号",
  "accounts.grant": "开通账号、授予和收回身份",
  "people.read": "查看职工",
  "people.unmask": "显示完整证件号、电话和账号",
  "people.merge": "合并重复的职工记录",
  "members.confirm": "确认职工手机登录的是本人",
  "notices.follow": "查看没有送到的通知，再发一次",
  "enrolment.read": "查看名册和保障",
  "enrolment.upload": "上传和改正名册",
  "enrolment.confirm": "确认名册",
  "enrolment.review": "审核名册中的例外",
  "enrolment.answer": "答复各市对例外的请示",
  "plans.read": "查看保障计划",
  "plans.edit": "起草和提交保障计划",
  "plans.publish": "发布和停用保障计划",
  "funding.read": "查看账单和月度结算",
  "funding.bill": "出账单",
  "funding.rules": "维护会费分担规则",
  "funding.period": "会费截止、汇总月度结算",
  "funding.remit": "提交上缴",
  "funding.check": "复核上缴",
  "funding.acknowledge": "确认收到上缴",
  "funding.close": "关账、重开",
  "funding.remind": "催办",
  "banking.read": "查看银行来款",
  "banking.import": "导入对账单",
  "banking.decide": "核对银行来款",
  "banking.settings": "维护银行账户和核对用词",
  "payments.read": "查看付款",
  "payments.make": "编制付款批次、读回银行结果",
  "payments.release": "复核放行付款批次",
  "payments.unmask": "显示完整收款账号",
  "payments.limits": "设定付款限额",
  "ledger.read": "查看账簿和凭证",
  "ledger.reverse": "冲回凭证",
  "ledger.mapping": "维护科目对照",
  "claims.read": "查看申领",
  "claims.file": "代职工申领互助金",
  "claims.certify": "证明申领人在职",
  "claims.review": "审核申领",
  "claims.review_first": "初审申领",
  "claims.review_second": "复审申领",
  "claims.final": "终审申领",
  "claims.appeal": "决定申领的复议",
  "claims.sample": "抽样复查直接通过的申领",
  "claims.settings": "设定申领的期限、权限和直通规则",
  "trials.run": "试算计划、预测资金",
  "insight.read": "查看统计",
  "oversight.audit": "查看操作记录",
  "exchange.webhooks": "设定对外通知",
  "setup.city": "开通城市",
  "me.read": "查看本人的保障和资料",
  "me.manage": "管理本人的绑定、同意和通知",
  "me.claim": "本人申领互助金",
} as const;

export type Permission = keyof typeof permissions;

/** How far a role sees: its whole province, its city, the part of the tree below its organisation, or one person: themselves. */
export type Reach = "system" | "province" | "city" | "part" | "self";

type RoleDefinition = {
  readonly name: string;
  readonly reach: Reach;
  /** Money and administration take a second factor. */
  readonly secondFactor: boolean;
  readonly permissions: readonly Permission[];
};

const look = [
  "organisations.read",
  "people.read",
  "enrolment.read",
  "plans.read",
  "funding.read",
  "insight.read",
] as const;

/** The one table of roles, readable by an auditor. Who reviews does not pay; who makes does not check. */
export const roles = {
  province_administrator: {
    name: "省级管理员",
    reach: "province",
    secondFactor: true,
    permissions: [
      "organisations.read",
      "accounts.read",
      "accounts.grant",
      "setup.city",
      "oversight.audit",
      "plans.read",
      "plans.edit",
      "plans.publish",
      "trials.run",
    ],
  },
  province_officer: {
    name: "省办经办",
    reach: "province",
    secondFactor: true,
    permissions: [
      ...look,
      "enrolment.answer",
      "plans.edit",
      "plans.publish",
      "trials.run",
      "banking.read",
      "payments.read",
      "ledger.read",
      "funding.acknowledge",
      "claims.read",
      "claims.review",
      "claims.final",
      "claims.appeal",
      "people.unmask",
      "oversight.audit",
    ],
  },
  city_administrator: {
    name: "市级管理员",
    reach: "city",
    secondFactor: true,
    permissions: [
      "organisations.read",
      "organisations.register",
      "organisations.review",
      "organisations.move",
      "accounts.read",
      "accounts.grant",
      "notices.follow",
      "funding.rules",
      "funding.read",
      "payments.read",
      "payments.limits",
      "claims.read",
      "claims.settings",
      "plans.read",
      "oversight.audit",
      "exchange.webhooks",
    ],
  },
  city_clerk: {
    name: "市级经办",
    reach: "city",
    secondFactor: false,
    permissions: [
      ...look,
      "organisations.register",
      "organisations.review",
      "organisations.move",
      "people.unmask",
      "people.merge",
      "members.confirm",
      "notices.follow",
      "enrolment.upload",
      "enrolment.confirm",
      "funding.bill",
      "funding.period",
      "funding.remind",
      "banking.read",
      "banking.import",
      "claims.read",
      "claims.file",
      "ledger.read",
    ],
  },
  city_reviewer: {
    name: "市级审核",
    reach: "city",
    secondFactor: false,
    permissions: [
      ...look,
      "enrolment.review",
      "claims.read",
      "claims.review",
      "claims.review_first",
      "claims.appeal",
      "people.unmask",
      "people.merge",
    ],
  },
  city_second_reviewer: {
    name: "市级复审",
    reach: "city",
    secondFactor: false,
    permissions: [
      ...look,
      "claims.read",
      "claims.review",
      "claims.review_second",
      "claims.appeal",
      "claims.sample",
      "people.unmask",
    ],
  },
  city_cashier: {
    name: "市级出纳",
    reach: "city",
    secondFactor: true,
    permissions: [
      ...look,
      "banking.read",
      "banking.import",
      "banking.decide",
      "funding.period",
      "funding.remit",
      "payments.read",
      "payments.make",
      "payments.unmask",
      "ledger.read",
    ],
  },
  city_accountant: {
    name: "市级会计",
    reach: "city",
    secondFactor: true,
    permissions: [
      ...look,
      "trials.run",
      "banking.read",
      "banking.settings",
      "funding.check",
      "funding.close",
      "funding.rules",
      "payments.read",
      "payments.release",
      "payments.unmask",
      "ledger.read",
      "ledger.reverse",
      "ledger.mapping",
    ],
  },
  county_clerk: {
    name: "县区（产业）工会经办",
    reach: "part",
    secondFactor: false,
    permissions: [
      ...look,
      "organisations.register",
      "members.confirm",
      "enrolment.upload",
      "enrolment.confirm",
      "funding.remind",
      "claims.read",
      "claims.file",
      "claims.certify",
    ],
  },
  unit_clerk: {
    name: "单位经办",
    reach: "part",
    secondFactor: false,
    permissions: [
      ...look,
      "members.confirm",
      "enrolment.upload",
      "enrolment.confirm",
      "claims.read",
      "claims.file",
      "claims.certify",
    ],
  },
  leader: { name: "领导", reach: "city", secondFactor: false, permissions: [...look, "trials.run"] },
  auditor: {
    name: "审计",
    reach: "city",
    secondFactor: true,
    permissions: [
      ...look,
      "banking.read",
      "payments.read",
      "claims.read",
      "claims.sample",
      "ledger.read",
      "oversight.audit",
    ],
  },
  // Nobody grants it: whoever proves to be a person on record acts for that person (members).
  member: {
    name: "职工本人",
    reach: "self",
    secondFactor: false,
    permissions: ["me.read", "me.manage", "me.claim"],
  },
} as const satisfies Record<string, RoleDefinition>;

export type Role = keyof typeof roles;

export const roleOf = (role: Role): RoleDefinition => roles[role];
export const mayDo = (role: Role, permission: Permission): boolean =>
  roleOf(role).permissions.includes(permission);

const breadth: Record<Reach, number> = { system: 4, province: 3, city: 2, part: 1, self: 0 };

/** Nobody can grant beyond their own: the role's reach is not wider, and only administrators hand out money roles. */
export function mayGrant(granter: Role, granted: Role): boolean {
  if (!mayDo(granter, "accounts.grant")) return false;
  return breadth[roleOf(granted).reach] <= breadth[roleOf(granter).reach];
}
