/**
 * The accounts of a city's books. `bank` is what the bank holds; `fund`s are money held for a purpose, which never
 * mix and are never negative; `result`s are the bank's own doing; `clearing` waits to be explained.
 * At any time: bank = Σ of all the others.
 */
export type Nature = "bank" | "fund" | "result" | "opening" | "clearing";

export type Account = { readonly code: string; readonly nature: Nature };

export const accounts = {
  /** 银行存款（专用账户）. A city's further bank accounts are `bank_2`, `bank_3` … */
  bank: "bank",
  /** 期初余额: what the bank held before our first statement. */
  opening_balance: "opening",
  /** 代管会费: mutual-aid money held for others until it is remitted. Not income. */
  pool: "fund",
  /** 预收会费: own shares in full or in part that belong to no settled month yet. */
  advance: "fund",
  /** 应付单位补助: what a union has paid in for units that advanced its share (`reimburse_unit`). */
  reimbursement: "fund",
  /** 赠送会费: what funders have paid for covers of others, until the month of those covers closes its base. */
  gift: "fund",
  /** 应退会费: what the province has sent back for covers that were cancelled, until each payer has its share. */
  refund: "fund",
  /** 互助金: what the province sends for benefits, until it is paid to members. */
  benefit: "fund",
  /** 发放在途: released to the bank, and not yet seen on the bank's side. */
  in_transit: "fund",
  /** 捐赠资金. */
  donation: "fund",
  /** 二次救助资金. */
  relief: "fund",
  /** 财政专项资金. */
  fiscal_grant: "fund",
  /** 专项工作经费. */
  work_fund: "fund",
  /** 待查来款: money in that nobody has explained yet. */
  suspense: "fund",
  /** 待查付款: money out that nobody has explained yet; below nought by its nature. */
  outgoing_suspense: "clearing",
  /** 利息. */
  interest: "result",
  /** 银行手续费; below nought by its nature. */
  bank_fee: "result",
} as const satisfies Record<string, Nature>;

export type AccountCode = keyof typeof accounts | `bank_${number}`;

export const accountCodes = Object.keys(accounts) as (keyof typeof accounts)[];

export const natureOf = (code: string): Nature | undefined =>
  /^bank_\d+$/.test(code) ? "bank" : accounts[code as keyof typeof accounts];

export const isFund = (code: string): boolean => natureOf(code) === "fund";

/** A debit (借) adds to what the bank holds and takes from everything else. */
export const growsByDebit = (nature: Nature): boolean => nature === "bank";
