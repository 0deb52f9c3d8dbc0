import { addDays, addMonthsTo, firstOf, type PlainDate } from "#core/dates.ts";
import type { Role } from "#core/permissions.ts";
import type { CityFolder } from "./city-folder.ts";
import { countyUnionAbove } from "./organisations-file.ts";
import { type Dated, monthsOf } from "./schedule.ts";

/** Somebody invented, who shows what a role sees. */
export type DemoAccount = {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly organisationCode: string;
};

const cityRoles: readonly (readonly [login: string, name: string, role: Role])[] = [
  ["jingban", "周敏", "city_clerk"],
  ["shenhe", "吴静", "city_reviewer"],
  ["fushen", "何平", "city_second_reviewer"],
  ["chuna", "郑磊", "city_cashier"],
  ["kuaiji", "王艳", "city_accountant"],
  ["tuijin", "许岚", "city_mobiliser"],
  ["fuwu", "梁洁", "city_carer"],
  ["lingdao", "冯军", "leader"],
  ["shenji", "陈杰", "auditor"],
  ["guanli", "孙洋", "city_administrator"],
];

/** One invented person for each role of the city: at the agency, at a county union, at a unit that brought a roster. */
export function cityPeople(folder: CityFolder): DemoAccount[] {
  const byCode = new Map(folder.organisations.map((each) => [each.code, each]));
  const agency = folder.organisations.find((each) => each.kind === "city_agency");
  const worked = folder.batches.flatMap((batch) => byCode.get(batch.unit) ?? []);
  const [unit] = worked;
  const station = worked.find((each) => each !== unit);
  const county = worked.flatMap((each) => countyUnionAbove(each, byCode) ?? [])[0];
  return [
    ...(agency
      ? cityRoles.map(([login, name, role]) => ({ login, name, role, organisationCode: agency.code }))
      : []),
    ...(county
      ? [{ login: "xianqu", name: "赵芳", role: "county_clerk" as const, organisationCode: county.code }]
      : []),
    ...(unit
      ? [{ login: "danwei", name: "李勇", role: "unit_clerk" as const, organisationCode: unit.code }]
      : []),
    ...(station
      ? [{ login: "lianluo", name: "秦月", role: "station_clerk" as const, organisationCode: station.code }]
      : []),
  ];
}

/** Those who act for the whole province. */
export function provincePeople(folder: CityFolder): DemoAccount[] {
  const office = folder.organisations.find((each) => each.kind === "province_office");
  if (!office) return [];
  return [
    { login: "shengban", name: "钱伟", role: "province_officer", organisationCode: office.code },
    { login: "shengguan", name: "高敏", role: "province_administrator", organisationCode: office.code },
  ];
}

/** The day on which a demo city's calendar stands still: the last of the last month that its records speak of. */
export function lastDayOf(dated: Dated): PlainDate | undefined {
  const last = monthsOf(dated).at(-1);
  return last && addDays(firstOf(addMonthsTo(last, 1)), -1);
}
