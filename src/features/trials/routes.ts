import { z } from "zod";
import { read, write } from "#platform/http/route.ts";
import { keepTrial, removeTrial, shareTrial } from "./commands.ts";
import {
  ForecastQuery,
  ForecastReply,
  KeepRequest,
  Outcome,
  OutcomeQuery,
  ShareRequest,
  TermsQuery,
  TrialList,
  TrialPage,
  TrialParams,
  TrialPlans,
  TrialTerms,
} from "./contract.ts";
import { forecastOf } from "./queries/forecast.ts";
import { trialList, trialPage } from "./queries/kept.ts";
import { outcomeOf } from "./queries/outcome.ts";
import { trialPlans, trialTerms } from "./queries/plans.ts";

const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const trialRoutes = [
  read({
    path: "/trials/plans",
    summary: "Plans that may be tried, and the years in which claims were filed under them",
    permission: "trials.run",
    reply: TrialPlans,
    handle: (ctx) => trialPlans(ctx),
  }),
  read({
    path: "/trials/terms",
    summary: "The terms of a plan version that may be changed in a trial",
    permission: "trials.run",
    query: TermsQuery,
    reply: TrialTerms,
    handle: (ctx, { query }) => trialTerms(ctx, query.plan, query.version),
  }),
  read({
    path: "/trials/outcome",
    summary: "What a variant would have cost over all claims of a year, and who would gain and lose",
    permission: "trials.run",
    query: OutcomeQuery,
    reply: Outcome,
    handle: (ctx, { query }) => outcomeOf(ctx, query),
  }),
  read({
    path: "/trials",
    summary: "My trials and those that others share",
    permission: "trials.run",
    query: PageQuery,
    reply: TrialList,
    handle: (ctx, { query }) => trialList(ctx, query),
  }),
  read({
    path: "/trials/:trialId",
    summary: "A trial that was kept, with what came out then",
    permission: "trials.run",
    params: TrialParams,
    reply: TrialPage,
    handle: (ctx, { params }) => trialPage(ctx, params.trialId),
  }),
  write({
    path: "/trials",
    summary: "Keep up to five variants with what comes out of them today",
    permission: "trials.run",
    body: KeepRequest,
    reply: z.object({ id: z.uuid() }),
    handle: async (ctx, { body }) => ({ id: await keepTrial(ctx, body) }),
  }),
  write({
    path: "/trials/:trialId/sharing",
    summary: "Share a trial with the others, or no longer",
    permission: "trials.run",
    params: TrialParams,
    body: ShareRequest,
    reply: z.object({ shared: z.boolean() }),
    handle: async (ctx, { params, body }) => {
      await shareTrial(ctx, params.trialId, body.share);
      return { shared: body.share };
    },
  }),
  write({
    method: "DELETE",
    path: "/trials/:trialId",
    summary: "Remove a trial of one's own",
    permission: "trials.run",
    params: TrialParams,
    reply: z.object({ removed: z.literal(true) }),
    handle: async (ctx, { params }) => {
      await removeTrial(ctx, params.trialId);
      return { removed: true as const };
    },
  }),
  read({
    path: "/forecast",
    summary: "The fund's next twelve months, with a band",
    permission: "trials.run",
    query: ForecastQuery,
    reply: ForecastReply,
    handle: (ctx, { query }) => forecastOf(ctx, query),
  }),
];
