import { read } from "#platform/http/route.ts";
import { demoProgress } from "./commands/demo.ts";
import { LoadProgress } from "./contract.ts";

export const onboardingRoutes = [
  read({
    path: "/onboarding/progress",
    summary: "How far the demo city is, while the first start loads it",
    permission: "public",
    reply: LoadProgress,
    handle: async () => demoProgress(),
  }),
];
