import type { FastifyInstance } from "fastify";
import { planDocument } from "#features/plans/index.ts";
import { readYear } from "#features/trials/queries/read-year.ts";
import { compare } from "#features/trials/rules/compare.ts";
import { imagine } from "#features/trials/rules/variant.ts";
import { benefitsUnder } from "#features/trials/rules/year.ts";
import { reading } from "#platform/context.ts";
import { actorOf, planCode, type Unit } from "./city.ts";
import { type BenchFolder, cityDatabase } from "./folder.ts";
import { apiOf, sessions } from "./lists.ts";
import { seedClaims } from "./seed-claims.ts";
import { type Figure, median } from "./table.ts";

const version = "2025.1";
const year = 2025;

/** The n-th place of a slider, each another variant: nothing that was asked before is asked again. */
const variantOf = (n: number) => ({
  name: "试",
  terms: {
    "inpatient.deductible_cents": 1_000 + n * 5_000,
    "inpatient.cap_cover_cents": 2_000_000 + n * 10_000,
  },
  tiers: {
    inpatient: [
      { above_cents: 0, to_cents: 500_000, rate_bp: 5_000 + n * 20 },
      { above_cents: 500_000, rate_bp: 6_500 },
    ],
  },
  waiting: [],
});

/** A variant tried over all claims of a year: through the route, as the page asks, and by the bare function over arrays. */
export async function trialsOfCity(
  folder: BenchFolder,
  units: readonly Unit[],
  sizes: readonly { readonly claims: number; readonly most: number }[],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const whole = sizes.at(-1)?.claims ?? 0;
  for (const { claims, most } of sizes) {
    if ((await seedClaims(folder, claims, whole)) > claims) continue; // a folder that was kept has more already
    const { pool, close } = await folder.open(cityDatabase);
    const app = await apiOf(folder, pool);
    const token = (await sessions(pool, units, ["city_accountant"])).get("city_accountant") ?? "";
    global.gc?.();
    const empty = process.memoryUsage().rss;
    const first = await ask(app, token, 0);
    const times: number[] = [];
    for (let n = 1; n <= 12; n++) times.push(await ask(app, token, n));
    const held = (process.memoryUsage().rss - empty) / 1_048_576;
    const bare = await reading(pool, actorOf("city_accountant", "bench", units[0]?.id), async (ctx) => {
      const plan = await planDocument(ctx, planCode, version);
      const read = await readYear(ctx, plan, year);
      return Array.from({ length: 5 }, (_, n) => {
        const { plan: imagined } = imagine(plan, variantOf(100 + n));
        const since = performance.now();
        const work = benefitsUnder(imagined ?? plan, read.year);
        let step = work.next();
        while (!step.done) step = work.next();
        compare(read.year, read.before, step.value);
        return performance.now() - since;
      });
    });
    const [what, said] = [`a variant over ${claims.toLocaleString("en")} claims`, Math.max(...times)];
    figures.push(
      {
        what: `${what}: the slowest of 12`,
        ours: said,
        bound: median(bare),
        unit: "ms",
        aim: { most, of: "ours" },
        note: `p50 ${median(times).toFixed(0)} ms; bound: the function over arrays`,
      },
      { what: "– the first time, read from the database", ours: first / 1000, unit: "s" },
      { what: "– memory that the year takes while it is tried", ours: held, unit: "MB" },
    );
    await app.close();
    await close();
  }
  return figures;
}

async function ask(app: FastifyInstance, token: string, n: number): Promise<number> {
  const variant = encodeURIComponent(JSON.stringify(variantOf(n)));
  const since = performance.now();
  const reply = await app.inject({
    method: "GET",
    url: `/api/trials/outcome?plan=${planCode}&version=${version}&year=${year}&variant=${variant}`,
    headers: { authorization: `Bearer ${token}` },
  });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return performance.now() - since;
}
