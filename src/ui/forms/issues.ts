import type { z } from "zod";

/** What a shape found, in plain Chinese. A message written in a contract (it contains Han) stands as it is. */
export function sayIssue(issue: z.core.$ZodIssue): string {
  if (/\p{Script=Han}/u.test(issue.message)) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return "请填写这一项。";
    case "too_small":
      if (issue.origin !== "string") return `不能小于${issue.minimum}。`;
      return issue.minimum === 1 ? "请填写这一项。" : `至少${issue.minimum}个字。`;
    case "too_big":
      return issue.origin === "string" ? `最多${issue.maximum}个字。` : `不能大于${issue.maximum}。`;
    case "invalid_format":
      return "格式不对，请核对。";
    case "invalid_value":
      return "请从给出的选项里选一个。";
    default:
      return "这一项不符合要求，请核对。";
  }
}
