import { z } from "zod";
import { moves, periodStates } from "./rules/period.ts";
import { refundStates } from "./rules/refund.ts";

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const Day = z.iso.date();
export const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Instant = z.iso.datetime();

export const MonthParams = z.object({ month: Month });
export const BillParams = z.object({ billId: z.uuid() });

/** What is due, what the bank has shown, what is open. */
export const Money = z.object({ due: Yuan, received: Yuan, open: Yuan });

export const PeriodRow = z.object({
  month: Month,
  state: z.enum(periodStates),
  units: z.int(),
  heads: z.int(),
  due: Yuan,
  remittedOn: Day.nullable(),
  closedOn: Day.nullable(),
});
export const PeriodList = z.object({ rows: z.array(PeriodRow), total: z.int(), next: z.string().nullable() });

const stepCodes = ["bills", "base", "subsidies", "remittance", "confirmation", "closing"] as const;
export const Step = z.object({
  code: z.enum(stepCodes),
  state: z.enum(["done", "now", "later"]),
  /** The day it was done, or the day by which it is due. */
  day: Day.nullable(),
  isOverdue: z.boolean(),
});

export const MissingRow = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  reason: z.enum(["own_share", "subsidy"]),
  amount: Yuan,
  heads: z.int(),
  units: z.int(),
  remindedAt: Instant.nullable(),
  /** What came of the message; the inbox has it in any case. */
  sms: z.enum(["waiting", "sent", "failed", "no_address", "not_set_up"]).nullable(),
});

const Obstacle = z.object({ code: z.string(), title: z.string(), detail: z.string() });

export const MonthBoard = z.object({
  month: Month,
  state: z.enum(periodStates),
  today: Day,
  baseCutOff: Day,
  subsidyCutOff: Day,
  /** The first of the next month: when cover starts for who pays in time. */
  coverFrom: Day,
  units: z.int(),
  heads: z.int(),
  bills: z.int(),
  steps: z.array(Step),
  /** The next move, why it cannot be made, and whether the actor may make it. */
  next: z.object({ move: z.enum(moves), obstacle: Obstacle.nullable(), may: z.boolean() }).nullable(),
  missing: z.array(MissingRow),
  whole: Money,
  /** heads × price, one for each price. */
  prices: z.array(z.object({ price: Yuan, heads: z.int() })),
  own: Money,
  county: Money.extend({ payers: z.int(), missing: z.int() }),
  city: Money,
  /** What unions have paid, or will pay, for units to get back. */
  paidBack: Money.nullable(),
  /** Covers of the month that were cancelled after it was remitted, and how many of them are not paid back yet. */
  refunds: z.object({ people: z.int(), amount: Yuan, open: z.int() }).nullable(),
  /** What the special account holds in all, and of that in the pool. Only for those who see the books. */
  account: z.object({ bank: Yuan, pool: Yuan }).nullable(),
  /** Bills that were paid after the cut-off, or not yet, and go into a later month. */
  late: z.array(z.object({ billId: z.uuid(), name: z.string(), amount: Yuan, inFullOn: Day.nullable() })),
  remittance: z
    .object({
      heads: z.int(),
      amount: Yuan,
      state: z.enum(["made", "checked", "remitted", "acknowledged"]),
      madeBy: z.string(),
      madeAt: Instant,
      checkedBy: z.string().nullable(),
      checkedAt: Instant.nullable(),
      remittedOn: Day.nullable(),
      answer: z
        .object({
          answered: z.int(),
          differences: z.array(
            z.object({
              code: z.enum([
                "not_answered",
                "not_on_list",
                "listed_twice",
                "name_differs",
                "amount_differs",
                "refused",
              ]),
              place: z.int(),
              note: z.string(),
            }),
          ),
        })
        .nullable(),
    })
    .nullable(),
  reopening: z.object({ reason: z.string(), askedBy: z.string(), askedAt: Instant }).nullable(),
  events: z.array(
    z.object({ event: z.string(), actor: z.string(), at: Instant, facts: z.record(z.string(), z.unknown()) }),
  ),
  allowed: z.array(z.enum([...moves, "bill", "remind", "export", "answer"])),
});

export type Board = z.output<typeof MonthBoard>;

/** One share of a unit in the month: its amount, and the day on which it was in full. */
const UnitShare = z.object({ amount: Yuan, inFullOn: Day.nullable() });

export const MonthUnitRow = z.object({
  billId: z.uuid(),
  organisationId: z.uuid(),
  unit: z.string(),
  union: z.string(),
  heads: z.int(),
  own: UnitShare,
  county: UnitShare.nullable(),
  city: UnitShare.nullable(),
  whole: Yuan,
});
export const PageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const MonthUnitQuery = PageQuery.extend({ show: z.enum(["all", "missing"]).default("all") });
export const MonthUnitList = z.object({
  rows: z.array(MonthUnitRow),
  total: z.int(),
  next: z.string().nullable(),
});

export const billStates = ["unpaid", "part_paid", "paid", "settled", "remitted"] as const;
export const BillRow = z.object({
  id: z.uuid(),
  unit: z.string(),
  unitCode: z.string(),
  union: z.string(),
  month: Month,
  settledMonth: Month.nullable(),
  heads: z.int(),
  state: z.enum(billStates),
  money: Money,
  inFullOn: Day.nullable(),
  coverFrom: Day,
});
export const BillQuery = PageQuery.extend({
  month: Month.optional(),
  state: z.enum(["all", ...billStates]).default("all"),
  q: z.string().trim().max(50).optional(),
});
export const BillList = z.object({
  rows: z.array(BillRow),
  total: z.int(),
  next: z.string().nullable(),
  counts: z.record(z.enum(billStates), z.int()),
  sums: Money.extend({ heads: z.int() }),
});

export const BillView = BillRow.extend({
  organisationId: z.uuid(),
  batchId: z.uuid(),
  /** Who pays for it in the unit's place. */
  gift: z.object({ id: z.uuid(), number: z.string(), funder: z.string() }).nullable(),
  plan: z.string(),
  price: Yuan,
  category: z.string().nullable(),
  issuedOn: Day,
  coverUntil: Day,
  /** Why cover runs as it does, or what it waits for. */
  coverWhy: z.string(),
  periodState: z.enum(periodStates),
  baseCutOff: Day,
  shares: z.array(
    z.object({
      payer: z.string(),
      payerName: z.string(),
      perHead: Yuan,
      amount: Yuan,
      mode: z.enum(["direct_pool", "reimburse_unit"]),
      /** For a union: whether its whole subsidy of the month is in. */
      isIn: z.boolean(),
    }),
  ),
  /** What the unit's own account has paid towards it. */
  payments: z.array(z.object({ day: Day, amount: Yuan })),
  /** What the unit advanced for a union and gets back. */
  paidBack: Money.nullable(),
  /** People whose cover was cancelled after the remittance. */
  refunds: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      name: z.string(),
      amount: Yuan,
      state: z.enum(refundStates),
    }),
  ),
  /** How it came to be for fewer people than it was issued for. */
  changes: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      reason: z.string(),
      before: z.object({ heads: z.int(), due: Yuan }),
      after: z.object({ heads: z.int(), due: Yuan }),
      freed: Yuan,
    }),
  ),
});

export const RuleShareInput = z.object({
  payer: z.enum(["own", "unit", "member", "county_union", "city_union"]),
  amount: Yuan,
  mode: z.enum(["direct_pool", "reimburse_unit"]).default("direct_pool"),
});
export const RuleInput = z.object({
  planCode: z.string().min(1).max(40),
  planVersion: z.string().min(1).max(20),
  category: z.string().min(1).max(40),
  validFrom: Day,
  shares: z.array(RuleShareInput).min(1).max(5),
});
export const RuleView = z.object({
  id: z.uuid(),
  planCode: z.string(),
  planVersion: z.string(),
  planName: z.string(),
  category: z.string(),
  validFrom: Day,
  /** The last day on which it holds; null while nothing has replaced it. */
  validThrough: Day.nullable(),
  price: Yuan,
  setBy: z.string(),
  shares: z.array(RuleShareInput),
});
export const DaysInput = z.object({
  baseDay: z.int().min(1).max(28),
  subsidyDay: z.int().min(1).max(28),
  shift: z.enum(["next", "previous", "same"]),
});
export const RuleList = z.object({
  /** The cut-off days of this month and the next two, by the calendar of working days. */
  upcoming: z.array(z.object({ month: z.string(), base: Day, subsidy: Day })),
  rows: z.array(RuleView),
  total: z.int(),
  next: z.null(),
  days: DaysInput,
  allowed: z.array(z.enum(["set"])),
});

export const Made = z.object({ id: z.uuid() });
export const Billed = z.object({ bills: z.int() });
export const BaseClosed = z.object({ settled: z.int(), waiting: z.int(), isFunded: z.boolean() });
export const StateReply = z.object({ state: z.enum(periodStates) });
export const CheckInput = z.object({ heads: z.int(), amount: Yuan });
export const ReasonInput = z.object({ reason: z.string().trim().min(2).max(200) });
export const DecisionInput = z.object({ agree: z.boolean() });
export const AcknowledgeInput = z.object({ withDifferences: z.boolean().default(false) });
export const RemindInput = z.object({ organisationIds: z.array(z.uuid()).max(5000).optional() });
export const RemindReply = z.object({
  reminded: z.int(),
  withoutPhone: z.array(z.string()),
  already: z.int(),
});
export const AnswerReply = z.object({ answered: z.int(), differences: z.int() });
export const ListQuery = z.object({ format: z.enum(["xlsx", "csv"]).default("xlsx") });
