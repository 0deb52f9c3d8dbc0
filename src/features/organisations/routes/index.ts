import { download, read, write } from "#platform/http/route.ts";
import { moveOrganisation, setCategory, setLabel, unmaskOrganisation } from "../commands/change.ts";
import { registerOrganisation } from "../commands/register.ts";
import {
  CategoryRequest,
  ChoiceQuery,
  Done,
  ExportQuery,
  LabelRequest,
  MoveReply,
  MoveRequest,
  OrganisationChoices,
  OrganisationFilters,
  OrganisationList,
  OrganisationPage,
  OrganisationParams,
  OrganisationQuery,
  Registered,
  RegisterRequest,
  Unmasked,
  UnmaskParams,
  UnmaskRequest,
} from "../contract.ts";
import { exportOrganisations } from "../queries/export.ts";
import { organisationChoices, organisationFilters, organisationList } from "../queries/list.ts";
import { organisationPage } from "../queries/page.ts";
import { registrationRoutes } from "./registration.ts";

const done = { done: true } as const;

const unitRoutes = [
  read({
    path: "/organisations",
    summary: "Units of one's part of the tree, by number",
    permission: "organisations.read",
    query: OrganisationQuery,
    reply: OrganisationList,
    handle: (ctx, { query }) => organisationList(ctx, query),
  }),
  read({
    path: "/organisations/filters",
    summary: "What units can be filtered by, with counts",
    permission: "organisations.read",
    reply: OrganisationFilters,
    handle: (ctx) => organisationFilters(ctx),
  }),
  read({
    path: "/organisations/choices",
    summary: "Organisations to choose from in a form",
    permission: "organisations.read",
    query: ChoiceQuery,
    reply: OrganisationChoices,
    handle: (ctx, { query }) => organisationChoices(ctx, query.q),
  }),
  download({
    path: "/organisations/export",
    summary: "The units of a filter as a workbook or CSV",
    permission: "organisations.read",
    query: ExportQuery,
    handle: (ctx, { query: { format, ...filter } }) => exportOrganisations(ctx, filter, format),
  }),
  write({
    path: "/organisations",
    summary: "Register an organisation directly",
    permission: "organisations.move",
    body: RegisterRequest,
    reply: Registered,
    handle: async (ctx, { body }) => {
      const { id, code } = await registerOrganisation(ctx, { ...body, openedOn: ctx.today });
      return { id, code };
    },
  }),
  read({
    path: "/organisations/:organisationId",
    summary: "One organisation with its history, masked",
    permission: "organisations.read",
    params: OrganisationParams,
    reply: OrganisationPage,
    handle: (ctx, { params }) => organisationPage(ctx, params.organisationId),
  }),
  write({
    path: "/organisations/:organisationId/unmask/:field",
    summary: "Show an account number or phone in full, with a purpose, on record",
    permission: "people.unmask",
    params: UnmaskParams,
    body: UnmaskRequest,
    reply: Unmasked,
    isSecret: true,
    handle: async (ctx, { params, body }) => ({
      value: await unmaskOrganisation(ctx, params.organisationId, params.field, body.purpose),
    }),
  }),
  write({
    path: "/organisations/:organisationId/move",
    summary: "Move an organisation with all below it under another parent from a day on",
    permission: "organisations.move",
    params: OrganisationParams,
    body: MoveRequest,
    reply: MoveReply,
    handle: async (ctx, { params, body }) => ({
      outcome: await moveOrganisation(ctx, { ...body, organisationId: params.organisationId }),
    }),
  }),
  write({
    path: "/organisations/:organisationId/category",
    summary: "Set the subsidy category from a day on",
    permission: "organisations.move",
    params: OrganisationParams,
    body: CategoryRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await setCategory(ctx, { ...body, organisationId: params.organisationId });
      return done;
    },
  }),
  write({
    path: "/organisations/:organisationId/labels",
    summary: "Put a label on from a day on, or take it off",
    permission: "organisations.move",
    params: OrganisationParams,
    body: LabelRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await setLabel(ctx, { ...body, organisationId: params.organisationId });
      return done;
    },
  }),
];

export const organisationRoutes = [...unitRoutes, ...registrationRoutes];
