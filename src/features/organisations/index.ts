export {
  type NewCity,
  openCity,
  openProvince,
  registerOrganisation,
  registerOrganisations,
} from "./commands.ts";
export {
  type City,
  categoriesOn,
  cities,
  type Organisation,
  type OrganisationFilter,
  organisationById,
  organisationsIn,
  unitByCode,
} from "./queries.ts";
export type { NewOrganisation } from "./rules/new-organisation.ts";
export { isUnion, isUnit, type OrganisationKind } from "./rules/tree.ts";
