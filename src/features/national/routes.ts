import { download, type Route, read, upload, write } from "#platform/http/route.ts";
import { exportToTakeHome, makeExport } from "./commands/make-export.ts";
import { resolveDifference } from "./commands/resolve.ts";
import { setNational } from "./commands/settings.ts";
import { takeResult } from "./commands/take-result.ts";
import {
  Done,
  ExportList,
  ExportMade,
  ExportParams,
  ExportRequest,
  ExportView,
  ItemList,
  ItemParams,
  ItemQuery,
  PageQuery,
  ResolveRequest,
  ResultReply,
  Settings,
  SettingsRequest,
} from "./contract.ts";
import { exportList, exportPage, itemList, settingsView } from "./queries/exports.ts";

const done = { done: true } as const;

export const nationalRoutes: readonly Route[] = [
  read({
    path: "/national-exports",
    summary: "Files sent to the national body's system, and what waits to be sent",
    permission: "national.read",
    query: PageQuery,
    reply: ExportList,
    handle: (ctx, { query }) => exportList(ctx, query),
  }),
  write({
    path: "/national-exports",
    summary: "Make a file of everything of a kind that was not sent yet",
    permission: "national.exchange",
    body: ExportRequest,
    reply: ExportMade,
    handle: (ctx, { body }) => makeExport(ctx, body.kind),
  }),
  read({
    path: "/national-exports/:exportId",
    summary: "A file that was sent, and where its lines stand",
    permission: "national.read",
    params: ExportParams,
    reply: ExportView,
    handle: (ctx, { params }) => exportPage(ctx, params.exportId),
  }),
  read({
    path: "/national-exports/:exportId/items",
    summary: "The lines of a file with what came back of each",
    permission: "national.read",
    params: ExportParams,
    query: ItemQuery,
    reply: ItemList,
    handle: (ctx, { params, query }) => itemList(ctx, params.exportId, query),
  }),
  download({
    path: "/national-exports/:exportId/file",
    summary: "The file as it was made; taking it is recorded",
    permission: "national.exchange",
    params: ExportParams,
    handle: (ctx, { params }) => exportToTakeHome(ctx, params.exportId),
  }),
  upload({
    path: "/national-exports/:exportId/result",
    summary: "Read back what became of a file",
    permission: "national.exchange",
    params: ExportParams,
    maxBytes: 20 * 1024 * 1024,
    reply: ResultReply,
    mayRehearse: true,
    handle: (ctx, { params, file }) => takeResult(ctx, params.exportId, file),
  }),
  read({
    path: "/national-differences",
    summary: "What was refused or is told with another sum, in all files",
    permission: "national.read",
    query: ItemQuery,
    reply: ItemList,
    handle: (ctx, { query }) => itemList(ctx, undefined, { ...query, state: query.state ?? "open" }),
  }),
  write({
    path: "/national-items/:itemId/resolution",
    summary: "Deal with a difference: send it again, or let stand what they say",
    permission: "national.exchange",
    params: ItemParams,
    body: ResolveRequest,
    reply: Done,
    handle: async (ctx, { params, body }) => {
      await resolveDifference(ctx, params.itemId, body);
      return done;
    },
  }),
  read({
    path: "/national-settings",
    summary: "The titles of the columns, and whether the province pays claims",
    permission: "national.read",
    reply: Settings,
    handle: settingsView,
  }),
  write({
    path: "/national-settings",
    method: "PUT",
    summary: "Set them from now on",
    permission: "national.settings",
    body: SettingsRequest,
    reply: Done,
    handle: async (ctx, { body }) => {
      await setNational(ctx, body);
      return done;
    },
  }),
];
