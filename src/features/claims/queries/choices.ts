import { sql } from "kysely";
import type { z } from "zod";
import { addDays } from "#core/dates.ts";
import { planDocument } from "#features/plans/index.ts";
import { causes } from "#features/plans/rules/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import type { Choices } from "../contract.ts";
import { documentsNeeded } from "../rules/papers.ts";
import { coversOf } from "../store/covers.ts";

/** Under which covers somebody may claim, and for what: those of a worker, or of a person in the clerk's part of the tree. */
export async function choicesOf(
  ctx: ReadCtx,
  personId: string | undefined,
): Promise<z.input<typeof Choices>> {
  const id = ctx.actor.personId ?? personId;
  if (!id) return { person: null, covers: [] };
  const covers = await coversOf(ctx, id);
  const { rows: units } = await sql<{ id: string; name: string }>`select id, name from organisation
    where city_id = ${ctx.actor.cityId} and id = any(${covers.map(({ organisationId }) => organisationId)}::uuid[])`.execute(
    ctx.db,
  );
  const shown = [];
  for (const cover of covers) {
    const document = await planDocument(ctx, cover.planCode, cover.planVersion);
    const kinds = [...new Set(document.benefits.flatMap((benefit) => benefit.triggers))];
    shown.push({
      coverId: cover.id,
      planCode: cover.planCode,
      planName: document.name,
      unitName: units.find((unit) => unit.id === cover.organisationId)?.name ?? "",
      from: cover.from,
      through: addDays(cover.until, -1),
      isRemitted: cover.isRemitted,
      kinds,
      filingDays: document.filing_days?.value ?? null,
      needed: kinds.flatMap((kind) =>
        causes.map((cause) => ({
          kind,
          cause,
          papers: documentsNeeded({ kind, cause }, "self", document.documents).map(({ code, name }) => ({
            code,
            name,
          })),
        })),
      ),
    });
  }
  const [first] = covers;
  return { person: first ? { id, name: first.personName } : null, covers: shown };
}
