import type { Route } from "#platform/http/route.ts";
import { clerkRoutes, workerRoutes } from "./filing.ts";
import { reviewingRoutes } from "./reviewing.ts";

export const claimRoutes: readonly Route[] = [...reviewingRoutes, ...clerkRoutes, ...workerRoutes];
