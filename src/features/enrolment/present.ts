import type { z } from "zod";
import { addDays, type Period, type PlainDate } from "#core/dates.ts";
import { maskAccount, maskIdNumber, maskName, maskPhone } from "#core/mask.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { BatchRow, CoverSaid, LineView, LineWordsView } from "./contract.ts";
import {
  type BatchMoney,
  codeOf,
  coverFacts,
  coverStanding,
  type DecidedLine,
  type Finding,
  type LineCode,
} from "./rules/index.ts";
import type { Batch } from "./store/batches.ts";
import { type KeptLine, reopened } from "./store/lines.ts";
import { coverStateNames, explainFinding, sayCover, warningTexts } from "./text.ts";

export const postNames = { management: "管理", professional: "专业技术", worker: "工人" } as const;

/** People of one's own unit are shown by their names; seen from outside the unit, names are masked as well. */
export const isOwnUnit = (ctx: ReadCtx, organisationId: string): boolean =>
  ctx.actor.organisationId === organisationId || ctx.actor.role === "system";

/** A batch with the names that a list shows beside it. */
export type BatchListRow = Batch & {
  readonly organisationCode: string;
  readonly organisationName: string;
  readonly unionName: string;
  readonly fileName: string | null;
  readonly readAt: Date | null;
};

export const presentBatch = (row: BatchListRow): z.input<typeof BatchRow> => ({
  id: row.id,
  organisationId: row.organisationId,
  organisationCode: row.organisationCode,
  organisationName: row.organisationName,
  unionName: row.unionName,
  number: row.number,
  planCode: row.planCode,
  settlementMonth: row.settlementMonth,
  coverFrom: row.coverFrom,
  coverUntil: row.coverUntil,
  label: row.label,
  state: row.state,
  rows: row.rows,
  accepted: row.accepted,
  review: row.review,
  rejected: row.rejected,
  approved: row.approved,
  denied: row.denied,
  warned: row.warned,
  confirmed: row.confirmed,
  fileName: row.fileName,
  readAt: row.readAt?.toISOString() ?? null,
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
});

/** Which unit covers somebody is kept by its id and told by name to those who may see it. */
export const named = (finding: Finding, units: ReadonlyMap<string, string>): Finding =>
  finding.code === "already_covered"
    ? { ...finding, facts: { ...finding.facts, unit: units.get(String(finding.facts.unit)) ?? "" } }
    : finding;

export function presentLine(
  line: KeptLine & { readonly papersBrought: number },
  isOwn: boolean,
  units: ReadonlyMap<string, string>,
): z.input<typeof LineView> {
  const { idNumber, phone, card } = reopened(line);
  const shown = { name: isOwn ? line.name : "", ...(isOwn && { idNumber }) };
  const [first, ...also] = line.findings.map((finding) => ({
    code: finding.code,
    ...explainFinding(named(finding, units), shown),
  }));
  return {
    id: line.id,
    line: line.line,
    name: isOwn ? line.name : maskName(line.name),
    idNumber: idNumber === "" ? "" : maskIdNumber(idNumber),
    outcome: line.outcome,
    decision: line.decision,
    code: line.code,
    title: first?.title ?? "",
    reason: first?.reason ?? "",
    remedy: first?.remedy ?? "",
    also: also.map(({ code, title, reason }) => ({ code, title, reason })),
    warnings: line.warnings.map((code) => ({ code, ...warningTexts[code] })),
    post: line.post ? postNames[line.post] : null,
    phone: phone === "" ? "" : maskPhone(phone),
    card: card === "" ? "" : maskAccount(card),
    remark: line.remark ?? "",
    papers: line.papersBrought,
    isCorrected: line.correctedAt !== null,
    version: line.version,
    action: actionFor(codeOf(line), line),
  };
}

function actionFor(code: LineCode | undefined, line: KeptLine): "correct" | "remove" | "evidence" | null {
  if (line.outcome === "accepted") return line.warnings.length > 0 ? "correct" : null;
  if (line.decision) return null;
  if (code === "over_age" || code === "other_papers") return "evidence";
  if (code === "already_covered" || code === "under_age") return "remove";
  if (code === "duplicate_in_file") return line.findings[0]?.facts.sameName === false ? "correct" : "remove";
  return "correct";
}

const tones = {
  unpaid: "wait",
  paid: "wait",
  settled: "wait",
  remitted: "plain",
  running: "good",
  ended: "plain",
} as const;

/** How a cover stands today, in words. */
export function presentCover(asked: Period, money: BatchMoney, today: PlainDate): z.input<typeof CoverSaid> {
  const facts = coverFacts(asked, money);
  const standing = coverStanding(facts, today);
  return {
    state: standing.state,
    stateName: coverStateNames[standing.state],
    tone: tones[standing.state],
    from: standing.period.from,
    through: addDays(standing.period.until, -1),
    askedFrom: asked.from,
    why: sayCover(standing, facts, today),
  };
}

export const presentWords = (kept: KeptLine, words: DecidedLine): z.input<typeof LineWordsView> => ({
  id: kept.id,
  line: kept.line,
  name: words.name,
  idNumber: words.idNumber,
  post: words.post ? postNames[words.post] : "",
  phone: words.phone,
  card: words.card,
  remark: words.remark,
  version: kept.version,
  value: words.idNumber,
});
