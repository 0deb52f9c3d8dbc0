// Makes the folders of two demo cities, Luohe and Zhengzhou (at one hundredth), anew and always the same:
// `node demo/make-cities.ts`. Everybody in them is made up; the figures are those of the exchange materials.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

type Person = { readonly name: string; readonly id: string };
type Unit = {
  readonly code: string;
  readonly name: string;
  readonly parent: string;
  readonly region: string;
  readonly sector: string;
  readonly staff: number;
  readonly payer: "unit" | "member";
  readonly kind?: "joint_union";
};
type Batch = {
  readonly unit: Unit;
  readonly month: string;
  readonly people: readonly Person[];
  readonly plan: string;
  readonly price: number;
};
type Line = {
  readonly on: string;
  readonly cents: number;
  readonly isDebit?: boolean;
  readonly name: string;
  readonly account: string;
  readonly memo: string;
};

/** A small generator of its own, so that the folder is the same on every machine. */
function drawn(seed: number) {
  let state = seed;
  return (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

const surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏";
const given = "伟芳敏静磊洋艳勇军杰娟涛明霞丽强平刚辉玲";

/** An identity number with the check character of GB 11643. */
function numbered(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const total = weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
  return digits + "10X98765432"[total % 11];
}

/** People of working age, each with a number of their own. Women are born late enough to be far from retirement. */
function crowd(region: string, draw: (n: number) => number) {
  let count = 0;
  return (heads: number, women: "only" | "some"): Person[] =>
    Array.from({ length: heads }, () => {
      const isWoman = women === "only" || draw(2) === 1;
      const n = count++;
      const year = isWoman ? 1980 + draw(20) : 1970 + draw(30);
      const born = `${year}${String(1 + draw(12)).padStart(2, "0")}${String(1 + draw(28)).padStart(2, "0")}`;
      // The place changes with every 400 people, the sequence within them: nobody has anybody else's number.
      const place = `${region}${String(1 + (Math.floor(n / 400) % 30)).padStart(2, "0")}`;
      const sequence = String((n % 400) * 2 + (isWoman ? 2 : 1)).padStart(3, "0");
      const second = draw(4) === 0 ? "" : (given[draw(given.length)] ?? "");
      const name = `${surnames[draw(surnames.length)]}${given[draw(given.length)]}${second}`;
      return { name, id: numbered(`${place}${born}${sequence}`) };
    });
}

const table = (header: string, rows: readonly string[]): string => `${[header, ...rows].join("\n")}\n`;
const province = { name: "中国职工保险互助会河南省办事处", account: "41001566666050006666" };

class City {
  readonly units: Unit[] = [];
  readonly batches: Batch[] = [];
  readonly lines: Line[] = [];
  readonly parents: string[] = [];
  funding: readonly string[] = [];
  /** What is given to people whose roster does not lie in the folder, in cents: it goes to the province with the rest. */
  given = 0;
  readonly id: number;
  readonly name: string;

  constructor(id: number, name: string) {
    this.id = id;
    this.name = name;
  }

  accountOf(code: string): string {
    const at = [...code].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 1_000_000;
    return `62${this.id}${String(at).padStart(11, "0")}`;
  }

  county(code: string, name: string, region: string): void {
    this.parents.push(`${code},${name},county_union,C,${region},,,,,,${name},${this.accountOf(code)},,`);
  }

  industry(code: string, name: string): void {
    this.parents.push(`${code},${name},industry_union,C,${this.id},,,,,,,,,`);
  }

  pay(line: Line): void {
    this.lines.push(line);
  }

  write(folder: string): void {
    rmSync(folder, { recursive: true, force: true });
    for (const room of ["rosters", "bank"]) mkdirSync(join(folder, room), { recursive: true });
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
    put(
      "organisations.csv",
      table("code,name,kind,parent,region,sector,category,uscc,staff,payer,account_name,account_no,contact,phone", [
        `HA,河南省职工互助保障办事处,province_office,,410000,,,,,,${province.name},${province.account},,`,
        `C,${this.name},city_agency,HA,${this.id},,,,,,${this.name},${this.accountOf("C")},,`,
        ...this.parents,
        ...this.units.map(
          (unit, at) =>
            `${unit.code},${unit.name},${unit.kind ?? "member_unit"},${unit.parent},${unit.region},${unit.sector},${unit.parent.startsWith("X") ? "county" : "municipal"},,${unit.staff},${unit.payer},${unit.name}工会委员会,${this.accountOf(unit.code)},工会经办人,1380000${String(1000 + at)}`,
        ),
      ]),
    );
    put(
      "batches.csv",
      table(
        "order,unit,file,settlement_month,cover_from,plan",
        this.batches.map(({ unit, month, plan }, at) => `${at + 1},${unit.code},${fileOf(at, unit)},${month},${nextMonth(month)},${plan}`),
      ),
    );
    for (const [at, { unit, people }] of this.batches.entries())
      put(`rosters/${fileOf(at, unit)}`, table("姓名,身份证号,岗位", people.map(({ name, id }) => `${name},${id},${Number(id[16]) % 3 ? "工人" : "管理"}`)));
    if (this.funding.length > 0)
      put("funding.csv", table("plan,category,payer,cents,valid_from,mode", this.funding));
    put("exceptions.csv", table("unit,line,id_number,reason,decision,evidence", []));
    put("bank-decisions.csv", table("no,kind,unit,payer,month", []));
    this.writeBank(folder);
  }

  private writeBank(folder: string): void {
    let balance = 500_000;
    let serial = 0;
    const months = new Map<string, string[]>();
    for (const line of this.lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
      balance += line.isDebit ? -line.cents : line.cents;
      serial += 1;
      const rows = months.get(line.on.slice(0, 7)) ?? [];
      months.set(line.on.slice(0, 7), rows);
      const sides = line.isDebit ? `${yuan(line.cents)},` : `,${yuan(line.cents)}`;
      const no = `${line.on.replaceAll("-", "")}${String(serial).padStart(5, "0")}`;
      rows.push(`${line.on},${no},${sides},${yuan(balance)},${line.name},${line.account},${line.memo}`);
    }
    for (const [month, rows] of months)
      writeFileSync(
        join(folder, "bank", `${month}-对账单.csv`),
        table("交易日期,流水号,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要", rows),
      );
  }
}

const fileOf = (at: number, unit: Unit): string => `${String(at + 1).padStart(2, "0")}-${unit.code}.csv`;
const yuan = (cents: number): string => (cents / 100).toFixed(2);
const nextMonth = (month: string): string => {
  const [year = 0, at = 0] = month.split("-").map(Number);
  return at === 12 ? `${year + 1}-01-01` : `${year}-${String(at + 1).padStart(2, "0")}-01`;
};

/** So many in parts that add up to it, none alike, none below `least`. */
function parts(total: number, count: number, least: number, draw: (n: number) => number): number[] {
  const weights = Array.from({ length: count }, () => 20 + draw(80));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const shared = weights.map((weight) => least + Math.floor(((total - least * count) * weight) / whole));
  const left = total - shared.reduce((sum, part) => sum + part, 0);
  return shared.map((part, at) => part + (at < left ? 1 : 0));
}

const dayOf = (month: string, day: number): string => `${month}-${String(day).padStart(2, "0")}`;

/** 26 units and 5,174 people who pay 413,920 yuan with their unions; as many firms again have not come yet. */
function luohe(): City {
  const draw = drawn(4_111);
  const people = crowd("4111", draw);
  const city = new City(411_100, "漯河市总工会");
  const counties = [
    ["X411102", "源汇区", "411102"],
    ["X411103", "郾城区", "411103"],
    ["X411104", "召陵区", "411104"],
    ["X411121", "舞阳县", "411121"],
    ["X411122", "临颍县", "411122"],
  ] as const;
  for (const [code, name, region] of counties) city.county(code, `${name}总工会`, region);
  for (const [code, name] of [
    ["I01", "教科文卫体"],
    ["I02", "财贸轻化"],
    ["I03", "农林水利"],
  ] as const)
    city.industry(code, `漯河市${name}工会`);
  const municipal = [
    ["市农业农村局", "机关事业单位", "I03"],
    ["市教育服务中心", "机关事业单位", "I01"],
    ["市第一人民医院（示例）", "机关事业单位", "I01"],
    ["市住房建设服务中心", "机关事业单位", "C"],
    ["市政法综合服务中心", "机关事业单位", "C"],
    ["市第三中学（示例）", "机关事业单位", "I01"],
    ["市水利工程处", "机关事业单位", "I03"],
    ["市公共资源交易中心", "机关事业单位", "C"],
    ["市自来水公司（示例）", "国有企业", "C"],
    ["市公共交通公司（示例）", "国有企业", "C"],
  ] as const;
  const sizes = parts(5_174 - 190 - 1_412, 24, 40, draw);
  let n = 0;
  const unit = (name: string, sector: string, parent: string, region: string, heads: number, staff?: number): Unit => {
    n += 1;
    const made = {
      code: `L${String(n).padStart(3, "0")}`,
      name: name.startsWith("市") ? `漯河${name}` : name,
      parent,
      region,
      sector,
      staff: staff ?? Math.round(heads / (0.62 + draw(34) / 100)),
      payer: draw(5) === 0 ? ("member" as const) : ("unit" as const),
    };
    city.units.push(made);
    return made;
  };
  const worked: [Unit, number][] = [];
  for (const [at, [name, sector, parent]] of municipal.entries()) {
    const heads = at === 0 ? 190 : (sizes[at - 1] ?? 0);
    worked.push([unit(name, sector, parent, "411100", heads, at === 0 ? 200 : undefined), heads]);
  }
  worked.push([unit("河南银鸽实业投资股份有限公司", "民营企业", "C", "411100", 1_412, 1_740), 1_412]);
  const stems = ["食品有限公司", "中心学校", "卫生院", "机械有限公司", "供热公司"];
  for (let at = 0; at < 15; at++) {
    const [code, name, region] = counties[at % 5] ?? counties[0];
    const stem = stems[Math.floor(at / 5) + (at % 2)] ?? stems[0];
    const heads = sizes[9 + at] ?? 0;
    const sector = stem?.endsWith("公司") ? "民营企业" : "机关事业单位";
    worked.push([unit(`${name}${"甲乙丙"[Math.floor(at / 5)]}字${stem}`, sector, code, region, heads), heads]);
  }
  for (let at = 0; at < 14; at++) {
    const [code, name, region] = counties[at % 5] ?? counties[0];
    if (at < 11) unit(`${name}重点企业${at + 1}号（示例）`, at % 2 ? "国有企业" : "民营企业", code, region, 0, 300 + draw(900));
    else unit(`漯河市新业态联合工会${at - 10}号`, "新就业形态", "C", "411100", 0, 120 + draw(200));
  }
  for (const [at, [each, heads]] of worked.entries()) {
    const month = ["2024-12", "2025-01", "2025-02"][at % 3] ?? "2025-02";
    city.batches.push({ unit: each, month, people: people(heads, "some"), plan: "HN-INP-80", price: 80 });
  }
  settle(city, "unit pays all");
  return city;
}

type Way = "unit pays all" | "union pays back";

/** What the units owe comes by the 8th; the city union's 30 of each 75 comes back to them; the whole goes to the province. */
function settle(city: City, way: Way): void {
  city.batches.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
  for (const month of new Set(city.batches.map((batch) => batch.month))) {
    const batches = city.batches.filter((batch) => batch.month === month);
    for (const [at, { unit, people, plan, price }] of batches.entries())
      city.pay({
        on: dayOf(month, 2 + (at % 7)),
        cents: people.length * price * 100,
        name: `${unit.name}工会委员会`,
        account: city.accountOf(unit.code),
        memo: `${unit.code}${memos[plan]}`,
      });
    const whole = batches.reduce((sum, { people, price }) => sum + people.length * price * 100, 0);
    city.pay({ on: dayOf(month, 24), cents: whole + city.given, isDebit: true, ...province, memo: `${month}互助保障会费上缴` });
    if (way === "union pays back") payBack(city, month, batches);
  }
}

function payBack(city: City, month: string, batches: readonly Batch[]): void {
  const subsidised = batches.filter(({ plan }) => plan === "HN-INP-80");
  const cents = subsidised.reduce((sum, { people }) => sum + people.length * 3_000, 0);
  city.pay({ on: dayOf(month, 25), cents, name: city.name, account: city.accountOf("C"), memo: `${month}互助保障补助` });
  for (const { unit, people } of subsidised)
    city.pay({
      on: dayOf(month, 27),
      cents: people.length * 3_000,
      isDebit: true,
      name: `${unit.name}工会委员会`,
      account: city.accountOf(unit.code),
      memo: `返还${month}补助`,
    });
}

const memos: Readonly<Record<string, string>> = {
  "HN-INP-80": "互助保障会费",
  "ZHH-WOMEN-36": "女职工互助保障会费",
  "NEF-ACC-25": "新业态互助保障会费",
};

/** One hundredth of Zhengzhou: 4,230 people at 75 yuan (ten more are given theirs), 1,400 at 36, 1,640 at 25. */
function zhengzhou(): City {
  const draw = drawn(4_101);
  const people = crowd("4101", draw);
  const city = new City(410_100, "郑州市总工会");
  const regions = ["410102", "410103", "410104", "410105", "410106", "410108"];
  const places = ["中原区", "二七区", "管城区", "金水区", "上街区", "惠济区"];
  for (const [at, place] of places.entries()) city.county(`X${regions[at]}`, `${place}总工会`, regions[at] ?? "");
  const stems = ["机械厂", "中学", "医院", "供水公司", "纺织有限公司", "服务中心"];
  const sizes = parts(4_230, 36, 50, draw);
  const women = parts(1_400, 12, 60, draw);
  const batch = (unit: Unit, of: readonly Person[], plan: string, price: number) =>
    city.batches.push({ unit, month: "2024-12", people: of, plan, price });
  for (const [at, heads] of sizes.entries()) {
    const isCounty = at >= 14;
    const place = places[at % 6] ?? "";
    const unit: Unit = {
      code: `Z${String(at + 1).padStart(3, "0")}`,
      name: `郑州${isCounty ? place : "市"}${at + 1}号${stems[(at * 5) % 6]}`,
      parent: isCounty ? `X${regions[at % 6]}` : "C",
      region: isCounty ? (regions[at % 6] ?? "") : "410100",
      sector: at % 3 === 0 ? "机关事业单位" : at % 3 === 1 ? "国有企业" : "民营企业",
      staff: Math.round(heads / (0.7 + draw(25) / 100)),
      payer: at % 9 === 4 ? "member" : "unit",
    };
    city.units.push(unit);
    // Those who take part in the women's plan, too, come first; it is enough that they are women.
    const both = people(at < 12 ? (women[at] ?? 0) : 0, "only");
    const rest = people(Math.max(0, heads - both.length), "some");
    batch(unit, [...both, ...rest].slice(0, heads), "HN-INP-80", 75);
    if (at < 12) batch(unit, both, "ZHH-WOMEN-36", 36);
  }
  for (const [at, heads] of parts(1_640, 6, 150, draw).entries()) {
    const unit: Unit = {
      code: `Z9${String(at + 1).padStart(2, "0")}`,
      name: `郑州${places[at]}新业态联合工会`,
      parent: `X${regions[at]}`,
      region: regions[at] ?? "",
      sector: "新就业形态",
      staff: heads + 40 + draw(200),
      payer: "unit",
      kind: "joint_union",
    };
    city.units.push(unit);
    batch(unit, people(heads, "some"), "NEF-ACC-25", 25);
  }
  city.funding = [
    "HN-INP-80,all,unit,4500,2025-01-01,direct_pool",
    "HN-INP-80,all,city_union,3000,2025-01-01,reimburse_unit",
    "ZHH-WOMEN-36,all,unit,3600,2025-01-01,direct_pool",
    "NEF-ACC-25,all,unit,2500,2025-01-01,direct_pool",
  ];
  city.given = 75_000;
  city.pay({
    on: "2024-12-06",
    cents: city.given,
    name: "郑州市总工会关爱专户",
    account: "6241010000009999901",
    memo: "网格员互助保障赠送",
  });
  settle(city, "union pays back");
  return city;
}

const here = import.meta.dirname;
luohe().write(join(here, "luohe"));
zhengzhou().write(join(here, "zhengzhou"));
