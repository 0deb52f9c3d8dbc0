import type { Permission } from "./permission-names.ts";

export { type Permission, permissions } from "./permission-names.ts";

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
  "receipts.read",
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
      "settlements.read",
      "settlements.source",
      "national.read",
      "national.settings",
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
      "enrolment.gift",
      "enrolment.confirm",
      "funding.bill",
      "funding.period",
      "funding.refund_ask",
      "funding.remind",
      "banking.read",
      "banking.import",
      "claims.read",
      "claims.file",
      "settlements.read",
      "settlements.take",
      "national.read",
      "national.exchange",
      "ledger.read",
      "receipts.confirm",
    ],
  },
  city_reviewer: {
    name: "市级审核",
    reach: "city",
    secondFactor: false,
    permissions: [
      ...look,
      "funding.refund_decide",
      "enrolment.review",
      "claims.read",
      "claims.review",
      "claims.review_first",
      "claims.appeal",
      "settlements.read",
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
      "receipts.draw",
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
      "receipts.issue",
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
      "enrolment.gift",
      "enrolment.confirm",
      "funding.refund_ask",
      "funding.remind",
      "claims.read",
      "claims.file",
      "claims.certify",
      "receipts.confirm",
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
      "funding.refund_ask",
      "claims.read",
      "claims.file",
      "claims.certify",
      "receipts.confirm",
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
      "settlements.read",
      "national.read",
      "ledger.read",
      "oversight.audit",
    ],
  },
  // A service account of the medical-insurance side: it hands in, asks what became of it, and sees nothing else.
  medical_insurance: {
    name: "医保数据接口",
    reach: "self",
    secondFactor: false,
    permissions: ["settlements.send"],
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
