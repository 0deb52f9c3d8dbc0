/** What of the system's own records answers an item. */
export type RecordKind = "awareness" | "materials" | "times" | "calls" | "sources";

export type Item = {
  readonly code: string;
  /** 一查 to 五查. */
  readonly check: 1 | 2 | 3 | 4 | 5;
  readonly text: string;
  readonly points: number;
  readonly record?: RecordKind | undefined;
};

export const checkNames = {
  1: "责任落实，看组织领导是否到位",
  2: "宣传实效，看职工知晓率是否达标",
  3: "服务能力，看办事流程是否便捷",
  4: "资金管理，看会费缴纳是否规范",
  5: "创新成效，看典型经验是否可复制",
} as const;

/** 五查五看 of 漯河 (domain reference §9.4); points ☆. What holds until a city says otherwise. */
export const usualTemplate: readonly Item[] = [
  { code: "agenda", check: 1, text: "党委（党组）把互助保障纳入年度重点工作议题", points: 8 },
  { code: "head", check: 1, text: "建立“一把手”负责制", points: 6 },
  { code: "task_force", check: 1, text: "有专班推进", points: 6 },
  { code: "awareness", check: 2, text: "职工知道保障政策的基本条款", points: 12, record: "awareness" },
  { code: "materials", check: 2, text: "宣传物料到位、在用", points: 8, record: "materials" },
  { code: "times", check: 3, text: "参加、申领按时办结", points: 10, record: "times" },
  { code: "online", check: 3, text: "线上操作流畅，填错能改", points: 5 },
  { code: "calls", check: 3, text: "电话暗访答得对、答得全", points: 5, record: "calls" },
  { code: "sources", check: 4, text: "会费来源与银行流水一致", points: 12, record: "sources" },
  { code: "union_funds", check: 4, text: "工会经费缴纳会费合规、公开", points: 8 },
  { code: "cases", check: 5, text: "有创新案例，质量好", points: 12 },
  { code: "adopted", check: 5, text: "经验被别的单位采用", points: 8 },
];

export const marks = ["pass", "part", "fail"] as const;
export type Mark = (typeof marks)[number];
export type Answers = Readonly<Record<string, { readonly mark: Mark; readonly note: string }>>;

/** Points of all items: all for a pass, half (cut) for a part, none for a fail; of 100, cut. */
export function scoreOf(items: readonly Item[], answers: Answers): number {
  const whole = items.reduce((sum, { points }) => sum + points, 0);
  const got = items.reduce((sum, { code, points }) => {
    const mark = answers[code]?.mark;
    return sum + (mark === "pass" ? points : mark === "part" ? Math.floor(points / 2) : 0);
  }, 0);
  return Math.floor((got * 100) / whole);
}

/** Items that nobody has answered. */
export const unanswered = (items: readonly Item[], answers: Answers): string[] =>
  items.filter(({ code }) => !answers[code]).map(({ text }) => text);

export type TemplateFault =
  | "template_empty"
  | "template_code_twice"
  | "template_not_hundred"
  | "template_check_missing";

/** A template looks at all five, gives 100 points, and names each item once. */
export function templateFaults(items: readonly Item[]): TemplateFault[] {
  if (items.length === 0) return ["template_empty"];
  const faults: TemplateFault[] = [];
  if (new Set(items.map(({ code }) => code)).size < items.length) faults.push("template_code_twice");
  if (items.reduce((sum, { points }) => sum + points, 0) !== 100) faults.push("template_not_hundred");
  if (new Set(items.map(({ check }) => check)).size < 5) faults.push("template_check_missing");
  return faults;
}
