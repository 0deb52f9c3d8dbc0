import { sql } from "kysely";
import { newId } from "#core/ids.ts";
import { Refusal } from "#core/refusal.ts";
import { privateOf } from "#features/claims/index.ts";
import { consentsOf } from "#features/members/index.ts";
import { ownOrganisation } from "#features/organisations/index.ts";
import { actingAs, systemActor, type WriteCtx, withinPart } from "#platform/context.ts";
import { type Hidden, storyFaults } from "../rules/story.ts";
import { faultWords } from "../text.ts";

export type Draft = {
  /** Whom the story is about; a film is about nobody. */
  readonly personId?: string | undefined;
  readonly title: string;
  readonly body: string;
};

/**
 * Writes a story about somebody who agreed, from their unit, or announces a film. Refuses `person_unknown`,
 * `story_without_consent`, `story_unfit` (with all that must not stand in it).
 */
export async function draftStory(ctx: WriteCtx, draft: Draft): Promise<string> {
  const { cityId, id: by, name } = ctx.actor;
  const { personId } = draft;
  const about = await checkWords(ctx, draft);
  const id = newId();
  const organisationId = about?.organisationId ?? (await ownOrganisation(ctx));
  await sql`insert into story (city_id, id, organisation_id, kind, title, body, state, drafted_by, drafted_by_name, drafted_at)
    values (${cityId}, ${id}, ${organisationId}, ${about ? "story" : "film"}, ${draft.title}, ${draft.body}, 'drafted', ${by},
      ${name}, ${ctx.now})`.execute(ctx.db);
  if (personId)
    await sql`insert into story_person (city_id, id, organisation_id, story_id, person_id)
      values (${cityId}, ${newId()}, ${organisationId}, ${id}, ${personId})`.execute(ctx.db);
  await ctx.record("story.drafted", { storyId: id });
  return id;
}

/** Answers whom it is about; throws what must not stand in it. */
async function checkWords(ctx: WriteCtx, { personId, title, body }: Draft): Promise<About | undefined> {
  const hidden = personId ? await hiddenOf(ctx, personId) : undefined;
  const faults = storyFaults(`${title} ${body}`, hidden);
  if (faults.length > 0)
    throw new Refusal("invalid", "story_unfit", {
      said: faults.map((fault) => faultWords[fault]).join(""),
      faults,
    });
  return hidden;
}

type About = Hidden & { readonly organisationId: string };

/** Their name, and what their claims say they fell ill with: only to keep it out of the words. */
async function hiddenOf(ctx: WriteCtx, personId: string): Promise<About> {
  const { cityId } = ctx.actor;
  const { rows } = await sql<{
    name: string;
    organisationId: string;
  }>`select name, organisation_id as "organisationId"
    from person where city_id = ${cityId}
    and id = ${personId}::uuid and ${withinPart(ctx, sql.ref("person.organisation_id"))}`.execute(ctx.db);
  const [person] = rows;
  if (!person) throw new Refusal("not_found", "person_unknown");
  if (!(await consentsOf(ctx, "publicity_story", [personId])).has(personId))
    throw new Refusal("conflict", "story_without_consent");
  const illnesses = await actingAs(ctx, systemActor("publicity", cityId), async (inside) => {
    const claims = await sql<{ id: string }>`select claim_id as id from claim_private
      where city_id = ${cityId} and person_id = ${personId}::uuid`.execute(inside.db);
    return Promise.all(claims.rows.map(async ({ id }) => (await privateOf(inside, id)).illness));
  });
  return { ...person, illnesses };
}

type Story = {
  readonly state: string;
  readonly draftedBy: string;
  readonly personId: string | null;
  readonly title: string;
  readonly body: string;
};

async function lockStory(ctx: WriteCtx, id: string): Promise<Story> {
  const { rows } =
    await sql<Story>`select state, drafted_by as "draftedBy", title, body, (select person_id from story_person as about
      where about.city_id = story.city_id and about.story_id = story.id) as "personId" from story
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid
      and ${withinPart(ctx, sql.ref("story.organisation_id"))} for update`.execute(ctx.db);
  if (!rows[0]) throw new Refusal("not_found", "story_unknown");
  return rows[0];
}

/** Another person publishes. Refuses `not_found`, `story_not_open`, `story_drafter_publishes`, `story_without_consent`, `story_unfit`. */
export async function publishStory(ctx: WriteCtx, id: string): Promise<void> {
  const story = await lockStory(ctx, id);
  if (story.state !== "drafted") throw new Refusal("conflict", "story_not_open");
  if (story.draftedBy === ctx.actor.id) throw new Refusal("conflict", "story_drafter_publishes");
  await checkWords(ctx, { ...story, personId: story.personId ?? undefined });
  await sql`update story set state = 'published', published_by = ${ctx.actor.id}, published_by_name = ${ctx.actor.name},
      published_on = ${ctx.today} where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("story.published", { storyId: id });
}

/** Gone everywhere at once. Refuses `not_found`, `story_not_open`. */
export async function withdrawStory(ctx: WriteCtx, id: string, reason: string): Promise<void> {
  const story = await lockStory(ctx, id);
  if (story.state === "withdrawn") throw new Refusal("conflict", "story_not_open");
  await sql`update story set state = 'withdrawn', withdrawn_on = ${ctx.today}, withdrawn_reason = ${reason}
    where city_id = ${ctx.actor.cityId} and id = ${id}::uuid`.execute(ctx.db);
  await ctx.record("story.withdrawn", { storyId: id });
}

/** Somebody who was helped tells of it. Refuses `person_unknown`, `story_without_consent`, `ambassador_already`. */
export async function nameAmbassador(ctx: WriteCtx, personId: string, since: string): Promise<string> {
  await hiddenOf(ctx, personId);
  const id = newId();
  const { rows } = await sql`insert into ambassador (city_id, id, organisation_id, person_id, since_on)
    select city_id, ${id}, organisation_id, id, ${since} from person
    where city_id = ${ctx.actor.cityId} and id = ${personId}::uuid
    on conflict (city_id, person_id) where until_on is null do nothing returning id`.execute(ctx.db);
  if (rows.length === 0) throw new Refusal("conflict", "ambassador_already");
  await ctx.record("ambassador.named", { ambassadorId: id });
  return id;
}

/** Whoever a story is about does not agree any more: it goes at once, with the ambassador's post. */
export async function withdrawStoriesOf(ctx: WriteCtx, personId: string): Promise<void> {
  await sql`update story set state = 'withdrawn', withdrawn_on = ${ctx.today}, withdrawn_reason = '本人撤回同意'
    where city_id = ${ctx.actor.cityId} and state <> 'withdrawn' and id in (select story_id from story_person
      where city_id = ${ctx.actor.cityId} and person_id = ${personId}::uuid)`.execute(ctx.db);
  await sql`update ambassador set until_on = ${ctx.today}
    where city_id = ${ctx.actor.cityId} and person_id = ${personId}::uuid and until_on is null`.execute(
    ctx.db,
  );
}

/** Two records turned out to be one person: stories follow, and go where that person does not agree. */
export async function followMerge(ctx: WriteCtx, keptId: string, mergedId: string): Promise<void> {
  const { cityId } = ctx.actor;
  await sql`update story_person set person_id = ${keptId}
    where city_id = ${cityId} and person_id = ${mergedId}`.execute(ctx.db);
  await sql`update ambassador set person_id = ${keptId}, until_on = case when until_on is null and exists (select from
      ambassador as known where known.city_id = ${cityId} and known.person_id = ${keptId} and known.until_on is null)
      then ${ctx.today}::date else until_on end
    where city_id = ${cityId} and person_id = ${mergedId}`.execute(ctx.db);
  if (!(await consentsOf(ctx, "publicity_story", [keptId])).has(keptId)) await withdrawStoriesOf(ctx, keptId);
}
