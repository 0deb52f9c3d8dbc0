import type { Route } from "#platform/http/route.ts";
import { certificateRoutes } from "./certificates.ts";
import { coverRoutes } from "./covers.ts";
import { giftRoutes } from "./gifts.ts";
import { lineRoutes } from "./lines.ts";
import { reviewRoutes } from "./reviews.ts";
import { rosterRoutes } from "./rosters.ts";
import { workbookRoutes } from "./workbooks.ts";

export const enrolmentRoutes: readonly Route[] = [
  ...rosterRoutes,
  ...lineRoutes,
  ...reviewRoutes,
  ...coverRoutes,
  ...certificateRoutes,
  ...giftRoutes,
  ...workbookRoutes,
];
