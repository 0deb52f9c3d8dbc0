import type { Cause, EventKind } from "#features/plans/rules/index.ts";

export const payeeKinds = ["self", "heir", "guardian"] as const;
export type PayeeKind = (typeof payeeKinds)[number];

/** A paper to hand in, as the plan names it. */
export type DocumentNeeded = {
  readonly code: string;
  readonly name: string;
  /** Empty where no clause of the plan asks for it. */
  readonly clause: string;
};

/** As a plan version states it: always, or only for some kinds of event or cause. */
export type PlanPaper = DocumentNeeded & {
  readonly triggers?: readonly EventKind[] | undefined;
  readonly cause?: Cause | undefined;
};

const names = {
  identity_card: "身份证",
  settlement_sheet: "医保结算单",
  receipt: "医疗收费票据",
  discharge_record: "出院记录",
  bank_card: "银行卡",
  diagnosis: "诊断证明",
  pathology_report: "病理报告",
  accident_statement: "意外经过说明",
  disability_certificate: "伤残鉴定书",
  death_certificate: "死亡证明",
  deregistration: "户口注销证明",
  kin_proof: "亲属关系证明",
  guardian_proof: "监护关系证明",
  payee_identity_card: "收款人身份证",
} as const;
type UsualCode = keyof typeof names;

/** What is asked for where a plan version says nothing: what unions commonly ask for ☆. */
const usual: Record<EventKind, readonly UsualCode[]> = {
  inpatient: ["identity_card", "settlement_sheet", "receipt", "discharge_record", "bank_card"],
  chronic_outpatient: ["identity_card", "settlement_sheet", "receipt", "bank_card"],
  diagnosis: ["identity_card", "diagnosis", "pathology_report", "bank_card"],
  accident_medical: ["identity_card", "accident_statement", "settlement_sheet", "receipt", "bank_card"],
  disability: ["identity_card", "accident_statement", "disability_certificate", "bank_card"],
  accidental_death: ["accident_statement", "death_certificate", "deregistration", "bank_card"],
  sudden_death: ["death_certificate", "deregistration", "bank_card"],
};

/** What proves that somebody else may have the money. */
export const proofOf: Record<PayeeKind, readonly UsualCode[]> = {
  self: [],
  heir: ["kin_proof", "payee_identity_card"],
  guardian: ["guardian_proof", "payee_identity_card"],
};

const unasked = (code: UsualCode): DocumentNeeded => ({ code, name: names[code], clause: "" });

/** What must be handed in for an event, in the order in which the plan asks for it. */
export function documentsNeeded(
  event: { readonly kind: EventKind; readonly cause: Cause },
  payee: PayeeKind,
  ofPlan: readonly PlanPaper[] | undefined,
): DocumentNeeded[] {
  const asked =
    ofPlan
      ?.filter(
        ({ triggers, cause }) =>
          triggers?.includes(event.kind) !== false && (cause ?? event.cause) === event.cause,
      )
      .map(({ code, name, clause }) => ({ code, name, clause })) ?? usual[event.kind].map(unasked);
  const proof = proofOf[payee].filter((code) => !asked.some((paper) => paper.code === code));
  return [...asked, ...proof.map(unasked)];
}

/** All that is missing, at once. */
export const missingDocuments = (
  needed: readonly DocumentNeeded[],
  brought: readonly { readonly code: string }[],
): DocumentNeeded[] => needed.filter(({ code }) => !brought.some((paper) => paper.code === code));
