import type { PlainDate } from "#core/dates.ts";
import { formatYuan } from "#core/money.ts";
import { download, read, write } from "#platform/http/route.ts";
import {
  beginDraft,
  discardDraft,
  proposeDraft,
  publishDraft,
  returnDraft,
  saveDraft,
} from "./commands/draft.ts";
import { retireVersion } from "./commands/retire-version.ts";
import {
  Changed,
  CompareQuery,
  ComparisonView,
  DraftChange,
  DraftName,
  NewDraft,
  PlanList,
  PlanSchema,
  Retirement,
  ReturnNote,
  SavedDraft,
  Seen,
  VersionList,
  VersionPage,
  VersionParams,
} from "./contract.ts";
import { readPlanHead } from "./formats/plan-file.ts";
import { presentCheck } from "./present.ts";
import { comparison, planSchema, versionFile, versionList, versionPage } from "./queries/versions.ts";
import { priceOn } from "./rules/price.ts";
import { publishedVersions } from "./store/versions.ts";

const changed = { changed: true as const };

export const planRoutes = [
  read({
    path: "/plans",
    summary: "The published plan versions, with their price in this city",
    permission: "plans.read",
    reply: PlanList,
    handle: async (ctx) => ({
      rows: (await publishedVersions(ctx)).map((version) => {
        const day = version.validFrom > ctx.today ? version.validFrom : ctx.today;
        const price = priceOn(version.prices, ctx.actor.cityId, day);
        return {
          code: version.code,
          version: version.version,
          name: version.name,
          source: version.source,
          validFrom: version.validFrom,
          validUntil: version.validUntil ?? null,
          months: version.months,
          price: price === undefined ? null : formatYuan(price),
        };
      }),
    }),
  }),
  read({
    path: "/plans/versions",
    summary: "All plan versions with their state; drafts too for those who write or publish them",
    permission: "plans.read",
    reply: VersionList,
    handle: versionList,
  }),
  read({
    path: "/plans/schema",
    summary: "The schema of plan files, as JSON Schema",
    permission: "plans.edit",
    reply: PlanSchema,
    handle: async () => planSchema(),
  }),
  write({
    path: "/plans/drafts",
    summary: "Begin a plan version: from nothing, from another version, or from a file",
    permission: "plans.edit",
    body: NewDraft,
    reply: DraftName,
    handle: (ctx, { body }) => beginDraft(ctx, body),
  }),
  read({
    path: "/plans/:code/versions/:version",
    summary: "One version: clauses, terms, examples with their explanation, who did what",
    permission: "plans.read",
    params: VersionParams,
    reply: VersionPage,
    handle: (ctx, { params }) => versionPage(ctx, params),
  }),
  download({
    path: "/plans/:code/versions/:version/file",
    summary: "A version's YAML file, as it was published",
    permission: "plans.read",
    params: VersionParams,
    handle: async (ctx, { params: { code, version } }) => {
      const content = Buffer.from(await versionFile(ctx, code, version));
      await ctx.record("plan.exported", { plan: code, version });
      return { name: `${code}-${version}.yaml`, type: "application/yaml", content };
    },
  }),
  read({
    path: "/plans/:code/versions/:version/comparison",
    summary: "What changed from another version to this one, and what it does to the examples",
    permission: "plans.read",
    params: VersionParams,
    query: CompareQuery,
    reply: ComparisonView,
    handle: (ctx, { params, query }) => comparison(ctx, params.code, query.with, params.version),
  }),
  write({
    method: "PUT",
    path: "/plans/:code/versions/:version/draft",
    summary: "Save a draft, with whatever is still wrong with it; with dryRun, only judge it",
    permission: "plans.edit",
    params: VersionParams,
    body: DraftChange,
    reply: SavedDraft,
    mayRehearse: true,
    handle: async (ctx, { params, body }) => {
      const text = await saveDraft(ctx, params, body);
      const { value: document } = readPlanHead(text);
      return { ...presentCheck(text), revision: body.revision + 1, text, document };
    },
  }),
  write({
    method: "DELETE",
    path: "/plans/:code/versions/:version/draft",
    summary: "Throw a draft away",
    permission: "plans.edit",
    params: VersionParams,
    body: Seen,
    reply: Changed,
    handle: async (ctx, { params, body }) => {
      await discardDraft(ctx, params, body);
      return changed;
    },
  }),
  write({
    path: "/plans/:code/versions/:version/proposal",
    summary: "Put a draft before a second person",
    permission: "plans.edit",
    params: VersionParams,
    body: Seen,
    reply: Changed,
    handle: async (ctx, { params, body }) => {
      await proposeDraft(ctx, params, body);
      return changed;
    },
  }),
  write({
    path: "/plans/:code/versions/:version/return",
    summary: "Give a proposed version back to be changed",
    permission: "plans.edit",
    params: VersionParams,
    body: ReturnNote,
    reply: Changed,
    handle: async (ctx, { params, body }) => {
      await returnDraft(ctx, params, body);
      return changed;
    },
  }),
  write({
    path: "/plans/:code/versions/:version/publication",
    summary: "Publish a proposed version for good: a second person does it",
    permission: "plans.publish",
    params: VersionParams,
    body: Seen,
    reply: Changed,
    handle: async (ctx, { params, body }) => {
      await publishDraft(ctx, params, body);
      return changed;
    },
  }),
  write({
    path: "/plans/:code/versions/:version/retirement",
    summary: "Retire a version: no cover begins under it from that day on",
    permission: "plans.publish",
    params: VersionParams,
    body: Retirement,
    reply: Changed,
    handle: async (ctx, { params, body }) => {
      await retireVersion(ctx, { ...params, on: body.on as PlainDate });
      return changed;
    },
  }),
];
