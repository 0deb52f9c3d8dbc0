import { describe, expect, test } from "vitest";
import { plainDate } from "#core/dates.ts";
import { judgeCover, type StandingCover } from "./already-covered.ts";
import { alsoOf, codeOf, type DecideContext, type DecidedLine, decideLine } from "./decide-line.ts";
import { checkCharacter } from "./identity-number.ts";
import { numbersSeen } from "./numbers-seen.ts";
import { type RosterLine, rosterLine } from "./roster-line.ts";

const checked = (first17: string) => first17 + (checkCharacter(first17) ?? "0");
const man = checked("41000019850615123");
const woman = (born: string) => checked(`410000${born.replaceAll("-", "")}002`);

// One ordinary line. Each test changes only the fact it is about.
const ordinary: RosterLine = {
  ...rosterLine(7, {}),
  name: "张三",
  idNumber: man,
  sex: "男",
  post: "工人",
  phone: "13912345678",
  card: "6217000000000000004",
};
const context: DecideContext = {
  today: plainDate("2024-12-20"),
  coverFrom: plainDate("2025-01-01"),
  earlier: () => undefined,
};
const decide = (change: Partial<RosterLine>, more: Partial<DecideContext> = {}): DecidedLine =>
  decideLine({ ...ordinary, ...change }, { ...context, ...more });

describe("a line is decided by the first code that applies", () => {
  test.each<[string, Partial<RosterLine>, string, string | undefined, string[]]>([
    ["nothing wrong", {}, "accepted", undefined, []],
    ["no name", { name: "" }, "rejected", "name_missing", []],
    ["no number", { idNumber: "" }, "rejected", "id_missing", []],
    ["neither", { name: "", idNumber: "" }, "rejected", "name_missing", ["id_missing"]],
    ["the number stored as a number", { idPrecisionLost: true }, "rejected", "id_precision_lost", []],
    ["15 characters", { idNumber: "410000850615123" }, "rejected", "id_length", []],
    ["no such province", { idNumber: checked("47000019850615123") }, "rejected", "id_region", []],
    ["month 13", { idNumber: checked("41000019851315123") }, "rejected", "id_birth_date", []],
    ["born after today", { idNumber: checked("41000020241221123") }, "rejected", "id_birth_date", []],
    ["a wrong check character", { idNumber: `${man.slice(0, 17)}1` }, "rejected", "id_checksum", []],
    [
      "no name and a wrong check",
      { name: "", idNumber: `${man.slice(0, 17)}1` },
      "rejected",
      "name_missing",
      ["id_checksum"],
    ],
    [
      "a wrong check and too young",
      { idNumber: "410000201506151230" },
      "rejected",
      "id_checksum",
      ["under_age"],
    ],
  ])("%s", (_what, change, outcome, code, also) => {
    const line = decide(change);
    expect([line.outcome, codeOf(line), alsoOf(line)]).toEqual([outcome, code, also]);
  });

  test("an accepted line tells sex and birth date from the number", () =>
    expect(decide({})).toMatchObject({ sex: "male", bornOn: "1985-06-15", post: "worker" }));

  test.each([
    ["the day cover starts", "2009-01-01", undefined],
    ["the day after", "2009-01-02", "under_age"],
    ["29 February", "2008-02-29", undefined],
  ])("16 on %s", (_when, born, code) =>
    expect(codeOf(decide({ idNumber: woman(born), sex: "女" }))).toBe(code),
  );

  test("says how many days are missing", () =>
    expect(decide({ idNumber: woman("2009-01-02") }).findings[0]?.facts).toEqual({
      age: 16,
      birthday: "2025-01-02",
      coverFrom: "2025-01-01",
      days: 1,
    }));

  test.each([
    ["a woman worker of 50", "1974-09-08", "工人", "over_age"],
    ["a woman of 50 without post", "1974-09-08", "", "retirement_category_unknown"],
    ["a woman of 50 with a post we do not know", "1974-09-08", "司机", "retirement_category_unknown"],
    ["a woman manager of 50", "1974-09-08", "管理", undefined],
    ["a woman of 55 without post", "1969-09-08", "", "over_age"],
    ["a woman professional of 55", "1969-09-08", "专业技术", "over_age"],
    ["a woman of 50 the day after cover starts", "1974-12-31", "工人", "over_age"],
    ["a woman of 49", "1975-01-01", "", undefined],
  ])("%s", (_who, born, post, code) => {
    const line = decide({ idNumber: woman(born), sex: "女", post });
    expect([line.outcome, codeOf(line)]).toEqual([code ? "review" : "accepted", code]);
  });

  test.each(["护照", "外国人永久居留身份证", "台湾居民来往大陆通行证"])("%s goes to review", (document) => {
    const line = decide({ document, idNumber: "E12345678" });
    expect([line.outcome, codeOf(line), alsoOf(line)]).toEqual(["review", "other_papers", []]);
  });

  test.each(["", "身份证", "居民身份证", "港澳台居民居住证"])(
    "papers %j follow the rule of identity numbers",
    (document) => expect(codeOf(decide({ document, idNumber: "E12345678" }))).toBe("id_length"),
  );

  test("other papers without number or name are rejected all the same", () => {
    expect(codeOf(decide({ document: "护照", idNumber: "" }))).toBe("id_missing");
    expect(codeOf(decide({ document: "护照", idNumber: "E1", name: "" }))).toBe("name_missing");
  });
});

describe("the same number twice in a file", () => {
  const seen = numbersSeen();
  seen.add(man, "张三", 3, "rejected");
  const earlier = { earlier: seen.earlier };

  test("rejects the later line, whatever became of the earlier", () => {
    const line = decide({}, earlier);
    expect(codeOf(line)).toBe("duplicate_in_file");
    expect(line.findings[0]?.facts).toEqual({ earlierLine: 3, earlierOutcome: "rejected", sameName: true });
  });

  test("is told apart by name", () =>
    expect(decide({ name: "李四" }, earlier).findings[0]?.facts.sameName).toBe(false));

  test("names the first of many", () => {
    seen.add(man, "张三", 5, "accepted");
    expect(seen.earlier(man, "张三")?.line).toBe(3);
  });

  test("is told beside a wrong number", () => {
    const wrong = "410000850615123";
    seen.add(wrong, "张三", 4, "rejected");
    const line = decide({ idNumber: wrong }, earlier);
    expect([codeOf(line), alsoOf(line)]).toEqual(["id_length", ["duplicate_in_file"]]);
  });

  test("holds lines of a very long file exactly", () => {
    seen.add("x", "名", 9_999_999, "review");
    expect(seen.earlier("x", "名")).toEqual({ line: 9_999_999, outcome: "review", sameName: true });
  });
});

describe("warnings on an accepted line", () => {
  test.each<[string, Partial<RosterLine>, string[]]>([
    ["the sex column says otherwise", { sex: "女" }, ["sex_mismatch"]],
    ["an empty sex column says nothing", { sex: "" }, []],
    ["a sex column with other words says nothing", { sex: "未知" }, []],
    ["a phone of 10 digits", { phone: "1391234567" }, ["phone_invalid"]],
    ["a phone that begins with 12", { phone: "12912345678" }, ["phone_invalid"]],
    ["a phone that begins with 13", { phone: "13000000000" }, []],
    ["no phone", { phone: "" }, []],
    ["a card of 15 digits", { card: "621700000000000" }, ["card_invalid"]],
    ["a card of 16 digits that passes", { card: "4111111111111111" }, []],
    ["a card that fails Luhn", { card: "6217000000000000005" }, ["card_invalid"]],
    ["a card of 20 digits", { card: "62170000000000000040" }, ["card_invalid"]],
    ["a card stored as a number", { card: "4111111111111111", cardIsNumber: true }, ["card_invalid"]],
    ["no card", { card: "" }, []],
    ["a post we do not know", { post: "司机" }, ["post_unknown"]],
    [
      "several at once",
      { sex: "女", phone: "1", card: "1", post: "x" },
      ["sex_mismatch", "phone_invalid", "card_invalid", "post_unknown"],
    ],
  ])("%s", (_what, change, warnings) => expect(decide(change).warnings).toEqual(warnings));

  test.each(["管理", "专业技术", "工人", "管理岗位", "干部", "专业技术岗位", "工勤", "工勤技能", ""])(
    "post %j is known",
    (post) => expect(decide({ post }).warnings).toEqual([]),
  );

  test("are not for other lines", () => expect(decide({ name: "", phone: "1" }).warnings).toEqual([]));
});

describe("what the city knows", () => {
  const standing: StandingCover = {
    unit: "濮阳市统计局",
    sameUnit: false,
    from: plainDate("2025-01-01"),
    until: plainDate("2026-01-01"),
    sameName: true,
  };

  test("rejects whoever is covered", () => {
    const line = judgeCover(decide({ phone: "1" }), standing);
    expect([line.outcome, codeOf(line), line.warnings]).toEqual(["rejected", "already_covered", []]);
  });

  test("stands before under_age and the reviews, behind the number's own faults", () => {
    expect(codeOf(judgeCover(decide({ idNumber: woman("2010-01-01") }), standing))).toBe("already_covered");
    const old = judgeCover(decide({ idNumber: woman("1960-01-01") }), standing);
    expect([old.outcome, codeOf(old), alsoOf(old)]).toEqual(["rejected", "already_covered", ["over_age"]]);
    const twice = decide({}, { earlier: () => ({ line: 3, outcome: "accepted", sameName: true }) });
    const judged = judgeCover(twice, standing);
    expect([codeOf(judged), alsoOf(judged)]).toEqual(["duplicate_in_file", ["already_covered"]]);
    expect(judged.findings[0]?.facts.earlierOutcome).toBe("rejected");
  });

  test("is not asked about numbers that cannot be anybody's", () => {
    const line = decide({ idNumber: `${man.slice(0, 17)}1` });
    expect(judgeCover(line, standing)).toBe(line);
  });

  test("changes nothing where nobody is covered, or where it was told before", () => {
    const line = decide({});
    expect(judgeCover(line, undefined)).toBe(line);
    const judged = judgeCover(line, standing);
    expect(judgeCover(judged, standing)).toBe(judged);
  });
});
