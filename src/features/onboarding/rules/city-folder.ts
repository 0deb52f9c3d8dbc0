import { firstOf, type PlainDate } from "#core/dates.ts";
import type { Cents } from "#core/money.ts";
import { firstRules, ruleOn } from "#features/funding/rules/index.ts";
import { type PlanVersion, priceOn, versionOn } from "#features/plans/rules/index.ts";
import { type BankAnswer, bankDecisionsFile, readBankDecisions } from "./bank-files.ts";
import {
  batchesFile,
  exceptionsFile,
  type FolderBatch,
  type FolderException,
  readBatches,
  readExceptions,
} from "./batches-file.ts";
import type { Fault } from "./fault.ts";
import { type FolderRule, firstUse, fundingFile, isFor, readFunding, ruleFaults } from "./funding-file.ts";
import {
  cityNameOf,
  countyUnionAbove,
  type FolderOrganisation,
  organisationsFile,
  readOrganisations,
} from "./organisations-file.ts";
import {
  coversFile,
  type FolderBalance,
  type FolderCover,
  openingFile,
  readCovers,
  readOpening,
} from "./running-city-files.ts";

/** The tables of a folder as text. Only the first two are needed: a city may have nothing else to say. */
export const tableFiles = {
  organisations: organisationsFile,
  batches: batchesFile,
  funding: fundingFile,
  exceptions: exceptionsFile,
  bankDecisions: bankDecisionsFile,
  covers: coversFile,
  opening: openingFile,
} as const;
export type FolderTables = Readonly<Partial<Record<keyof typeof tableFiles, string>>>;

/** A city's records, checked: nothing in it names what is not in it. */
export type CityFolder = {
  readonly cityId: number;
  readonly provinceId: number;
  readonly cityName: string;
  readonly organisations: readonly FolderOrganisation[];
  /** Empty where the folder brings no `funding.csv`: the city's first rule holds. */
  readonly rules: readonly FolderRule[];
  readonly batches: readonly FolderBatch[];
  readonly exceptions: readonly FolderException[];
  readonly answers: readonly BankAnswer[];
  readonly covers: readonly FolderCover[];
  readonly balances: readonly FolderBalance[];
};

/**
 * Reads and checks the tables of a city folder. All faults are told at once, each with its file and line, so that
 * nobody has to send a folder ten times to learn ten things; with a single fault nothing is loaded.
 */
export function checkFolder(
  tables: FolderTables,
  rosters: ReadonlySet<string>,
  plans: readonly PlanVersion[],
): { readonly folder: CityFolder | undefined; readonly faults: readonly Fault[] } {
  const tree = readOrganisations(tables.organisations ?? "");
  const byCode = new Map(tree.organisations.map((each) => [each.code, each]));
  const funding = readFunding(tables.funding ?? "category,payer,cents,valid_from");
  const worked = readBatches(tables.batches ?? "", byCode, rosters);
  const reviewed = readExceptions(
    tables.exceptions ?? "unit,line,id_number,decision",
    byCode,
    worked.batches,
  );
  const asked = readBankDecisions(tables.bankDecisions ?? "no,kind", byCode);
  const running = readCovers(tables.covers ?? "unit,name,id_number,plan,cover_from,cover_until", byCode);
  const opening = readOpening(tables.opening ?? "account,fund,cents,date");
  const agency = tree.organisations.find((each) => each.kind === "city_agency");
  const folder: CityFolder = {
    cityId: Number(agency?.region ?? 0),
    provinceId: Math.floor(Number(agency?.region ?? 0) / 10_000) * 10_000,
    cityName: cityNameOf(agency?.name ?? ""),
    organisations: tree.organisations,
    rules: funding.rules,
    batches: worked.batches,
    exceptions: reviewed.exceptions,
    answers: asked.answers,
    covers: running.covers,
    balances: opening.balances,
  };
  const faults = [
    ...missingFiles(tables),
    ...(tables.organisations === undefined ? [] : tree.faults),
    ...funding.faults,
    ...(tables.batches === undefined ? [] : worked.faults),
    ...reviewed.faults,
    ...asked.faults,
    ...running.faults,
    ...opening.faults,
    ...unknownPlans(running.covers, plans),
    ...(agency ? moneyFaults(folder, byCode, plans) : []),
  ];
  return faults.length > 0 ? { folder: undefined, faults } : { folder, faults };
}

const unknownPlans = (covers: readonly FolderCover[], plans: readonly PlanVersion[]): Fault[] =>
  covers
    .filter(({ plan }) => !plans.some((version) => version.code === plan))
    .map(({ line, plan, coverFrom }) => ({
      file: coversFile,
      line,
      code: "plan_unknown",
      facts: { value: plan, on: coverFrom },
    }));

const missingFiles = (tables: FolderTables): Fault[] =>
  (["organisations", "batches"] as const)
    .filter((name) => tables[name] === undefined)
    .map((name) => ({ file: tableFiles[name], line: undefined, code: "file_missing", facts: {} }));

type Priced = { readonly version: PlanVersion; readonly cents: Cents };

/** Every batch must have a plan in force, a price in this city, and a rule that says who pays it. */
function moneyFaults(
  folder: CityFolder,
  byCode: ReadonlyMap<string, FolderOrganisation>,
  plans: readonly PlanVersion[],
): Fault[] {
  const priced = (plan: string, day: PlainDate): Priced | undefined => {
    const version = versionOn(plans, plan, day);
    const cents = version && priceOn(version.prices, folder.cityId, day);
    return version && cents !== undefined ? { version, cents } : undefined;
  };
  const faults = folder.batches.flatMap((batch): Fault[] => {
    const { line, plan, coverFrom } = batch;
    const at = (code: Fault["code"], facts: Fault["facts"]): Fault[] => [
      { file: batchesFile, line, code, facts },
    ];
    const month = batch.settlementMonth;
    if (coverFrom < firstOf(month)) return at("cover_before_settlement", { on: coverFrom, month });
    if (!versionOn(plans, plan, coverFrom)) return at("plan_unknown", { value: plan, on: coverFrom });
    const price = priced(plan, coverFrom);
    if (!price) return at("price_unknown", { value: plan, on: coverFrom });
    const unit = byCode.get(batch.unit);
    const named = { planCode: price.version.code, planVersion: price.version.version };
    const rules =
      folder.rules.length > 0
        ? folder.rules.filter((rule) => isFor(rule, plan)).map((rule) => ({ ...rule, ...named }))
        : firstRules(folder.cityId, named.planCode, named.planVersion);
    const rule = ruleOn(rules, named, unit?.category, coverFrom);
    if (!unit) return [];
    if (!rule) return at("rule_missing", { unit: unit.code, category: unit.category ?? "", on: coverFrom });
    const asksCounty = rule.shares.some((share) => share.payer === "county_union");
    return asksCounty && !countyUnionAbove(unit, byCode)
      ? at("county_union_missing", { unit: unit.code, category: unit.category ?? "" })
      : [];
  });
  const used = new Set(folder.batches.map((batch) => batch.plan));
  const wrong = folder.rules.flatMap((rule) =>
    [...used].flatMap((plan) => {
      if (!isFor(rule, plan)) return [];
      const covers = folder.batches.filter((batch) => batch.plan === plan).map((batch) => batch.coverFrom);
      const price = priced(plan, firstUse(rule, covers));
      return price ? ruleFaults(rule, price.version, price.cents) : [];
    }),
  );
  return [...wrong, ...faults];
}
