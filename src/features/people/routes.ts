import { read, write } from "#platform/http/route.ts";
import { decideMerge, proposeMerge } from "./commands/merge.ts";
import { setArchiveBirthDate, unmaskPerson } from "./commands/record.ts";
import {
  ArchiveBirthDateRequest,
  DecideMergeRequest,
  Done,
  Made,
  MergeList,
  MergeParams,
  MergeQuery,
  PeopleList,
  PeopleSearchRequest,
  PersonPage,
  PersonParams,
  ProposeMergeRequest,
  Unmasked,
  UnmaskParams,
  UnmaskRequest,
} from "./contract.ts";
import { mergeList } from "./queries/merges.ts";
import { personPage } from "./queries/person-page.ts";
import { peopleList } from "./queries/search.ts";

const done = { done: true } as const;

export const peopleRoutes = [
  write({
    path: "/people/search",
    summary: "People by part of the name or by a whole identity number, or those of one unit",
    permission: "people.read",
    body: PeopleSearchRequest,
    reply: PeopleList,
    isSecret: true,
    handle: async (ctx, { body }) => {
      const found = await peopleList(ctx, body);
      await ctx.record("people.searched", {
        found: found.total,
        organisationId: body.organisationId ?? null,
      });
      return found;
    },
  }),
  read({
    path: "/people/:personId",
    summary: "One person, masked",
    permission: "people.read",
    params: PersonParams,
    reply: PersonPage,
    handle: (ctx, { params }) => personPage(ctx, params.personId),
  }),
  write({
    path: "/people/:personId/unmask/:field",
    summary: "Show one of a person's numbers in full for half a minute, with a purpose, on record",
    permission: "people.unmask",
    params: UnmaskParams,
    body: UnmaskRequest,
    reply: Unmasked,
    isSecret: true,
    handle: async (ctx, { params, body }) => ({
      value: await unmaskPerson(ctx, params.personId, params.field, body.purpose),
    }),
  }),
  write({
    method: "PUT",
    path: "/people/:personId/archive-birth-date",
    summary: "Note the birth date that a person's file proves",
    permission: "enrolment.review",
    params: PersonParams,
    body: ArchiveBirthDateRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await setArchiveBirthDate(ctx, params.personId, body);
      return done;
    },
  }),
  read({
    path: "/people-merges",
    summary: "Proposals to make two records of one person one",
    permission: "people.merge",
    query: MergeQuery,
    reply: MergeList,
    handle: (ctx, { query }) => mergeList(ctx, query.state),
  }),
  write({
    path: "/people-merges",
    summary: "Propose that two records are one person",
    permission: "people.merge",
    body: ProposeMergeRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await proposeMerge(ctx, body) }),
  }),
  write({
    path: "/people-merges/:mergeId/decision",
    summary: "Decide a proposal of somebody else",
    permission: "people.merge",
    params: MergeParams,
    body: DecideMergeRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await decideMerge(ctx, params.mergeId, body);
      return done;
    },
  }),
];
