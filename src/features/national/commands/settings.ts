import { Refusal } from "#core/refusal.ts";
import { setPayer } from "#features/claims/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { allTitles, type Titles } from "../rules/layout.ts";
import { saveTitles } from "../store.ts";

export type NationalSettings = { readonly titles: Titles; readonly provincePays: boolean };

/** The titles the province asks for, and who pays. Titles left as ours are not kept. Refuses `titles_alike`. */
export async function setNational(ctx: WriteCtx, { titles, provincePays }: NationalSettings): Promise<void> {
  const all = allTitles(titles);
  const seen = new Set<string>();
  for (const { key, title } of all) {
    const inFile = `${key.split(".")[0]} ${title}`;
    if (seen.has(inFile)) throw new Refusal("invalid", "titles_alike", { title });
    seen.add(inFile);
  }
  await saveTitles(
    ctx,
    Object.fromEntries(
      all.filter(({ usual, title }) => usual !== title).map(({ key, title }) => [key, title]),
    ),
  );
  await setPayer(ctx, provincePays);
  await ctx.record("national.settings_set", { provincePays });
}
