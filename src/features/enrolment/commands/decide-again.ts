import type { PlainDate } from "#core/dates.ts";
import { type DecidedLine, decideLine, numbersSeen, type Post, type RosterLine } from "../rules/index.ts";

const postWords: Record<Post, string> = { management: "管理", professional: "专业技术", worker: "工人" };

/** What a decided line said, as far as it is kept: enough for the rule to decide it again in the same way. */
export function saidBy(line: DecidedLine): RosterLine {
  const warned = new Set(line.warnings);
  const otherSex = line.sex === "male" ? "女" : "男";
  return {
    line: line.line,
    name: line.name,
    idNumber: line.idNumber,
    idPrecisionLost: line.findings.some(({ code }) => code === "id_precision_lost"),
    document: line.otherPapers,
    sex: warned.has("sex_mismatch") ? otherSex : "",
    post: line.post ? postWords[line.post] : warned.has("post_unknown") ? "？" : "",
    phone: line.phone,
    card: line.card,
    cardIsNumber: warned.has("card_invalid"),
    remark: line.remark,
  };
}

/**
 * Decides lines again that hang together by their numbers: all lines of a batch with these numbers, in the order of the
 * file, so that each knows whether an earlier one named its number.
 */
export function decideAgain(
  lines: readonly RosterLine[],
  today: PlainDate,
  coverFrom: PlainDate,
): DecidedLine[] {
  const seen = numbersSeen();
  return [...lines]
    .sort((a, b) => a.line - b.line)
    .map((said) => {
      const decided = decideLine(said, { today, coverFrom, earlier: seen.earlier });
      if (said.idNumber !== "") seen.add(said.idNumber, said.name, said.line, decided.outcome);
      return decided;
    });
}
