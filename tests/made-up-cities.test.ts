import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CityReport, loadCity } from "#features/onboarding/index.ts";
import { setVault } from "#platform/crypto.ts";
import { makeFileStore, setFiles } from "#platform/files.ts";
import { testVault } from "./support/app.ts";
import { CityFolderBuilder, people, type RosterLayout } from "./support/city-folder.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";

// Cities whose units pay in every way there is, drawn by a seed: who paid what is known here, and the program must find
// it. (410100 is none of them: its price is another one.)
let database: TestDatabase;
beforeEach(async () => {
  setVault(testVault);
  setFiles(makeFileStore(join(tmpdir(), `tongzhou-made-up-${process.pid}`)));
  database = await testDatabase();
});
afterEach(() => database.close());

const ways = [
  "by code",
  "by account",
  "by name",
  "as its union",
  "in parts",
  "too late",
  "never",
  "too little",
  "by a stranger",
  "together",
] as const;
type Way = (typeof ways)[number];
type Unit = {
  readonly code: string;
  readonly name: string;
  readonly account: string;
  readonly heads: number;
  readonly isCounty: boolean;
  readonly way: Way;
};
type Wanted = { readonly kind: string; readonly units: string; readonly by?: "rule" | "person" };

const stems = [
  "第一中学",
  "人民医院",
  "供水有限公司",
  "纺织有限责任公司",
  "公交集团",
  "图书馆",
  "化工厂",
  "物流有限公司",
];
const layouts: readonly RosterLayout[] = ["plain", "turned", "workbook", "windows"];

/** Numbers from 0 to below `n`, the same for the same seed (a linear congruence is good enough to mix ways). */
function drawn(seed: number) {
  let state = (seed * 2_654_435_761) >>> 0;
  return (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

async function madeUpCity(seed: number) {
  const draw = drawn(seed);
  const city = new CityFolderBuilder(410_000 + seed * 100, `清河${seed}市总工会`);
  city.extra.set(
    "funding.csv",
    `valid_from,payer,category,cents,mode
2025-01-01,unit,municipal,5000,direct_pool
2025-01-01,city_union,municipal,3000,direct_pool
2025-01-01,unit,county,5000,direct_pool
2025-01-01,county_union,county,1000,direct_pool
2025-01-01,city_union,county,2000,direct_pool
`,
  );
  city.organisation({
    code: "X1",
    name: "柳林县总工会",
    kind: "county_union",
    parent: "C",
    account: "6200000000000000002",
  });
  const units: Unit[] = [];
  for (let n = 0; n < 24; n++) {
    const isCounty = draw(2) === 1;
    const way = ways[n % ways.length] ?? "by code";
    const code = `Q${String(n + 1).padStart(3, "0")}`;
    const name = `${isCounty ? "柳林县" : `清河${seed}市`}${n + 1}号${stems[draw(stems.length)]}`;
    const unit = {
      code,
      name,
      account: `62${String(seed).padStart(4, "0")}${String(n).padStart(13, "0")}`,
      heads: 2 + draw(9),
      isCounty,
      way,
    };
    units.push(unit);
    city.unit(code, name, {
      account: unit.account,
      ...(isCounty ? { parent: "X1", category: "county" } : {}),
    });
    await city.batch(code, "2025-01", "2025-02-01", people(unit.heads, n * 20), layouts[draw(4)]);
  }
  const wanted = new Map<string, Wanted>();
  const settled = new Map<string, string>();
  const day = (from: number, to: number) => String(from + draw(to - from + 1)).padStart(2, "0");
  const share = (unit: Unit, ...nos: string[]) => {
    for (const no of nos) wanted.set(no, { kind: "unit_share", units: unit.code, by: "rule" });
  };
  const strangers: Unit[] = [];
  for (const unit of units) {
    const { way, code, name, account, heads } = unit;
    const due = heads * 50;
    const on = `2025-01-${day(2, 10)}`;
    if (way === "by code") share(unit, city.pay(on, due, { name: "财政零余额账户", memo: `${code}会费` }));
    if (way === "by account") share(unit, city.pay(on, due, { account, name: "开户行代发" }));
    if (way === "by name") share(unit, city.pay(on, due, { name }));
    if (way === "as its union")
      share(unit, city.pay(on, due, { name: `${name}工会委员会`, memo: "职工互助保障" }));
    if (way === "in parts") {
      const first = 50 * (1 + draw(heads - 1));
      share(
        unit,
        city.pay("2025-01-03", first, { account, name }),
        city.pay(on, due - first, { account, name }),
      );
    }
    if (way === "too late") share(unit, city.pay(`2025-01-${day(13, 24)}`, due, { account }));
    if (way === "too little") {
      const no = city.pay(on, due - 1, { account, name });
      city.answer(no, "unit_share", code);
      wanted.set(no, { kind: "unit_share", units: code, by: "person" });
    }
    if (way === "by a stranger") {
      // The amount of somebody's bill, from nobody we know: the amount alone never matches.
      const no = city.pay(on, due, { name: `过路${code}商行`, account: `99${account}` });
      city.answer(no, "unmatched");
      wanted.set(no, { kind: "unmatched", units: "", by: "person" });
    }
    if (way === "together") strangers.push(unit);
    if (!["never", "too little", "by a stranger", "together"].includes(way))
      settled.set(code, way === "too late" ? "2025-02" : "2025-01");
  }
  const [one, two] = strangers;
  if (one && two) {
    const no = city.pay("2025-01-08", (one.heads + two.heads) * 50, {
      name: "清河教育核算中心",
      memo: "两校会费",
    });
    city.answer(no, "unit_share", `${one.code}+${two.code}`);
    wanted.set(no, { kind: "unit_share", units: `${one.code}+${two.code}`, by: "person" });
    for (const { code } of [one, two]) settled.set(code, "2025-01");
  }
  for (const [on, kind, memo] of [
    ["2025-01-21", "interest", "结息"],
    ["2025-01-22", "bank_fee", "账户管理费"],
    ["2025-01-23", "donation", "爱心捐款"],
  ] as const) {
    const no = kind === "bank_fee" ? city.debit(on, 3, { memo }) : city.pay(on, 7, { name: "银行", memo });
    wanted.set(no, { kind, units: "", by: "rule" });
  }
  const heads = (month: string, county?: boolean) =>
    units
      .filter(
        (unit) => settled.get(unit.code) === month && (county === undefined || unit.isCounty === county),
      )
      .reduce((sum, unit) => sum + unit.heads, 0);
  for (const month of ["2025-01", "2025-02"]) {
    if (heads(month) === 0) continue;
    const ofCity = heads(month, true) * 20 + heads(month, false) * 30;
    const subsidies: [number, string, string][] = [
      [ofCity, `清河${seed}市总工会`, "6200000000000000001"],
      [heads(month, true) * 10, "柳林县总工会", "6200000000000000002"],
    ];
    for (const [yuan, name, account] of subsidies)
      if (yuan > 0)
        wanted.set(city.pay(`${month}-25`, yuan, { name, account, memo: "补助" }), {
          kind: "subsidy",
          units: "",
          by: "rule",
        });
    wanted.set(city.remit(`${month}-26`, heads(month) * 80), { kind: "remittance", units: "", by: "rule" });
  }
  return { folder: city.write({ crlf: draw(2) === 1 }), units, wanted, settled, heads };
}

const unitsOf = (line: CityReport["bank"][number]) => line.units?.join("+") ?? line.unit ?? "";

describe.each([2, 3, 4, 5, 6, 7])("the made-up city of seed %i", (seed) => {
  test("finds whose every line is, settles each unit in its month, and its books balance", async () => {
    const { folder, units, wanted, settled, heads } = await madeUpCity(seed);
    const { report } = await loadCity(database.pool, folder);
    const found = report.bank.map((line) => [line.no, line.kind, unitsOf(line), line.by]);
    expect(found).toEqual(
      [...wanted]
        .toSorted(([a], [b]) => placeOf(report, a) - placeOf(report, b))
        .map(([no, { kind, units: of, by }]) => [no, kind, of, by]),
    );
    for (const month of ["2025-01", "2025-02"]) {
      const codes = units.filter(({ code }) => settled.get(code) === month).map(({ code }) => code);
      expect(report.months[month]).toMatchObject({
        units: codes,
        members: heads(month),
        remitted: heads(month) * 8000,
      });
    }
    expect(report.ledger.balanced).toBe(true);
    expect(report.ledger.accounts.pool ?? 0).toBe(0);
  });
});

const placeOf = (report: CityReport, no: string) => report.bank.findIndex((line) => line.no === no);
