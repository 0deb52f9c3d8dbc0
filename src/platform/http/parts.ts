import type { Pool } from "pg";
import type { RefusalTexts } from "#core/text.ts";
import type { Actor } from "#platform/context.ts";
import type { Route } from "./route.ts";

/** What main hands to the HTTP side. */
export type ServerParts = {
  readonly pool: Pool;
  readonly routes: readonly Route[];
  readonly texts: RefusalTexts;
  /** Who a session token stands for; undefined for nobody. */
  readonly authenticate: (token: string) => Promise<Actor | undefined>;
  /** Where files wait while they arrive. */
  readonly spool: string;
  readonly log: boolean;
  /** Requests a minute and address. */
  readonly requestsPerMinute?: number;
};
