import { plainDate } from "#core/dates.ts";
import { fileEnding, type PaperType } from "#core/paper-type.ts";
import { download, read, upload, write } from "#platform/http/route.ts";
import { noteCall } from "./commands/calls.ts";
import { drawRound, setTemplate } from "./commands/plan.ts";
import { keepPhoto, lookAgain, noteVisit, rectify } from "./commands/visit.ts";
import {
  CallList,
  CallRequest,
  Done,
  FindingParams,
  InspectionList,
  InspectionParams,
  InspectionView,
  ListQuery,
  Made,
  PageQuery,
  PhotoParams,
  PhotoQuery,
  RecheckRequest,
  RoundList,
  RoundRequest,
  Scored,
  Template,
  TemplateRequest,
  VisitRequest,
  WordsRequest,
} from "./contract.ts";
import { callList } from "./queries/calls.ts";
import { inspectionList, inspectionView, openPhoto, roundList, template } from "./queries/inspections.ts";

const done = { done: true } as const;
/** Photographs are made small on the phone; more than that is not one. */
const mostPhotoBytes = 8 * 1024 * 1024;

export const inspectionRoutes = [
  read({
    path: "/inspections",
    summary: "Inspections of one's part of the tree",
    permission: "inspections.read",
    query: ListQuery,
    reply: InspectionList,
    handle: (ctx, { query }) => inspectionList(ctx, query),
  }),
  read({
    path: "/inspection-rounds",
    summary: "Draws with their seeds, each drawn again to see that it is the same",
    permission: "inspections.manage",
    reply: RoundList,
    handle: (ctx) => roundList(ctx),
  }),
  write({
    path: "/inspection-rounds",
    summary: "Draw units by risk and chance, and owe each a visit",
    permission: "inspections.manage",
    body: RoundRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await drawRound(ctx, body) }),
  }),
  read({
    path: "/inspection-template",
    summary: "What is looked at, with its points",
    permission: "inspections.read",
    reply: Template,
    handle: (ctx) => template(ctx),
  }),
  write({
    method: "PUT",
    path: "/inspection-template",
    summary: "Another template from a day on",
    permission: "inspections.manage",
    body: TemplateRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setTemplate(ctx, body.items, plainDate(body.validFrom));
      return done;
    },
  }),
  read({
    path: "/inspections/:inspectionId",
    summary: "An inspection: its items, what records say, what was found",
    permission: "inspections.read",
    params: InspectionParams,
    reply: InspectionView,
    handle: (ctx, { params }) => inspectionView(ctx, params.inspectionId),
  }),
  write({
    path: "/inspections/:inspectionId/visit",
    summary: "Note a visit, also one that was made without a network",
    permission: "inspections.visit",
    params: InspectionParams,
    body: VisitRequest,
    reply: Scored,
    handle: (ctx, { params, body }) => noteVisit(ctx, params.inspectionId, body),
  }),
  upload({
    path: "/inspections/:inspectionId/photos",
    summary: "A photograph of a visit, one for each place",
    permission: "inspections.visit",
    params: InspectionParams,
    query: PhotoQuery,
    maxBytes: mostPhotoBytes,
    reply: Made,
    handle: async (ctx, { params, query, file }) => ({
      id: await keepPhoto(ctx, params.inspectionId, query.slot, file),
    }),
  }),
  download({
    path: "/inspections/:inspectionId/photos/:photoId",
    summary: "A photograph of a visit; the look is recorded",
    permission: "inspections.read",
    params: PhotoParams,
    handle: async (ctx, { params }) => {
      const { type, content } = await openPhoto(ctx, params.inspectionId, params.photoId);
      return { name: `照片.${fileEnding[type as PaperType]}`, type, content, isShown: true };
    },
  }),
  write({
    path: "/findings/:findingId/rectification",
    summary: "Say that what was found is put right",
    permission: "inspections.read",
    params: FindingParams,
    body: WordsRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await rectify(ctx, params.findingId, body.words);
      return done;
    },
  }),
  write({
    path: "/findings/:findingId/recheck",
    summary: "Look again at what was put right",
    permission: "inspections.visit",
    params: FindingParams,
    body: RecheckRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await lookAgain(ctx, params.findingId, body.isRight, body.words);
      return done;
    },
  }),
  read({
    path: "/calls",
    summary: "Calls in disguise, with their scores",
    permission: "inspections.read",
    query: PageQuery,
    reply: CallList,
    handle: (ctx, { query }) => callList(ctx, query),
  }),
  write({
    path: "/calls",
    summary: "Note a call in disguise",
    permission: "inspections.visit",
    body: CallRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await noteCall(ctx, body) }),
  }),
];
