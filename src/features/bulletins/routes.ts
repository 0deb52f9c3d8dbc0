import { plainDate } from "#core/dates.ts";
import { download, read, write } from "#platform/http/route.ts";
import { workbookType } from "#platform/workbooks/workbook-writer.ts";
import { publishBulletin } from "./commands.ts";
import {
  BulletinList,
  BulletinParams,
  BulletinView,
  Dispatch,
  DispatchQuery,
  Draft,
  DraftQuery,
  Made,
  PageQuery,
  PublishRequest,
} from "./contract.ts";
import { bulletinPdf, bulletinWorkbook } from "./present.ts";
import { bulletinList, bulletinView, dispatch, draft } from "./queries.ts";

export const bulletinRoutes = [
  read({
    path: "/bulletins",
    summary: "Bulletins, published last first",
    permission: "bulletins.read",
    query: PageQuery,
    reply: BulletinList,
    handle: (ctx, { query }) => bulletinList(ctx, query),
  }),
  read({
    path: "/bulletin-draft",
    summary: "A bulletin as it would be published now",
    permission: "bulletins.publish",
    query: DraftQuery,
    reply: Draft,
    handle: (ctx, { query }) => draft(ctx, query.kind, plainDate(query.asOf)),
  }),
  write({
    path: "/bulletins",
    summary: "Publish a bulletin; it never changes again",
    permission: "bulletins.publish",
    body: PublishRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await publishBulletin(ctx, body) }),
  }),
  read({
    path: "/bulletins/:bulletinId",
    summary: "A bulletin as it was published",
    permission: "bulletins.read",
    params: BulletinParams,
    reply: BulletinView,
    handle: (ctx, { params }) => bulletinView(ctx, params.bulletinId),
  }),
  download({
    path: "/bulletins/:bulletinId/pdf",
    summary: "A bulletin as PDF",
    permission: "bulletins.read",
    params: BulletinParams,
    handle: async (ctx, { params }) => {
      const bulletin = await bulletinView(ctx, params.bulletinId);
      await ctx.record("bulletin.taken", { bulletinId: params.bulletinId, as: "pdf" });
      return {
        name: `${bulletin.number}.pdf`,
        type: "application/pdf",
        content: await bulletinPdf(bulletin),
      };
    },
  }),
  download({
    path: "/bulletins/:bulletinId/workbook",
    summary: "A bulletin's table as a workbook",
    permission: "bulletins.read",
    params: BulletinParams,
    handle: async (ctx, { params }) => {
      const bulletin = await bulletinView(ctx, params.bulletinId);
      await ctx.record("bulletin.taken", { bulletinId: params.bulletinId, as: "workbook" });
      return { name: `${bulletin.number}.xlsx`, type: workbookType, content: bulletinWorkbook(bulletin) };
    },
  }),
  read({
    path: "/dispatch",
    summary: "What lies on the table of the next dispatch",
    permission: "targets.read",
    query: DispatchQuery,
    reply: Dispatch,
    handle: (ctx, { query }) => dispatch(ctx, query.rhythm),
  }),
];
