import { maskIdNumber, maskName } from "#core/mask.ts";
import type { CoverState } from "./cover-standing.ts";

/** What a certificate is worth on a day: what the public page answers. `cancelled`: its cover was taken back. */
export type CertificateWorth = "covers" | "will_cover" | "over" | "cancelled";

/** Only what has been remitted is certified. */
export const isCertifiable = (state: CoverState): boolean =>
  state === "remitted" || state === "running" || state === "ended";

export function worthOf(state: CoverState | undefined): CertificateWorth {
  if (state === "running") return "covers";
  if (state === "remitted") return "will_cover";
  return state === "ended" ? "over" : "cancelled";
}

/** What everybody may read of a person whose paper they hold: 苏*, 410902********5392. */
export const maskedPerson = (name: string, idNumber: string): string =>
  idNumber === "" ? maskName(name) : `${maskName(name)}（${maskIdNumber(idNumber)}）`;

/** So many on one PDF; more come as several in one zip, so that no piece needs much memory. */
export const peopleOfOnePdf = 500;

export function* chunks<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
