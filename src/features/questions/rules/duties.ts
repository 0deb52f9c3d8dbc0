import type { DutyKind } from "#features/duties/rules/index.ts";

/** ☆ Minutes of service within which somebody first answers, at each step up the tree. */
export const answerWithinMinutes = 30;

/** ☆ Working days within which whoever made a suggestion hears what becomes of it. */
export const outcomeWithinDays = 15;

export const firstAnswer: DutyKind = {
  code: "questions.first_answer",
  name: "答复咨询",
  permission: "questions.answer",
  escalates: true,
};

export const outcome: DutyKind = {
  code: "questions.outcome",
  name: "办理建议",
  permission: "questions.answer",
};

export const questionDuties: readonly DutyKind[] = [firstAnswer, outcome];
