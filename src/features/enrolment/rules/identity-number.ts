import { dayOf, type PlainDate } from "#core/dates.ts";

/** Where an identity number is wrong, in the order in which it is looked at. */
export type NumberFault = "id_length" | "id_region" | "id_birth_date" | "id_checksum";

/** What about the birth date cannot be: a month or day that no calendar has, or a day still to come. */
export type BirthDateFault =
  | { readonly why: "not_digits" }
  | { readonly why: "no_such_month"; readonly month: number }
  | { readonly why: "no_such_day"; readonly year: number; readonly month: number; readonly day: number }
  | { readonly why: "no_such_year" }
  | { readonly why: "after_today" };

/** GB/T 2260 provinces, and 81, 82, 83 of the residence permits for Hong Kong, Macao and Taiwan residents. */
const provinces = new Set(
  "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
    " ",
  ),
);

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = "10X98765432";

/** The GB 11643 check character of the first 17 digits, or undefined where they are not all digits. */
export function checkCharacter(number: string): string | undefined {
  let total = 0;
  for (let place = 0; place < 17; place++) {
    const digit = number.charCodeAt(place) - 48;
    if (!(digit >= 0 && digit <= 9)) return undefined;
    total += digit * (weights[place] ?? 0);
  }
  return checkCharacters[total % 11];
}

/**
 * Every fault of a number, first the one that decides. A number of another length is not looked at further:
 * no place in it is what it should be. An unknown or abolished county is no fault.
 */
export function numberFaults(number: string, today: PlainDate): NumberFault[] {
  if (number.length !== 18) return ["id_length"];
  const faults: NumberFault[] = [];
  if (!provinces.has(number.slice(0, 2))) faults.push("id_region");
  if (birthDateFault(number, today)) faults.push("id_birth_date");
  if (!isCheckedRight(number)) faults.push("id_checksum");
  return faults;
}

/**
 * A letter where a digit belongs is the fault of its own place: in the region or the birth date it says nothing
 * about the check character, which then cannot be worked out.
 */
function isCheckedRight(number: string): boolean {
  const check = checkCharacter(number);
  if (check !== undefined) return check === number[17];
  const elsewhere = number.slice(2, 6) + number.slice(14, 17);
  return /^\d+$/.test(elsewhere) && /[\dX]/.test(number[17] ?? "");
}

/** The birth date of a number of 18 characters, or undefined where it is no date. */
export function birthDateOf(number: string): PlainDate | undefined {
  const digits = number.slice(6, 14);
  if (!/^\d{8}$/.test(digits) || digits.startsWith("0000")) return undefined;
  return dayOf(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

export function birthDateFault(number: string, today: PlainDate): BirthDateFault | undefined {
  const born = birthDateOf(number);
  if (born) return born > today ? { why: "after_today" } : undefined;
  const digits = number.slice(6, 14);
  if (!/^\d{8}$/.test(digits)) return { why: "not_digits" };
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number) as [
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12) return { why: "no_such_month", month };
  if (year === 0) return { why: "no_such_year" };
  return { why: "no_such_day", year, month, day };
}

/** Sex is the number's 17th digit, odd for men; never what a column says. */
export function sexOf(number: string): "male" | "female" | undefined {
  const digit = number.charCodeAt(16) - 48;
  if (number.length !== 18 || !(digit >= 0 && digit <= 9)) return undefined;
  return digit % 2 === 1 ? "male" : "female";
}
