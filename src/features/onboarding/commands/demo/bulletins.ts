import { plainDate } from "#core/dates.ts";
import { draft, publishBulletin } from "#features/bulletins/index.ts";
import { type DemoCity, demoStep } from "../demo-step.ts";
import type { Step } from "../run-steps.ts";

/** February's bulletins went out; those of 10 March lie ready. */
export const bulletinSteps = (city: DemoCity): readonly Step<null>[] =>
  (["committees", "leaders"] as const).map((kind) =>
    demoStep(`bulletin ${city} ${kind}`, "tuijin", "2025-03-03", async (ctx) => {
      const { asOf, title, words } = await draft(ctx, kind, plainDate("2025-02-28"));
      await publishBulletin(ctx, { kind, asOf, title, words });
    }),
  );
