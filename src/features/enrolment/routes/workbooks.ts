import { download } from "#platform/http/route.ts";
import { answerToTakeHome, blankTemplate, lastRosterTemplate } from "../commands/take-home.ts";
import { BatchParams, UnitParams } from "../contract.ts";

export const workbookRoutes = [
  download({
    path: "/rosters/:batchId/answer.xlsx",
    summary: "The person's own table with a column saying what is wrong",
    permission: "enrolment.upload",
    params: BatchParams,
    handle: (ctx, { params }) => answerToTakeHome(ctx, params.batchId),
  }),
  download({
    path: "/roster-template.xlsx",
    summary: "An empty roster to fill in",
    permission: "enrolment.read",
    handle: (ctx) => blankTemplate(ctx),
  }),
  download({
    path: "/roster-template/:organisationId/last.xlsx",
    summary: "A roster filled with the people of the unit's last one; recorded",
    permission: "enrolment.upload",
    params: UnitParams,
    handle: (ctx, { params }) => lastRosterTemplate(ctx, params.organisationId),
  }),
];
