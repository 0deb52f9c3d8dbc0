import type { ComponentType } from "react";
import type { Permission } from "#core/permissions.ts";

/** One page of the console, announced by its feature in `screens/index.tsx`. */
export type Screen = {
  /** `/rosters/$rosterId`: parts with `$` are read by `useParam`. */
  readonly path: string;
  /** Who may see it. Others read the same sentence as for a page that does not exist. */
  readonly permission: Permission | "signed_in";
  /** Loads the page when it is first wanted: `() => import("./RosterPage.tsx").then((m) => m.RosterPage)`. */
  readonly element: () => Promise<ComponentType>;
  /** Words for the breadcrumb: the section first. A page adds its own last word with PageTitle's `crumb`. */
  readonly crumbs?: readonly Crumb[];
  readonly nav?: NavEntry;
};

export type Crumb = { readonly label: string; readonly to?: string };

export type NavEntry = {
  readonly group: NavGroup;
  readonly label: string;
  /** The desk on which pages of one work lie side by side: one entry of the navigation, a strip above each page. */
  readonly desk?: string;
  readonly order: number;
  /** A key of `GET /api/counts`: how much work waits there. */
  readonly countKey?: string;
  /** Who uses the page day by day, by any of these; others who may see it come by links. A role has few entries. */
  readonly for?: readonly Permission[];
};

/** Nouns, in this order; "" stands above them all. */
export const navGroups = ["", "参加", "申领", "资金", "推进", "服务", "查询", "管理"] as const;
export type NavGroup = (typeof navGroups)[number];
