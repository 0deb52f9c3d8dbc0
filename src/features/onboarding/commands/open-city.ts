import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import { setFirstRules, setFundingRule } from "#features/funding/index.ts";
import {
  type NewOrganisation,
  openCity,
  openProvince,
  registerOrganisations,
} from "#features/organisations/index.ts";
import { planVersionOn } from "#features/plans/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import type { CityFolder } from "../rules/city-folder.ts";
import { firstUse, isFor } from "../rules/funding-file.ts";
import type { FolderOrganisation } from "../rules/organisations-file.ts";
import { standingAgency } from "../store.ts";

export type Opening = { readonly folder: CityFolder; readonly on: PlainDate; readonly isDemo: boolean };

/** Opens province and city where they are not open yet, and registers the tree below the agency. */
export async function openTree(ctx: WriteCtx, { folder, on, isDemo }: Opening): Promise<number> {
  const office = folder.organisations.find((each) => each.kind === "province_office");
  const agency = folder.organisations.find((each) => each.kind === "city_agency");
  if (!agency) throw new Error("A checked folder has an agency.");
  if (office) await openProvinceOnce(ctx, folder.provinceId, newOrganisation(office, on));
  const standing = await standingAgency(ctx);
  if (standing === undefined) {
    await openCity(ctx, {
      cityId: folder.cityId,
      name: folder.cityName,
      isDemo,
      agency: newOrganisation(agency, on),
    });
  }
  // The office stands in the city's tree, too: it is whom the month's remittance is paid to.
  const below = folder.organisations.filter((each) => each !== agency);
  const placed = await registerOrganisations(
    ctx,
    below.map((each) => ({
      ...newOrganisation(each, on),
      // A guided set-up may have given the agency another code.
      parentCode: each.parentCode === agency.code ? (standing ?? agency.code) : each.parentCode,
    })),
  );
  return placed.length;
}

async function openProvinceOnce(ctx: WriteCtx, provinceId: number, office: NewOrganisation): Promise<void> {
  const { rows } = await sql`select from city where city_id = ${provinceId}`.execute(ctx.db);
  if (rows.length > 0) return;
  await actingAs(ctx, systemActor("city-load opener", provinceId), (there) =>
    openProvince(there, provinceId, office),
  );
}

const newOrganisation = (row: FolderOrganisation, openedOn: PlainDate): NewOrganisation => ({
  code: row.code,
  name: row.name,
  kind: row.kind,
  parentCode: row.parentCode,
  regionCode: row.region,
  sector: row.sector,
  category: row.category,
  uscc: row.uscc,
  staff: row.staff,
  payer: row.payer,
  accountName: row.accountName,
  accountNo: row.accountNo,
  contact: row.contact,
  phone: row.phone,
  openedOn,
});

/** The folder's own rules for every plan its batches name; the city's first rules where it brings none. */
export async function setRules(ctx: WriteCtx, folder: CityFolder): Promise<number> {
  if (folder.rules.length === 0) return setFirstRules(ctx);
  let count = 0;
  for (const plan of new Set(folder.batches.map((batch) => batch.plan))) {
    const covers = folder.batches.filter((batch) => batch.plan === plan).map((batch) => batch.coverFrom);
    for (const rule of folder.rules.filter((each) => isFor(each, plan))) {
      const { category, shares, validFrom } = rule;
      const version = await planVersionOn(ctx, plan, firstUse({ validFrom }, covers));
      // A rule cannot hold before the plan does; what is billed begins no earlier either.
      const from = validFrom < version.validFrom ? version.validFrom : validFrom;
      await setFundingRule(ctx, {
        planCode: plan,
        planVersion: version.version,
        category,
        validFrom: from,
        shares,
      });
      count += 1;
    }
  }
  return count;
}
