/** A bank as payment files name it: 行名, and 联行行号, the twelve digits of its head office in the national system. */
export type Bank = { readonly name: string; readonly code: string };

type Known = Bank & { readonly says: RegExp; readonly cards: readonly string[] };

/** The banks that members' cards are of, with the first six digits of their common cards. */
const known: readonly Known[] = [
  {
    name: "中国工商银行",
    code: "102100099996",
    says: /工商银行|工行/,
    cards: ["622202", "622203", "622208", "621225", "621226", "621281", "621558", "620058", "955880"],
  },
  {
    name: "中国农业银行",
    code: "103100000026",
    says: /农业银行|农行/,
    cards: ["622848", "622845", "622846", "621282", "621336", "621619", "623052", "955950"],
  },
  {
    name: "中国银行",
    code: "104100000004",
    says: /^中国银行|中行/,
    cards: ["621660", "621661", "621663", "621785", "621790", "622760", "456351", "601382"],
  },
  {
    name: "中国建设银行",
    code: "105100000017",
    says: /建设银行|建行/,
    cards: ["621700", "622700", "622280", "621284", "621081", "623094", "436742", "620060"],
  },
  {
    name: "交通银行",
    code: "301290000007",
    says: /交通银行|交行/,
    cards: ["622260", "622261", "622262", "621436", "601428", "405512"],
  },
  {
    name: "中国邮政储蓄银行",
    code: "403100000004",
    says: /邮政储蓄|邮储/,
    cards: ["622188", "621096", "621098", "621095", "622150", "622199", "621799", "621797"],
  },
  {
    name: "招商银行",
    code: "308584000013",
    says: /招商银行|招行/,
    cards: ["622588", "622580", "621483", "621485", "621486", "410062"],
  },
];

/** The bank of a payee: as it was named, or as its card begins. Undefined where nobody can tell. */
export function bankOf(payee: {
  readonly account: string;
  readonly bankName: string;
  readonly bankCode: string;
}): Bank | undefined {
  const named = known.find((bank) => bank.says.test(payee.bankName));
  if (payee.bankName !== "") return { name: payee.bankName, code: payee.bankCode || (named?.code ?? "") };
  const card = known.find((bank) => bank.cards.some((start) => payee.account.startsWith(start)));
  return card && { name: card.name, code: card.code };
}

/** Whether it is a branch of that bank. */
export const isOfBank = (bank: Bank, name: string): boolean =>
  known.some((each) => each.name === name && each.says.test(bank.name));
