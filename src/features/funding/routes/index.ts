import type { Route } from "#platform/http/route.ts";
import { decidingRoutes } from "./deciding.ts";
import { lookingRoutes } from "./looking.ts";
import { refundingRoutes } from "./refunding.ts";
import { remittingRoutes } from "./remitting.ts";

export const fundingRoutes: readonly Route[] = [
  ...lookingRoutes,
  ...decidingRoutes,
  ...remittingRoutes,
  ...refundingRoutes,
];
