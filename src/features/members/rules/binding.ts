/** A person on record under an identity number somebody gave. */
export type Candidate = {
  readonly name: string;
  /** As the roster has it; many have none. */
  readonly phone: string | undefined;
};

/** 139 1234 5678, +86-139… and full-width digits as 13912345678; undefined where it is no mobile number of the mainland. */
export function mobileNumber(text: string): string | undefined {
  const digits = text
    .normalize("NFKC")
    .replace(/[\s\-–—()\u200b-\u200d\ufeff]/gu, "")
    .replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1[3-9]\d{9}$/.test(digits) ? digits : undefined;
}

/** Names are equal whatever dot or space somebody types. */
export const plainName = (text: string): string =>
  text
    .replace(/[•・･．]/gu, "·")
    .normalize("NFKC")
    .replace(/[\s\u200b-\u200d\ufeff]/gu, "");

/**
 * Whether a worker is who they say: name and identity number as on record, and the phone they signed in with is the
 * roster's. Where only the phone differs, their unit's clerk says. An unknown number and a wrong name read the same.
 */
export function bindingOf(
  given: { readonly name: string; readonly phone: string },
  found: Candidate | undefined,
): "bound" | "ask_clerk" | "not_matched" {
  if (!found || plainName(found.name) !== plainName(given.name)) return "not_matched";
  return found.phone !== undefined && mobileNumber(found.phone) === given.phone ? "bound" : "ask_clerk";
}
