import { addMonths, daysBetween, type PlainDate } from "#core/dates.ts";
import { birthDateFault, birthDateOf, numberFaults, sexOf } from "./identity-number.ts";
import { type Post, retirementOn } from "./retirement.ts";
import type { RosterLine } from "./roster-line.ts";

/** Why a line is not accepted, in the order in which the codes decide. */
export const lineCodes = [
  "name_missing",
  "id_missing",
  "id_precision_lost",
  "id_length",
  "id_region",
  "id_birth_date",
  "id_checksum",
  "duplicate_in_file",
  "already_covered",
  "under_age",
  "retirement_category_unknown",
  "over_age",
  "other_papers",
] as const;
export type LineCode = (typeof lineCodes)[number];

/** What the city agency decides with evidence. Every other code rejects the line. */
export const reviewCodes: ReadonlySet<LineCode> = new Set([
  "retirement_category_unknown",
  "over_age",
  "other_papers",
]);

/** What is odd about an accepted line, and does not stand in its way. */
export const warningCodes = ["sex_mismatch", "phone_invalid", "card_invalid", "post_unknown"] as const;
export type WarningCode = (typeof warningCodes)[number];

export type Outcome = "accepted" | "review" | "rejected";

/** What an explanation needs beside the code: days, counts, other lines. Never a name or a number of a person. */
export type LineFacts = Readonly<Record<string, string | number | boolean>>;
export type Finding = { readonly code: LineCode; readonly facts: LineFacts };

/** A line with the answer to it. */
export type DecidedLine = {
  readonly line: number;
  readonly outcome: Outcome;
  /** The first decides; what else is wrong stands behind it. Empty where the line is accepted. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly WarningCode[];
  readonly name: string;
  /** Normalised, right or wrong; empty where there is none. */
  readonly idNumber: string;
  /** The kind of papers as the roster says it, where they are no identity card or residence permit; else empty. */
  readonly otherPapers: string;
  /** Known where the number is sound. */
  readonly sex: "male" | "female" | undefined;
  readonly bornOn: PlainDate | undefined;
  readonly post: Post | undefined;
  readonly phone: string;
  readonly card: string;
  readonly remark: string;
};

/** An earlier line of the same file with the same number, and what became of it. */
export type EarlierLine = { readonly line: number; readonly outcome: Outcome; readonly sameName: boolean };

export type DecideContext = {
  readonly today: PlainDate;
  readonly coverFrom: PlainDate;
  readonly earlier: (idNumber: string, name: string) => EarlierLine | undefined;
};

export const codeOf = (line: Pick<DecidedLine, "findings">): LineCode | undefined => line.findings[0]?.code;
export const alsoOf = (line: Pick<DecidedLine, "findings">): LineCode[] =>
  line.findings.slice(1).map((finding) => finding.code);

/** Decides one line of a roster, all that the file alone can tell. `judgeCover` adds what the city knows. */
export function decideLine(line: RosterLine, context: DecideContext): DecidedLine {
  const otherPapers = isOtherPapers(line.document) ? line.document : "";
  const findings = missing(line);
  let bornOn: PlainDate | undefined;
  let sex: "male" | "female" | undefined;
  const post = postOf(line.post);

  if (line.idNumber !== "" && !line.idPrecisionLost) {
    const numberFindings = otherPapers ? [] : faultsOf(line.idNumber, context.today);
    findings.push(...numberFindings, ...duplicate(line, context));
    if (otherPapers) {
      findings.push({ code: "other_papers", facts: { papers: otherPapers } });
    } else if (!numberFindings.some(({ code }) => code === "id_length" || code === "id_birth_date")) {
      const born = birthDateOf(line.idNumber);
      if (born) findings.push(...ageFindings(born, sexOf(line.idNumber), post, context.coverFrom));
      if (numberFindings.length === 0) {
        bornOn = born;
        sex = sexOf(line.idNumber);
      }
    }
  }
  const outcome = outcomeOf(findings);
  return {
    line: line.line,
    outcome,
    findings,
    warnings: outcome === "accepted" ? warningsOf(line, sex, post) : [],
    name: line.name,
    idNumber: line.idNumber,
    otherPapers,
    sex,
    bornOn,
    post,
    phone: line.phone,
    card: line.card,
    remark: line.remark,
  };
}

export function outcomeOf(findings: readonly Finding[]): Outcome {
  const first = findings[0];
  if (!first) return "accepted";
  return reviewCodes.has(first.code) ? "review" : "rejected";
}

function missing(line: RosterLine): Finding[] {
  const findings: Finding[] = [];
  if (line.name === "") findings.push({ code: "name_missing", facts: {} });
  if (line.idNumber === "") findings.push({ code: "id_missing", facts: {} });
  else if (line.idPrecisionLost) findings.push({ code: "id_precision_lost", facts: {} });
  return findings;
}

function faultsOf(idNumber: string, today: PlainDate): Finding[] {
  return numberFaults(idNumber, today).map((code) => {
    if (code === "id_length") return { code, facts: { length: idNumber.length } };
    if (code === "id_birth_date") return { code, facts: { ...birthDateFault(idNumber, today) } };
    return { code, facts: {} };
  });
}

function duplicate(line: RosterLine, context: DecideContext): Finding[] {
  const earlier = context.earlier(line.idNumber, line.name);
  if (!earlier) return [];
  const { line: earlierLine, outcome: earlierOutcome, sameName } = earlier;
  return [{ code: "duplicate_in_file", facts: { earlierLine, earlierOutcome, sameName } }];
}

const youngest = 16;

function ageFindings(
  born: PlainDate,
  sex: "male" | "female" | undefined,
  post: Post | undefined,
  coverFrom: PlainDate,
): Finding[] {
  const birthday = addMonths(born, youngest * 12);
  if (birthday > coverFrom) {
    const facts = { age: youngest, birthday, coverFrom, days: daysBetween(coverFrom, birthday) };
    return [{ code: "under_age", facts }];
  }
  if (!sex) return [];
  const question = retirementOn(coverFrom, born, sex, post);
  if (question.answer === "in_service") return [];
  if (question.answer === "post_needed") {
    const { worker, other } = question;
    const facts = { workerRetiresOn: worker.on, otherRetiresOn: other.on, years: worker.years };
    return [{ code: "retirement_category_unknown", facts: { ...facts, months: worker.months } }];
  }
  const { on, years, months } = question.retirement;
  const facts = { retiresOn: on, years, months, category: question.category };
  return [{ code: "over_age", facts: { ...facts, ...(sex === "female" && post ? { post } : {}) } }];
}

const posts: Readonly<Record<string, Post>> = {
  管理: "management",
  管理岗位: "management",
  干部: "management",
  专业技术: "professional",
  专业技术岗位: "professional",
  工人: "worker",
  工勤: "worker",
  工勤技能: "worker",
};

/** The post that a roster names. Any other text counts as empty. */
export const postOf = (text: string): Post | undefined =>
  Object.hasOwn(posts, text) ? posts[text] : undefined;

const otherPapersNamed = /护照|外国人|永久居留|通行证|回乡证|台胞证|军官证|士兵证|警官证|其他|其它|passport/i;

/** Papers whose numbers follow another rule. An identity card and the 港澳台居民居住证 follow this one. */
const isOtherPapers = (document: string): boolean =>
  document !== "" && otherPapersNamed.test(document) && !/居民居住证/.test(document);

const sexes: Readonly<Record<string, "male" | "female">> = {
  男: "male",
  男性: "male",
  女: "female",
  女性: "female",
};

function warningsOf(
  line: RosterLine,
  sex: "male" | "female" | undefined,
  post: Post | undefined,
): WarningCode[] {
  const warnings: WarningCode[] = [];
  const said = Object.hasOwn(sexes, line.sex) ? sexes[line.sex] : undefined;
  if (said && sex && said !== sex) warnings.push("sex_mismatch");
  if (line.phone !== "" && !/^1[3-9]\d{9}$/.test(line.phone)) warnings.push("phone_invalid");
  if (line.card !== "" && !isCard(line)) warnings.push("card_invalid");
  if (line.post !== "" && !post) warnings.push("post_unknown");
  return warnings;
}

/** A card stored as a number of 16 digits and more has lost its last ones. */
const isCard = (line: RosterLine): boolean =>
  /^\d{16,19}$/.test(line.card) && !line.cardIsNumber && passesLuhn(line.card);

/** The check that bank cards carry: from the right, every second digit doubled. */
export function passesLuhn(digits: string): boolean {
  let total = 0;
  for (let place = 0; place < digits.length; place++) {
    const digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    const doubled = digit * 2;
    total += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}
