export { applyDueMoves, setLabel } from "./commands/change.ts";
export {
  type NewCity,
  openCity,
  openProvince,
  registerOrganisation,
  registerOrganisations,
} from "./commands/register.ts";
export {
  claimRegistration,
  inviteUnit,
  saveDraft,
  startRegistration,
  submitRegistration,
} from "./commands/registration.ts";
export {
  agencyId,
  type City,
  cities,
  type Organisation,
  type OrganisationFilter,
  type OrganisationInBrief,
  organisationById,
  organisationsIn,
  ownOrganisation,
  unitByCode,
} from "./queries/organisations.ts";
export { organisationRoutes } from "./routes/index.ts";
export type { NewOrganisation } from "./rules/new-organisation.ts";
export { isUnion, isUnit, type OrganisationKind } from "./rules/tree.ts";
export { organisationTexts } from "./text.ts";
