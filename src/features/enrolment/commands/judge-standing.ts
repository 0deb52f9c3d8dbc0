import { type RawBuilder, sql } from "kysely";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import { type DecidedLine, judgeCover } from "../rules/index.ts";
import type { Batch } from "../store/batches.ts";
import { standingCovers } from "../store/covers.ts";
import { type Answer, type KeptLine, linesById, reopened, updateAnswers } from "../store/lines.ts";

const page = 2_000;

/**
 * Judges `already_covered` over lines of a batch, set-based and over the whole city, whoever asks. The unit that covers
 * somebody is kept by its id; its name is told only to those who may see it (`present.ts`). Answers how many lines fell.
 */
export async function judgeStanding(
  ctx: WriteCtx,
  batch: Batch,
  which: RawBuilder<boolean> = sql`true`,
): Promise<number> {
  const city = systemActor("enrolment", ctx.actor.cityId);
  let after = 0;
  let fallen = 0;
  for (;;) {
    const standing = await actingAs(ctx, city, (whole) => standingCovers(whole, batch, which, after, page));
    const kept = await linesById(
      ctx,
      standing.map(({ lineId }) => lineId),
    );
    const lineOf = new Map(kept.map((line) => [line.id, line]));
    const answers = standing.flatMap((found): Answer[] => {
      const line = lineOf.get(found.lineId);
      if (!line) return [];
      const { organisationId, from, until, personName } = found;
      const sameUnit = organisationId === batch.organisationId;
      const judged = judgeCover(unopened(line), {
        unit: organisationId,
        sameUnit,
        from,
        until,
        sameName: personName === line.name,
      });
      return [{ id: line.id, ...judged }];
    });
    await updateAnswers(ctx, answers);
    fallen += answers.length;
    if (standing.length < page) return fallen;
    after = standing.at(-1)?.line ?? after;
  }
}

/** What the judgement needs of a line, its numbers left sealed. */
const unopened = (line: KeptLine): DecidedLine => ({
  ...reopened({ ...line, numberSealed: null, phoneSealed: null, cardSealed: null }),
  idNumber: line.numberSealed ? "sealed" : "",
});
