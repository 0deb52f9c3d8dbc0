import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { plainDate } from "#core/dates.ts";
import { draft, publishBulletin } from "#features/bulletins/index.ts";
import { publishShippedPlans } from "#features/onboarding/commands/publish-plans.ts";
import { agencyId, openCity, openProvince, registerOrganisations } from "#features/organisations/index.ts";
import { setTargets, spreadTarget, takeStandings } from "#features/targets/index.ts";
import { systemActor, type WriteCtx, writing } from "#platform/context.ts";
import { cityDatabase, openFolder } from "./folder.ts";

import { type Figure, timed } from "./table.ts";

const openedOn = plainDate("2020-01-01");
const asOf = plainDate("2025-02-28");
const at = new Date("2025-03-03T02:00:00Z");
/** ☆ 40,000 units of 125 people each are 5 million. */
const heads = 125;

const as = <T>(pool: pg.Pool, cityId: number, work: (ctx: WriteCtx) => Promise<T>): Promise<T> =>
  writing(pool, systemActor("bench", cityId), work, { at });

/** A city of ten counties and so many units, each with a batch of its people, and goals spread down the tree. */
async function seed(pool: pg.Pool, cityId: number, units: number): Promise<void> {
  await as(pool, cityId, async (ctx) => {
    const name = `第${cityId}市`;
    await openCity(ctx, { cityId, name, agency: { code: "C", name: `${name}总工会`, openedOn } });
    const unions = Array.from({ length: 10 }, (_, n) => ({
      ...{
        code: `X${n}`,
        name: `第${n + 1}县总工会`,
        kind: "county_union" as const,
        parentCode: "C",
        openedOn,
      },
    }));
    const members = Array.from({ length: units }, (_, n) => ({
      ...{
        code: `U${n}`,
        name: `第${n + 1}号单位`,
        kind: "member_unit" as const,
        parentCode: `X${n % 10}`,
        openedOn,
      },
      ...{ category: "county", staff: 2 * heads },
    }));
    await registerOrganisations(ctx, [...unions, ...members]);
  });
}

export async function enrol(owner: pg.Client, cityId: number): Promise<void> {
  await owner.query(
    `insert into enrolment_batch (city_id, id, organisation_id, number, plan_code, plan_version, settlement_month, cover_from,
       cover_until, state, rows, accepted, confirmed, opened_at, opened_by, read_at, confirmed_at)
     select city_id, gen_random_uuid(), id, 1, 'HN-INP-80', '2025.1', '2025-01-01', '2025-02-01', '2026-02-01', 'confirmed',
       ${heads}, ${heads}, ${heads} - (row_number() over () % 100)::int, now(), 'bench', '2025-01-05', '2025-01-06'
     from organisation where city_id = $1 and kind = 'member_unit'`,
    [cityId],
  );
}

export async function setGoals(pool: pg.Pool, cityId: number, units: number): Promise<void> {
  await as(pool, cityId, async (ctx) => {
    const organisationId = await agencyId(ctx);
    await setTargets(ctx, 2025, "people", [{ organisationId, goal: units * 2 * heads }]);
    await spreadTarget(ctx, { organisationId, year: 2025, measure: "people", isDeep: true });
  });
}

/** Progress, colours and the month's two bulletins of a whole province, city by city as people do it. */
export async function progressOfProvince(cities: number, units: number): Promise<Figure[]> {
  const path = mkdtempSync(join(tmpdir(), "tongzhou-bench-"));
  const folder = await openFolder(path);
  try {
    const { pool, close } = await folder.open(cityDatabase);
    const owner = await folder.connect(cityDatabase);
    await publishShippedPlans(pool);
    await as(pool, 0, (ctx) => openProvince(ctx, 410000, { code: "HA", name: "河南省办事处", openedOn }));
    const ids = Array.from({ length: cities }, (_, n) => 410_100 + n * 100);
    for (const cityId of ids) {
      await seed(pool, cityId, units);
      await enrol(owner, cityId);
      await setGoals(pool, cityId, units);
    }
    await owner.query("vacuum analyze");
    const counted = await timed(async () => {
      for (const cityId of ids) await as(pool, cityId, (ctx) => takeStandings(ctx, asOf));
    });
    const told = await timed(async () => {
      for (const cityId of ids)
        for (const kind of ["committees", "leaders"] as const)
          await as(pool, cityId, async (ctx) => {
            const { title, words } = await draft(ctx, kind, asOf);
            await publishBulletin(ctx, { kind, asOf, title, words });
          });
    });
    const bare = await timed(() =>
      owner.query(
        `select part.city_id, part.ancestor_id, sum(b.confirmed) from enrolment_batch as b
         join organisation_part as part on part.city_id = b.city_id and part.organisation_id = b.organisation_id group by 1, 2`,
      ),
    );
    await owner.end();
    await close();
    const note = `${cities} cities, ${(cities * units).toLocaleString("en")} units, ${(cities * units * heads).toLocaleString("en")} people`;
    const whole = counted.seconds + told.seconds;
    return [
      {
        what: "progress, colours and bulletins",
        ours: whole,
        unit: "s",
        aim: { most: 30, of: "ours" },
        note,
      },
      {
        what: "– progress and colours",
        ours: counted.seconds,
        bound: bare.seconds,
        unit: "s",
        note: "bound: the sums alone",
      },
      { what: "– two bulletins a city, everybody told", ours: told.seconds, unit: "s" },
    ];
  } finally {
    await folder.server.leave();
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  }
}
