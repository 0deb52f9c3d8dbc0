import { addDays, daysBetween, type PlainDate } from "#core/dates.ts";
import { type Cents, formatYuan } from "#core/money.ts";
import type { AmountName, Field } from "../rules/fields.ts";

export type MadePerson = { readonly name: string; readonly idNumber: string };
export type MadeRow = Readonly<Partial<Record<Field, string>>>;

export type Making = {
  readonly people: readonly MadePerson[];
  readonly seed: number;
  readonly count: number;
  /** Days of discharge, both included. */
  readonly from: PlainDate;
  readonly until: PlainDate;
};

/**
 * Settlements of a city that never were: the same for the same people and seed. Most are stays, some accidents, chronic
 * outpatients and what mutual aid does not ask for; of each hundred some three are taken back and made anew.
 */
export function makeSettlements({ people, seed, count, from, until }: Making): MadeRow[] {
  const random = randomOf(seed);
  const days = daysBetween(from, until) + 1;
  const rows: MadeRow[] = [];
  for (let n = 1; people.length > 0 && rows.length < count; n++) {
    const person = people[Math.floor(random() * people.length)] as MadePerson;
    const endedOn = addDays(from, Math.floor(random() * days));
    const made = settlement(random, person, endedOn, `${seed}${String(n).padStart(9, "0")}`);
    rows.push(made);
    if (random() >= 0.03 || rows.length + 2 > count) continue;
    rows.push(takenBack(made), remade(made));
  }
  return rows;
}

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const kinds = [
  {
    upTo: 0.8,
    medType: "21",
    illnesses: [
      ["J18.9", "肺炎"],
      ["I63.9", "脑梗死"],
      ["K80.1", "胆囊结石伴胆囊炎"],
    ],
  },
  {
    upTo: 0.88,
    medType: "22",
    illnesses: [
      ["S82.2", "胫骨骨折"],
      ["S06.0", "脑震荡"],
    ],
  },
  {
    upTo: 0.95,
    medType: "14",
    illnesses: [
      ["I10", "高血压"],
      ["E11.9", "2型糖尿病"],
    ],
  },
  { upTo: 1, medType: "11", illnesses: [["J06.9", "上呼吸道感染"]] },
] as const;
const hospitals = [
  "濮阳市人民医院",
  "濮阳市油田总医院",
  "濮阳县人民医院",
  "清丰县人民医院",
  "河南省人民医院",
];

function settlement(random: () => number, person: MadePerson, endedOn: PlainDate, id: string): MadeRow {
  const drawn = random();
  const kind = kinds.find(({ upTo }) => drawn < upTo) ?? kinds[0];
  const isStay = kind.medType === "21" || kind.medType === "22";
  const [code, illness] = kind.illnesses[Math.floor(random() * kind.illnesses.length)] ?? kind.illnesses[0];
  // Long-tailed, as bills are: a stay of some thousand, now and then of a hundred thousand.
  const total = Math.round((isStay ? 250_000 : 30_000) * Math.exp(2.2 * random() * random() + random()));
  return {
    setl_id: `S${id}`,
    mdtrt_id: `V${id}`,
    psn_name: person.name,
    certno: person.idNumber,
    med_type: kind.medType,
    begndate: isStay ? addDays(endedOn, -(2 + Math.floor(random() * 14))) : endedOn,
    enddate: endedOn,
    fixmedins_name: hospitals[Math.floor(random() * hospitals.length)] ?? "",
    diag_code: code,
    diag_name: illness,
    invono: `41060125-${id.slice(-10).padStart(10, "0")}`,
    refd_setl_flag: "0",
    init_setl_id: "",
    ...sums(total, random(), isStay),
  };
}

/** Every identity of the national interface holds to the cent. */
function sums(total: number, share: number, isStay: boolean): Record<AmountName, string> {
  const part = (of: number, by: number) => Math.floor(of * by);
  const own = part(total, 0.03 + 0.07 * share);
  const over = part(total, 0.01);
  const pre = part(total, 0.04);
  const inScope = total - own - over - pre;
  const deductible = Math.min(inScope, isStay ? 40_000 : 0);
  const pool = part(inScope - deductible, 0.65 + 0.2 * share);
  const large = total > 5_000_000 ? part(inScope - deductible - pool, 0.5) : 0;
  const fund = pool + large;
  const person = total - fund;
  const account = part(person, 0.1);
  const all: Record<AmountName, number> = {
    medfee_sumamt: total,
    fulamt_ownpay_amt: own,
    overlmt_selfpay: over,
    preselfpay_amt: pre,
    inscp_scp_amt: inScope,
    act_pay_dedc: deductible,
    hifp_pay: pool,
    cvlserv_pay: 0,
    hifes_pay: 0,
    hifmi_pay: 0,
    hifob_pay: large,
    maf_pay: 0,
    oth_pay: 0,
    fund_pay_sumamt: fund,
    hosp_part_amt: 0,
    psn_part_amt: person,
    acct_pay: account,
    acct_mulaid_pay: 0,
    psn_cash_pay: person - account,
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, cents]) => [name, formatYuan(BigInt(cents) as Cents)]),
  ) as Record<AmountName, string>;
}

const isSum = (text: string | undefined): text is string => /^\d+\.\d\d$/.test(text ?? "") && text !== "0.00";

function takenBack(row: MadeRow): MadeRow {
  const negative = Object.entries(row).map(([name, text]) => [name, isSum(text) ? `-${text}` : text]);
  return {
    ...Object.fromEntries(negative),
    setl_id: `${row.setl_id}R`,
    refd_setl_flag: "1",
    init_setl_id: row.setl_id ?? "",
  };
}

/** The same visit settled again, with a diagnosis put right. */
const remade = (row: MadeRow): MadeRow => ({
  ...row,
  setl_id: `${row.setl_id}N`,
  diag_code: "J15.9",
  diag_name: "细菌性肺炎",
});
