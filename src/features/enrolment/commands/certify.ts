import { addDays, sayFullDay } from "#core/dates.ts";
import { newId } from "#core/ids.ts";
import { maskIdNumber } from "#core/mask.ts";
import { Refusal } from "#core/refusal.ts";
import { consentsOf, consentText, giveConsent } from "#features/members/index.ts";
import { sayCheckCode } from "#features/receipts/index.ts";
import type { WriteCtx } from "#platform/context.ts";
import { vault } from "#platform/crypto.ts";
import type { FileReply } from "#platform/http/route.ts";
import { qrSvg } from "#platform/pdf/qr.ts";
import { type PaperData, renderPdf } from "#platform/pdf/render.ts";
import { publicAddress } from "#platform/public-address.ts";
import { isCertifiable } from "../rules/certificate.ts";
import { coverFacts, coverStanding } from "../rules/cover-standing.ts";
import { lockBatch } from "../store/batches.ts";
import {
  type CertifiedCover,
  certificateFileOf,
  confirmedAt,
  coverOfPerson,
  coversOfBatch,
  coverToCertify,
  insertCertificates,
  insertConfirmation,
} from "../store/certificates.ts";
import { asProgram } from "../store/gifts.ts";

const template = new URL("../papers/certificate.typ", import.meta.url);

/** How a cover stands today; what was not remitted is not certified. Refuses `certificate_not_yet`. */
export function demandCertifiable(ctx: Pick<WriteCtx, "today">, cover: CertifiedCover): void {
  const { state } = coverStanding(coverFacts({ from: cover.from, until: cover.until }, cover), ctx.today);
  if (!isCertifiable(state)) throw new Refusal("conflict", "certificate_not_yet", { state });
}

/** One person's certificate, from the console: the same number and code whenever it is taken. Refuses `not_found`, `certificate_not_yet`. */
export async function takeCertificate(ctx: WriteCtx, coverId: string): Promise<FileReply> {
  const cover = await coverToCertify(ctx, coverId);
  if (!cover) throw new Refusal("not_found", "not_found");
  return paperOf(ctx, cover, () => coverToCertify(ctx, coverId));
}

/**
 * A worker's own. A roster is the unit's word, not the worker's: who has not confirmed taking part does so first. Refuses
 * `not_found`, `certificate_not_yet`, `cover_not_confirmed`.
 */
export async function takeOwnCertificate(ctx: WriteCtx, coverId: string): Promise<FileReply> {
  const personId = ctx.actor.personId ?? "";
  const cover = await coverOfPerson(ctx, coverId, personId);
  if (!cover) throw new Refusal("not_found", "not_found");
  if (!(await confirmedAt(ctx, coverId))) throw new Refusal("conflict", "cover_not_confirmed");
  return paperOf(ctx, cover, () => coverOfPerson(ctx, coverId, personId));
}

async function paperOf(
  ctx: WriteCtx,
  cover: CertifiedCover,
  again: () => Promise<CertifiedCover | undefined>,
): Promise<FileReply> {
  demandCertifiable(ctx, cover);
  await issue(ctx, [cover]);
  const issued = await again();
  if (!issued?.number) throw new Refusal("not_found", "not_found");
  await ctx.record("enrolment.certificate_taken", { coverId: cover.coverId });
  const content = await renderPdf(template, { title: "保障凭证", papers: [paperData(issued)] });
  return { name: `保障凭证${issued.number}.pdf`, type: "application/pdf", content };
}

/** Numbers come from a row that a worker's wall does not let through: given in the program's name, for whoever asked. */
const issue = (ctx: WriteCtx, covers: readonly CertifiedCover[]): Promise<void> =>
  asProgram(ctx, (inside) => insertCertificates(inside, covers, ctx.actor));

/** A worker says: yes, I take part, and you may handle my data for it. Refuses `not_found`, `consent_text_changed`. */
export async function confirmOwnCover(ctx: WriteCtx, coverId: string, version: string): Promise<void> {
  const personId = ctx.actor.personId ?? "";
  const cover = await coverOfPerson(ctx, coverId, personId);
  if (!cover) throw new Refusal("not_found", "not_found");
  const said = (await consentsOf(ctx, "membership", [personId])).get(personId);
  if (said?.version !== version || version !== consentText("membership")?.version)
    await giveConsent(ctx, { personId, purpose: "membership", version, channel: "phone" });
  await insertConfirmation(ctx, cover, version);
  await ctx.record("enrolment.cover_confirmed", { coverId });
}

/**
 * The certificates of everybody on a remitted roster, as one file made by a job. Answers the job. Refuses `not_found`,
 * `certificate_not_yet`, `nobody_to_certify`.
 */
export async function askForCertificates(ctx: WriteCtx, batchId: string): Promise<{ jobId: string }> {
  const batch = await lockBatch(ctx, batchId);
  const covers = await coversOfBatch(ctx, batchId);
  const [first] = covers;
  if (batch.state !== "confirmed" || !first) throw new Refusal("conflict", "nobody_to_certify");
  demandCertifiable(ctx, first);
  await issue(ctx, covers);
  await ctx.record("enrolment.certificates_asked", { batchId, people: covers.length });
  return {
    jobId: await ctx.enqueue("make_certificates", `制作${covers.length}份保障凭证`, {
      batchId,
      fileId: newId(),
    }),
  };
}

/** The certificates of some people, one page each. */
export const certificatesPdf = (covers: readonly CertifiedCover[]): Promise<Buffer> =>
  renderPdf(template, { title: "保障凭证", papers: covers.map(paperData) });

/** The newest file of a roster's certificates; the look is recorded. Refuses `not_found`. */
export async function openCertificateFile(
  ctx: WriteCtx,
  batchId: string,
  read: (id: string) => Promise<Buffer>,
) {
  const file = await certificateFileOf(ctx, batchId);
  if (!file) throw new Refusal("not_found", "not_found");
  await ctx.record("enrolment.certificates_taken", { batchId, people: file.people });
  const type = file.kind === "pdf" ? "application/pdf" : "application/zip";
  return { name: `保障凭证.${file.kind}`, type, content: await read(file.id) };
}

/** What is printed of one person. */
function paperData(cover: CertifiedCover): PaperData {
  const { period } = coverStanding(coverFacts({ from: cover.from, until: cover.until }, cover), cover.from);
  const code = cover.checkCode ?? "";
  return {
    number: cover.number ?? "",
    code: sayCheckCode(code),
    person: cover.name,
    idNumber: cover.numberSealed ? maskIdNumber(vault().open(cover.numberSealed)) : "–",
    unit: cover.unit,
    plan: cover.planName,
    from: sayFullDay(period.from),
    through: sayFullDay(addDays(period.until, -1)),
    gift: cover.giftFrom ?? "",
    agency: cover.agency,
    issuedOn: cover.issuedOn ? sayFullDay(cover.issuedOn) : "",
    qr: qrSvg(`${publicAddress()}/public/covers?code=${code}`),
  };
}
