import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { birthDateFault, birthDateOf, checkCharacter, numberFaults, sexOf } from "./identity-number.ts";

const today = plainDate("2025-01-20");
/** A number with the right check character. */
const checked = (first17: string) => first17 + (checkCharacter(first17) ?? "0");

describe("an identity number", () => {
  test.each([
    ["of a man", "41000019850615123X"],
    ["of a woman", "410000199001010022"],
    ["of an abolished county", checked("41038119900101002")],
    ["of a county that never was", checked("41999919900101002")],
    ["of a Hong Kong resident", "810000199408230021"],
    ["of a Taiwan resident", "830000199201300022"],
    ["of a Macao resident", checked("82000019920130002")],
    ["of someone born today", checked("41000020250120002")],
    ["of someone born on 29 February", checked("41000020000229002")],
  ])("%s is sound", (_whose, number) => expect(numberFaults(number, today)).toEqual([]));

  test.each([
    ["15 characters", "410000850615123", ["id_length"]],
    ["17 characters", "41000019850615123", ["id_length"]],
    ["19 characters", "41000019850615123XX", ["id_length"]],
    ["a province that does not exist", checked("47000019900101002"), ["id_region"]],
    ["91, a number of foreigners", checked("91000019900101002"), ["id_region"]],
    ["84, which no permit has", checked("84000019900101002"), ["id_region"]],
    ["a letter in the first two places", "4A000019900101002X", ["id_region"]],
    ["a letter in places 3 to 6", "41A00019900101002X", ["id_checksum"]],
    ["month 13", checked("41000019791301002"), ["id_birth_date"]],
    ["month 0", checked("41000019790001002"), ["id_birth_date"]],
    ["31 April", checked("41000019790431002"), ["id_birth_date"]],
    ["29 February of a common year", checked("41000019000229002"), ["id_birth_date"]],
    ["the year 0", checked("41000000000101002"), ["id_birth_date"]],
    ["a day after today", checked("41000020250121002"), ["id_birth_date"]],
    ["a letter in the birth date", "410000199O01010022", ["id_birth_date"]],
    ["a letter in place 15", "41000019900101A022", ["id_checksum"]],
    ["a letter in place 17", "41000019900101002A", ["id_checksum"]],
    ["X in place 17", "4100001990010100X2", ["id_checksum"]],
    ["a wrong check character", "410000199001010023", ["id_checksum"]],
    ["two faults at once", "470000199001010024", ["id_region", "id_checksum"]],
    ["three faults at once", "470000197913010029", ["id_region", "id_birth_date", "id_checksum"]],
  ])("with %s is at fault", (_what, number, faults) => expect(numberFaults(number, today)).toEqual(faults));

  test("has the check character of the standard's own examples", () => {
    expect(checkCharacter("11010519491231002")).toBe("X");
    expect(checkCharacter("44052418800101001")).toBe("4");
  });

  test("gives birth date and sex", () => {
    expect(birthDateOf("41000019850615123X")).toBe("1985-06-15");
    expect(sexOf("41000019850615123X")).toBe("male");
    expect(sexOf("410000199001010022")).toBe("female");
    expect(sexOf("410000199001010")).toBeUndefined();
  });

  test.each([
    ["19791301", { why: "no_such_month", month: 13 }],
    ["19790431", { why: "no_such_day", year: 1979, month: 4, day: 31 }],
    ["20250121", { why: "after_today" }],
    ["1979O101", { why: "not_digits" }],
    ["00000101", { why: "no_such_year" }],
    ["20250120", undefined],
  ])("says what is wrong with the birth date %s", (digits, fault) =>
    expect(birthDateFault(`410000${digits}0022`, today)).toEqual(fault),
  );
});
