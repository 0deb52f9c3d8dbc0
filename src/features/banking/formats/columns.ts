import { momentOf, textOf } from "./cells.ts";
import type { Cell, OpenFile } from "./statement.ts";

/**
 * What banks call their columns, best name first. A statement is read by these names in any order;
 * names that are not listed (行号, 币种, 个性化信息 …) say nothing about the movement.
 */
const vocabulary = {
  serial: [
    "账户明细编号-交易流水号",
    "交易流水号",
    "流水号",
    "核心流水号",
    "银行流水号",
    "主机流水号",
    "全局流水号",
    "交易流水",
    "流水",
    "账户明细编号",
    "明细编号",
    "交易序号",
    "交易编号",
    "交易参考号",
    "业务流水号",
    "凭证号",
    "凭证号码",
    "凭证编号",
    "回单编号",
  ],
  date: [
    "交易日期",
    "交易时间",
    "交易日期时间",
    "交易时间日期",
    "交易日",
    "记账日期",
    "入账日期",
    "记账日",
    "入账时间",
    "记账时间",
    "日期",
    "发生日期",
  ],
  time: ["交易时间", "交易时刻", "时间", "交易时分秒"],
  debit: [
    "借方发生额",
    "借方金额",
    "借方",
    "借方发生金额",
    "支出",
    "支出金额",
    "支取",
    "支取金额",
    "付出金额",
    "付款金额",
    "转出金额",
    "借",
  ],
  credit: [
    "贷方发生额",
    "贷方金额",
    "贷方",
    "贷方发生金额",
    "收入",
    "收入金额",
    "存入",
    "存入金额",
    "收款金额",
    "转入金额",
    "贷",
  ],
  flag: [
    "借贷标志",
    "借/贷",
    "借贷",
    "借贷方向",
    "借贷标识",
    "借贷标记",
    "收支",
    "收/支",
    "收支方向",
    "收付标志",
    "收付方向",
    "交易方向",
    "资金流向",
    "往来标志",
    "借贷状态",
    "收支类型",
    "收支标志",
    "方向",
  ],
  amount: ["交易金额", "发生额", "金额", "发生金额", "交易发生额"],
  name: [
    "对方户名",
    "对方单位名称",
    "对方名称",
    "对方单位",
    "对方账户名称",
    "对方账户名",
    "对方账号名称",
    "对方姓名",
    "对方客户名称",
    "交易对手名称",
    "交易对手户名",
    "交易对手",
    "对手户名",
    "对手名称",
    "交易对方",
    "交易对方名称",
    "收/付方名称",
    "收付方名称",
    "收付款人名称",
    "收(付)方名称",
  ],
  account: [
    "对方账号",
    "对方账户",
    "对方账户号",
    "对方卡号",
    "对方账号/卡号",
    "对方银行账号",
    "交易对手账号",
    "交易对手账户",
    "对手账号",
    "收/付方账号",
    "收付方账号",
    "收付款人账号",
    "收(付)方账号",
  ],
  payerName: ["付款人名称", "付款人户名", "付款方名称", "付款方户名", "付款户名", "付款人"],
  payerAccount: ["付款人账号", "付款方账号", "付款账号"],
  payeeName: ["收款人名称", "收款人户名", "收款方名称", "收款方户名", "收款户名", "收款人"],
  payeeAccount: ["收款人账号", "收款方账号", "收款账号"],
  balance: [
    "余额",
    "账户余额",
    "交易后余额",
    "当前余额",
    "本次余额",
    "联机余额",
    "可用余额",
    "结余",
    "账面余额",
  ],
  ownAccount: ["本方账号", "账号", "查询账号", "本方账户", "我方账号"],
} as const;

/** How a column is told by a part of its name where the whole is not in the vocabulary: 本次贷方发生额, 对方账户户名. */
const parts: Partial<Record<Field, RegExp>> = {
  serial: /流水/,
  date: /^(?!.*(截止|起始|打印)).*(日期|交易日|记账日|交易时间)/,
  debit: /^(?!.*(贷|累计|合计)).*(借方|支出|支取|付出|转出)/,
  credit: /^(?!.*(借|累计|合计)).*(贷方|收入|存入|转入)/,
  flag: /借贷|收支|收付/,
  amount: /^(?!.*(累计|合计|借|贷)).*(交易金额|发生额)/,
  name: /^(?!.*(行|机构|账号)).*(对方|对手).*(名|单位)/,
  account: /^(?!.*(行|机构|名)).*(对方|对手).*(账号|账户|卡号)/,
  balance: /^(?!.*(可用|冻结|上)).*余额/,
};

/** The payer's words, in the order in which they are joined. All that are there count. */
const memoNames = [
  ["摘要", "业务摘要", "交易摘要", "摘要说明", "交易说明"],
  ["用途", "交易用途", "汇款用途", "付款用途"],
  ["附言", "交易附言", "客户附言", "留言"],
  ["备注", "交易备注", "备注信息", "其它摘要", "其他摘要"],
] as const;

type Field = keyof typeof vocabulary;

/** Where each field stands in the rows below `headerRow`. */
export type Columns = {
  readonly headerAt: number;
  readonly headers: readonly string[];
  /** Columns that could be the serial, best first: the first that is filled and unique wins. */
  readonly serials: readonly number[];
  readonly memo: readonly number[];
} & { readonly [field in Exclude<Field, "serial">]: number | undefined };

/** `借方发生额（支取）`, `账户余额(元)` and ` 对方 户名` as the bare name. */
export function bareHeader(cell: Cell): string {
  const text = textOf(cell)
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[:：]$/, "")
    .replaceAll("帐", "账");
  const bare = text
    // 借方发生额(支取), 交易日期[ Transaction Date ]
    .replace(/\([^)]*\)$|\[[^\]]*\]$/, "")
    .replace(/[/-]?(人民币)?元$/, "")
    .replace(/^\*/, "");
  // 收(付)方名称 keeps its brackets: they are inside the name.
  return bare === "" ? text : bare;
}

const fieldNames = Object.entries(vocabulary) as [Field, readonly string[]][];

/** The first row that names a day and an amount, by the vocabulary. Undefined: this is no statement. */
export function findColumns(file: OpenFile): Columns | undefined {
  for (const [at, row] of file.rows.slice(0, 40).entries()) {
    const columns = columnsOf(row.cells.map(bareHeader), at, (column) => holdsDays(file, at, column));
    if (columns) return columns;
  }
  return undefined;
}

/** Whether a column is what its name promises: 交易时间 holds days at one bank and bare times at another. */
function holdsDays(file: OpenFile, headerAt: number, column: number): boolean {
  const cells = file.rows.slice(headerAt + 1, headerAt + 30).map((row) => row.cells[column]);
  const filled = cells.filter((cell) => textOf(cell) !== "");
  return filled.length === 0 || filled.filter((cell) => momentOf(cell)).length * 2 >= filled.length;
}

const serialsOf = (headers: readonly string[], byPart: number | undefined): number[] => {
  const named = vocabulary.serial.map((name) => headers.indexOf(name)).filter((found) => found >= 0);
  return named.length > 0 || byPart === undefined ? named : [byPart];
};

function columnsOf(
  headers: readonly string[],
  headerAt: number,
  isDay: (column: number) => boolean,
): Columns | undefined {
  const place = (names: readonly string[]) => {
    for (const name of names) {
      const found = headers.indexOf(name);
      if (found >= 0) return found;
    }
    return undefined;
  };
  const placeByPart = (field: Field, taken: ReadonlySet<number>) => {
    const part = parts[field];
    const found = part ? headers.findIndex((header, at) => part.test(header) && !taken.has(at)) : -1;
    return found < 0 ? undefined : found;
  };
  const places = Object.fromEntries(fieldNames.map(([field, names]) => [field, place(names)])) as {
    [field in Field]: number | undefined;
  };
  const taken = new Set(Object.values(places).filter((found) => found !== undefined));
  for (const [field] of fieldNames) places[field] ??= placeByPart(field, taken);
  const { debit, credit, amount } = places;
  const named = vocabulary.date.map((name) => headers.indexOf(name)).filter((found) => found >= 0);
  // Where no column holds days, the first stands, and each row says that its day cannot be read.
  const date = named.find(isDay) ?? named[0] ?? places.date;
  if (date === undefined || (amount === undefined && (debit === undefined || credit === undefined))) {
    return undefined;
  }
  const { serial: _best, ...rest } = places;
  return {
    ...rest,
    date,
    // 交易时间 may be the only day there is; then it is not the time as well.
    time: places.time === date ? undefined : places.time,
    headerAt,
    headers,
    serials: serialsOf(headers, places.serial),
    memo: memoNames.map(place).filter((found) => found !== undefined),
  };
}
