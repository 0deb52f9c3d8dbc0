import { z } from "zod";
import { mostNeeds } from "./rules/needs.ts";

const Day = z.iso.date();
const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);

/** One thing that waits for whoever is signed in: what, what follows if it is left, one verb. */
export const Need = z.object({
  key: z.string(),
  /** The last day; null where there is none. */
  due: Day.nullable(),
  /** 7家单位的会费还没到账 */
  title: z.string(),
  /** 共30,450.00元。 */
  detail: z.string(),
  /** 今天24:00后到账的，转入2月结算，保障推迟一个月开始。 */
  consequence: z.string().optional(),
  /** 查看并催缴 */
  verb: z.string(),
  to: z.string(),
});

/** The month of the calendar: what is due when, and which days are unlike their weekday. */
export const HomeMonth = z.object({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  /** 休: a weekday off; 班: a weekend worked. */
  marks: z.array(z.object({ day: Day, kind: z.enum(["off", "work"]) })),
  deadlines: z.array(z.object({ day: Day, label: z.string(), note: z.string().optional() })),
});

/** One of the five numbers, never merged. `part` of `whole` is drawn as a bar. */
export const HomeFigure = z.object({
  label: z.string(),
  value: z.number().int(),
  unit: z.string(),
  part: z.number().optional(),
  whole: z.number().optional(),
  note: z.string().optional(),
  to: z.string().optional(),
});

const AnswerRow = z.object({
  key: z.string(),
  name: z.string(),
  to: z.string().optional(),
  count: z.number().int(),
  due: Yuan,
  arrived: Yuan,
  /** null where nothing is missing (shown –). */
  missing: Yuan.nullable(),
  situation: z.string(),
  tone: z.enum(["good", "wait", "bad", "plain"]),
});

/** What one answers for, worst first: unions for the city, units for a county, months for a unit. */
export const AnswerFor = z.object({
  /** 1月会费到账 */
  title: z.string(),
  note: z.string(),
  /** Heads of the first two columns: 上级工会, 账单（份）. */
  nameTitle: z.string(),
  countTitle: z.string(),
  rows: z.array(AnswerRow),
  total: AnswerRow.omit({ key: true, name: true, to: true }).nullable(),
});

/** One month in a line: how far it is, and what it comes to. */
const Standing = z.object({
  month: z.string(),
  state: z.string(),
  tone: z.enum(["good", "wait", "plain"]),
  heads: z.number().int(),
  amount: Yuan,
});

/** `GET /api/home`: the first page of each role. */
export const HomeReply = z.object({
  /** 今天是1月会费截止日 */
  title: z.string(),
  subtitle: z.string(),
  /** At most 7, sorted by the day they are due. */
  needs: z.array(Need).max(mostNeeds),
  doneToday: z.number().int().optional(),
  /** The page's one secondary button: 导入对账单. */
  action: z.object({ label: z.string(), to: z.string() }).optional(),
  /** Said where nothing waits. */
  hint: z.string(),
  /** For who looks on: how far each month is, newest first, in place of what waits. */
  standing: z.array(Standing).nullable(),
  month: HomeMonth.nullable(),
  figures: z.array(HomeFigure).max(5),
  answerFor: AnswerFor.nullable(),
});
export type HomeReply = z.infer<typeof HomeReply>;
export type Standing = z.infer<typeof Standing>;
export type Need = z.infer<typeof Need>;
export type HomeMonth = z.infer<typeof HomeMonth>;
export type AnswerFor = z.infer<typeof AnswerFor>;

/** `GET /api/counts`: how much work waits behind each entry of the navigation. */
export const CountsReply = z.object({ counts: z.record(z.string(), z.number().int()) });

export const OverviewQuery = z.object({ asOf: Day.optional() });

const UnitFigures = {
  units: z.number().int(),
  staff: z.number().int(),
  onRosters: z.number().int(),
  confirmed: z.number().int(),
  paid: z.number().int(),
  remitted: z.number().int(),
  covered: z.number().int(),
  /** Remitted contributions, the full price whoever paid it. */
  contributions: Yuan,
};

/** `GET /api/overview`: the report's own figures at a day, each with its definition beside it on the page. */
export const OverviewReply = z.object({
  asOf: Day,
  name: z.string(),
  ...UnitFigures,
  unitsWithRosters: z.number().int(),
  /** Who bore the remitted contributions: unit, member, city_union, county_union:<code>. */
  shares: z.array(z.object({ payer: z.string(), label: z.string(), amount: Yuan })),
  months: z.array(
    z.object({ month: z.string(), heads: z.number().int(), amount: Yuan, remittedOn: Day.nullable() }),
  ),
  unions: z.array(z.object({ id: z.string(), name: z.string(), ...UnitFigures })),
});
export type OverviewReply = z.infer<typeof OverviewReply>;

export const UnitRatesQuery = z.object({
  asOf: Day.optional(),
  q: z.string().max(100).optional(),
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const UnitRate = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  unionName: z.string(),
  sector: z.string().nullable(),
  staff: z.number().int().nullable(),
  onRosters: z.number().int(),
  confirmed: z.number().int(),
  paid: z.number().int(),
  covered: z.number().int(),
  /** Confirmed ÷ staff in service, in basis points; null where the staff is not known. */
  participationBp: z.number().int().nullable(),
});
export type UnitRate = z.infer<typeof UnitRate>;

/** `GET /api/overview/units`: lowest participation first. */
export const UnitRatesReply = z.object({
  rows: z.array(UnitRate),
  total: z.number().int(),
  next: z.string().nullable(),
});

export const SearchBody = z.object({ q: z.string().trim().min(1, "请输入要查的内容。").max(100) });

export const SearchReply = z.object({
  groups: z.array(
    z.object({
      label: z.string(),
      hits: z.array(z.object({ title: z.string(), detail: z.string(), to: z.string() })),
    }),
  ),
});
