/**
 * The files that go to the national body's system (数智化系统) and come back. Its own layout is not public: these columns
 * and titles are ours, and a city gives them the titles that its province asks for (`national_setting`).
 */
export const exportKinds = ["roster", "remittance", "claim"] as const;
export type ExportKind = (typeof exportKinds)[number];

const object = {
  reference: "我方编号",
  unit_code: "单位编号",
  unit_name: "单位名称",
  unit_number: "单位系统编号",
};
const person = { name: "姓名", id_number: "证件号码", person_number: "职工系统编号" };

export const columns = {
  roster: {
    ...object,
    ...person,
    plan: "计划",
    cover_from: "保障开始",
    cover_through: "保障结束",
    amount: "会费",
  },
  remittance: {
    reference: "我方编号",
    month: "结算月",
    heads: "人数",
    amount: "金额",
    remitted_on: "转账日期",
  },
  claim: {
    ...object,
    ...person,
    claim_number: "申领号",
    plan: "计划",
    cover_number: "保障系统编号",
    event_on: "事发日期",
    ended_on: "结束日期",
    payee: "收款人",
    account: "收款账号",
    bank: "开户行",
    amount: "互助金",
  },
  result: {
    reference: "我方编号",
    outcome: "处理结果",
    number: "系统编号",
    unit_number: "单位系统编号",
    person_number: "职工系统编号",
    amount: "金额",
    on: "日期",
    reason: "原因",
  },
} as const;
export type FileKind = keyof typeof columns;

export const outcomeWords = { accepted: "接受", refused: "退回", paid: "已付", failed: "未付成" } as const;
export type ResultOutcome = keyof typeof outcomeWords;

/** Titles that differ from ours, by `kind.column`. */
export type Titles = Readonly<Record<string, string>>;

export const titleOf = (titles: Titles, kind: FileKind, column: string): string =>
  titles[`${kind}.${column}`] ?? (columns[kind] as Record<string, string>)[column] ?? column;

/** Every title there is, as a city sets them. */
export const allTitles = (
  titles: Titles,
): { readonly key: string; readonly usual: string; readonly title: string }[] =>
  (Object.keys(columns) as FileKind[]).flatMap((kind) =>
    Object.entries(columns[kind]).map(([column, usual]) => ({
      key: `${kind}.${column}`,
      usual,
      title: titleOf(titles, kind, column),
    })),
  );

export const controlMark = "#控制";
