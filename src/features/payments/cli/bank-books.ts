import { addDays, type PlainDate } from "#core/dates.ts";
import { decodeGbk, encodeGbk } from "#core/gbk.ts";
import { type Cents, formatYuan, parseYuan, showYuan, sum } from "#core/money.ts";
import { Refusal } from "#core/refusal.ts";

// The books of a bank that is none: enough of one to take our payment files, answer them, and write a statement.

type Order = {
  readonly place: string;
  readonly account: string;
  readonly name: string;
  readonly cents: Cents;
  readonly memo: string;
  readonly reference: string;
};

type Batch = {
  readonly number: string;
  readonly layout: "icbc" | "ccb";
  readonly orders: readonly (Order & { readonly reason: string; isPending: boolean })[];
  readonly on: PlainDate;
};

type Line = {
  readonly on: PlainDate;
  readonly cents: Cents;
  readonly account: string;
  readonly name: string;
  readonly memo: string;
};

export type BankBooks = {
  readonly day: () => PlainDate;
  readonly balance: () => Cents;
  readonly batches: () => readonly { readonly number: string; readonly pending: number }[];
  /** Takes a payment file and pays it; answers the batch's number. Refuses `stand_in_file_unreadable`, `stand_in_file_known`. */
  readonly take: (file: Uint8Array) => string;
  /** The bank's answer to a batch, as it stands now. */
  readonly result: (number: string) => Uint8Array | undefined;
  /** Money in. */
  readonly credit: (cents: Cents, name: string, memo: string) => void;
  /** The night passes: what was pending is paid, what was to come back has come. */
  readonly nextDay: () => void;
  /** Everything so far, in the layout of 工商银行对账单（CSV）. */
  readonly statement: () => Uint8Array;
};

/**
 * Opens an account. By the payee's account it goes: …00 fails, …99 is paid and sent back the next day, …88 is decided
 * only overnight, everything else is paid at once.
 */
export function openBank(account: {
  readonly number: string;
  readonly holder: string;
  readonly opening: Cents;
  readonly on: PlainDate;
}): BankBooks {
  let today = account.on;
  const lines: Line[] = [];
  const batches = new Map<string, Batch>();
  const overnight: (() => void)[] = [];
  const book = (cents: Cents, name: string, other: string, memo: string) =>
    lines.push({ on: today, cents, name, account: other, memo });
  const pay = (order: Order, isSingle: boolean) => {
    if (isSingle) book(-order.cents as Cents, order.name, order.account, `${order.memo} ${order.reference}`);
    if (order.account.endsWith("99"))
      overnight.push(() => book(order.cents, "", "", `退汇 ${order.reference} 收款账户已销户`));
  };
  return {
    day: () => today,
    balance: () => (account.opening + sum(lines.map((line) => line.cents))) as Cents,
    batches: () =>
      [...batches.values()].map(({ number, orders }) => ({
        number,
        pending: orders.filter((order) => order.isPending).length,
      })),
    take: (file) => {
      const { layout, number, orders } = readFile(decodeGbk(file));
      if (batches.has(number)) throw new Refusal("conflict", "stand_in_file_known", { batch: number });
      const judged = orders.map((order) => ({
        ...order,
        reason: order.account.endsWith("00") ? "收款账号与户名不符" : "",
        isPending: order.account.endsWith("88"),
      }));
      batches.set(number, { number, layout, orders: judged, on: today });
      const isSingle = layout === "icbc";
      const refused = judged.filter((order) => order.reason !== "");
      if (!isSingle) {
        book(-sum(judged.map((order) => order.cents)) as Cents, "", "", `代发 ${number}`);
        if (refused.length > 0)
          book(sum(refused.map((order) => order.cents)), "", "", `代发失败退回 ${number}`);
      }
      for (const order of judged) {
        if (order.isPending) {
          overnight.push(() => {
            order.isPending = false;
            pay(order, isSingle);
          });
        } else if (order.reason === "") pay(order, isSingle);
      }
      return number;
    },
    result: (number) => {
      const batch = batches.get(number);
      return (
        batch && encodeGbk(batch.layout === "icbc" ? icbcAnswer(batch, account.number) : ccbAnswer(batch))
      );
    },
    credit: (cents, name, memo) => void book(cents, name, "", memo),
    nextDay: () => {
      today = addDays(today, 1);
      for (const event of overnight.splice(0)) event();
    },
    statement: () => encodeGbk(statementOf(account, lines)),
  };
}

/** Both files tell themselves apart: one begins with its totals, the other with its first payment. */
function readFile(text: string): { layout: "icbc" | "ccb"; number: string; orders: Order[] } {
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const isIcbc = lines[0]?.startsWith("#总计信息") ?? false;
  const details = isIcbc
    ? lines.filter((line) => /^RMB\|\d{8}\|2\|/.test(line))
    : lines.filter((line) => /^\d+\|/.test(line));
  const orders = details.map((line) => (isIcbc ? icbcOrder : ccbOrder)(line.split("|")));
  const total = isIcbc ? lines.find((line) => /^RMB\|\d{8}\|1\|/.test(line))?.split("|") : undefined;
  const isWhole =
    !isIcbc || (total?.[3] === String(sum(orders.map((order) => order.cents))) && lines.at(-1) === "*");
  if (orders.length === 0 || !isWhole || orders.some((order) => order.cents <= 0n))
    throw new Refusal("invalid", "stand_in_file_unreadable");
  // 工商银行's file does not name the batch: the bank numbers it by its first payment.
  const number = isIcbc ? `B${orders[0]?.reference ?? ""}` : (details[0]?.split("|")[8]?.split(" ")[1] ?? "");
  return { layout: isIcbc ? "icbc" : "ccb", number, orders };
}

const icbcOrder = (cells: readonly string[]): Order => ({
  place: cells[3] ?? "",
  account: cells[11] ?? "",
  name: cells[12] ?? "",
  cents: BigInt(cells[13] || "0") as Cents,
  memo: cells[14] ?? "",
  reference: cells[18] ?? "",
});

const ccbOrder = (cells: readonly string[]): Order => ({
  place: cells[0] ?? "",
  account: cells[1] ?? "",
  name: cells[2] ?? "",
  cents: parseYuan(cells[3] ?? "") ?? (0n as Cents),
  memo: cells[7] ?? "",
  reference: cells[8]?.split(" ")[0] ?? "",
});

const stateOf = (order: Batch["orders"][number]) =>
  order.isPending ? "处理中" : order.reason === "" ? "成功" : "失败";

function icbcAnswer(batch: Batch, account: string): string {
  const of = (state: string) => batch.orders.filter((order) => stateOf(order) === state);
  const total = (orders: readonly Order[]) => [
    String(orders.length),
    String(sum(orders.map((o) => o.cents))),
  ];
  const day = batch.on.replaceAll("-", "");
  return [
    "#批量支付结果",
    "#批次号|付款账号|总笔数|总金额|成功笔数|成功金额|失败笔数|失败金额|",
    // The bank's own number of the batch is not ours.
    ["", account, ...total(batch.orders), ...total(of("成功")), ...total(of("失败")), ""].join("|"),
    "#顺序号|收款账号|收款账号名称|金额|处理状态|失败原因|处理日期|自定义序号|",
    ...batch.orders.map((order) =>
      [
        order.place,
        order.account,
        order.name,
        String(order.cents),
        stateOf(order),
        order.reason,
        day,
        order.reference,
        "",
      ].join("|"),
    ),
    "*",
    "",
  ].join("\r\n");
}

const ccbAnswer = (batch: Batch): string =>
  [
    "序号,账户,户名,金额,状态,失败原因,入账日期,备注",
    ...batch.orders.map((order) =>
      [
        order.place,
        order.account,
        order.name,
        formatYuan(order.cents),
        stateOf(order),
        order.reason,
        batch.on,
        `${order.reference} ${batch.number}`,
      ].join(","),
    ),
    "",
  ].join("\r\n");

function statementOf(
  account: {
    readonly number: string;
    readonly holder: string;
    readonly opening: Cents;
    readonly on: PlainDate;
  },
  lines: readonly Line[],
): string {
  let balance: bigint = account.opening;
  const quoted = (amount: Cents) => `"${showYuan(amount)}"`;
  const rows = lines.map((line, i) => {
    balance += line.cents;
    const isCredit = line.cents > 0n;
    const amount = quoted((isCredit ? line.cents : -line.cents) as Cents);
    const serial = `${line.on.replaceAll("-", "")}${String(i + 1).padStart(6, "0")}`;
    const time = `${line.on} 10:${String(Math.floor(i / 60) % 60).padStart(2, "0")}:${String(i % 60).padStart(2, "0")}`;
    const sides = isCredit ? ["贷", "", amount] : ["借", amount, ""];
    return [
      serial,
      `${line.account}\t`,
      time,
      ...sides,
      "",
      "转账",
      line.memo,
      line.name,
      quoted(balance as Cents),
      "",
    ].join(",");
  });
  return [
    `账号：${account.number},户名：${account.holder},起止日期：${account.on.slice(0, 7)}`,
    "凭证号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息",
    ...rows,
    "",
  ].join("\r\n");
}
