import { sql } from "kysely";
import type { PlainDate } from "#core/dates.ts";
import type { Figure } from "#core/figure.ts";
import type { ReadCtx } from "#platform/context.ts";
import { activityNames } from "../text.ts";
import { materials } from "./lists.ts";

/** What reports say of publicity within the days: materials printed and how far they spread, activities, films, media. */
export async function publicityFigures(ctx: ReadCtx, from: PlainDate, until: PlainDate): Promise<Figure[]> {
  const { cityId } = ctx.actor;
  const printed = await sql<{
    id: string;
    n: number;
  }>`select material_id as id, sum(quantity)::int as n from material_move
    where city_id = ${cityId} and kind = 'printed' and on_day between ${from}::date and ${until}::date group by 1`.execute(
    ctx.db,
  );
  const known = (await materials(ctx)).materials;
  const held = await sql<{ kind: keyof typeof activityNames; n: number }>`select kind, count(*)::int as n
    from publicity_activity where city_id = ${cityId} and held_on between ${from}::date and ${until}::date
    group by kind order by kind`.execute(ctx.db);
  const other = await sql<{ films: number; mentions: number }>`select
      (select count(*)::int from story where city_id = ${cityId} and kind = 'film' and state = 'published'
        and published_on between ${from}::date and ${until}::date) as films,
      (select coalesce(sum(mentions), 0)::int from media_item where city_id = ${cityId} and not is_own
        and published_on between ${from}::date and ${until}::date) as mentions`.execute(ctx.db);
  const { films = 0, mentions = 0 } = other.rows[0] ?? {};
  const pieces = { unit: "pieces" as const };
  return [
    ...known.flatMap(({ id, name, unitWord, covered, unions }) => {
      const n = printed.rows.find((row) => row.id === id)?.n ?? 0;
      const definition = `期内市总工会印制的${name}（${unitWord}）；发到过${covered}个县区、功能区工会，全市共${unions}个。`;
      return n > 0
        ? [{ code: `publicity.material.${name}`, name, value: n, ...pieces, definition, link: "/materials" }]
        : [];
    }),
    ...held.rows.map(({ kind, n }) => ({
      code: `publicity.activity.${kind}`,
      name: `${activityNames[kind]}场次`,
      value: n,
      ...pieces,
      definition: `期内办过的${activityNames[kind]}，一场算一次。`,
      link: "/activities",
    })),
    ...(films > 0
      ? [
          {
            code: "publicity.films",
            name: "宣传短片",
            value: films,
            ...pieces,
            definition: "期内发布、没有撤下的宣传短片。",
            link: "/stories",
          },
        ]
      : []),
    ...(mentions > 0
      ? [
          {
            code: "publicity.mentions",
            name: "媒体报道",
            value: mentions,
            ...pieces,
            definition: "期内别的媒体的报道，一家一篇算一次；自己发的不算。",
            link: "/media",
          },
        ]
      : []),
  ];
}
