import { sql } from "kysely";
import type { z } from "zod";
import { addDays } from "#core/dates.ts";
import { maskIdNumber } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import { consentText } from "#features/members/index.ts";
import type { ReadCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { BatchCertificates, MyCertificate } from "../contract/certificates.ts";
import { isCertifiable } from "../rules/certificate.ts";
import { coverFacts, coverStanding } from "../rules/cover-standing.ts";
import { findBatch } from "../store/batches.ts";
import { certificateFileOf, confirmedAt, coverOfPerson } from "../store/certificates.ts";
import { sayCover } from "../text.ts";

/** A worker's certificate of one cover: whether it can be taken, and what it would say. Refuses `not_found`. */
export async function myCertificate(ctx: ReadCtx, coverId: string): Promise<z.input<typeof MyCertificate>> {
  const cover = await coverOfPerson(ctx, coverId, ctx.actor.personId ?? "");
  const text = consentText("membership");
  if (!cover || !text) throw new Refusal("not_found", "not_found");
  const facts = coverFacts({ from: cover.from, until: cover.until }, cover);
  const standing = coverStanding(facts, ctx.today);
  const at = await confirmedAt(ctx, coverId);
  return {
    coverId,
    state: !isCertifiable(standing.state) ? "not_yet" : at ? "ready" : "to_confirm",
    why: sayCover(standing, facts, ctx.today),
    name: cover.name,
    idNumber: cover.numberSealed ? maskIdNumber(vault().open(cover.numberSealed)) : "",
    unit: cover.unit,
    planName: cover.planName,
    from: standing.period.from,
    through: addDays(standing.period.until, -1),
    giftFrom: cover.giftFrom,
    confirmedAt: at?.toISOString() ?? null,
    consent: { version: text.version, title: text.title, paragraphs: [...text.paragraphs] },
  };
}

/** The certificates of a roster: the newest file, and how many of its people have confirmed themselves. Refuses `not_found`. */
export async function batchCertificates(
  ctx: ReadCtx,
  batchId: string,
): Promise<z.input<typeof BatchCertificates>> {
  const batch = await findBatch(ctx, batchId);
  const { rows } = await sql<{
    confirmed: number;
  }>`select count(*)::int as confirmed from cover_confirmation as said
    join cover on cover.city_id = said.city_id and cover.id = said.cover_id
    where said.city_id = ${ctx.actor.cityId} and said.organisation_id = ${batch.organisationId}
      and cover.batch_id = ${batchId}`.execute(ctx.db);
  const file = await certificateFileOf(ctx, batchId);
  const isReady = batch.state === "confirmed" && batch.remittedOn !== null && batch.confirmed > 0;
  return {
    file: file ? { people: file.people, kind: file.kind, madeAt: file.madeAt.toISOString() } : null,
    people: batch.confirmed,
    confirmed: rows[0]?.confirmed ?? 0,
    mayAsk: isReady,
    why: isReady ? "" : "会费上缴以后才能开凭证",
  };
}
