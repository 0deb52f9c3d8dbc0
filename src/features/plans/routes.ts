import { formatYuan } from "#core/money.ts";
import { read } from "#platform/http/route.ts";
import { PlanList } from "./contract.ts";
import { priceOn } from "./rules/price.ts";
import { publishedVersions } from "./store.ts";

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
];
