import { z } from "zod";
import { type PlainDate, type PlainMonth, parseDate, parseMonth } from "#core/dates.ts";
import { type Cents, parseYuan } from "#core/money.ts";
import { earmarkedKinds, itemKinds } from "./rules/index.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
/** Money as it is typed or sent: above nought, two decimals at most. */
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const Month = z
  .string()
  .refine((text) => parseMonth(text) !== undefined, "请填写月份，例如2025-01。")
  .transform((text) => text as PlainMonth);
const Day = z
  .string()
  .refine((text) => parseDate(text) !== undefined, "请填写日期，例如2025-01-10。")
  .transform((text) => text as PlainDate);

export const lineFilters = ["all", "to_decide", "waiting", "matched"] as const;

export const LineQuery = z.object({
  state: z.enum(lineFilters).default("all"),
  statementId: z.uuid().optional(),
  accountId: z.uuid().optional(),
  month: Month.optional(),
  /** Part of a name, a memo, a serial, or an amount. */
  q: z.string().trim().max(60).optional(),
  after: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const LineParams = z.object({ lineId: z.uuid() });

export const BankLineRow = z.object({
  id: z.uuid(),
  serial: z.string(),
  on: z.string(),
  direction: z.enum(["credit", "debit"]),
  amount: Yuan,
  name: z.string(),
  memo: z.string(),
  state: z.string(),
  kind: z.string().nullable(),
  how: z.enum(["rule", "person"]).nullable(),
  reason: z.string(),
  /** What no item takes yet, of a line that is booked. */
  rest: Yuan,
  waitsUntil: z.string().nullable(),
});

export const BankAccountView = z.object({
  id: z.uuid(),
  shown: z.string(),
  holder: z.string().nullable(),
  /** Its account in the books, and what accountants call it. */
  ledgerAccount: z.string(),
  name: z.string(),
  /** The day up to which its statements were taken in, and the balance then. */
  until: z.string().nullable(),
  closing: Yuan.nullable(),
});

export const BankLineList = z.object({
  rows: z.array(BankLineRow),
  total: z.number(),
  next: z.string().nullable(),
  counts: z.object({
    all: z.number(),
    to_decide: z.number(),
    waiting: z.number(),
    matched: z.number(),
    new: z.number(),
  }),
  /** The city's bank accounts; `account` is the one that is asked for, or the first. */
  accounts: z.array(BankAccountView),
  account: BankAccountView.nullable(),
  months: z.array(z.string()),
  allowed: z.array(z.string()),
});

export const ItemView = z.object({
  id: z.uuid(),
  organisationId: z.uuid(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(itemKinds),
  month: z.string(),
  heads: z.number().nullable(),
  due: Yuan,
  open: Yuan,
});

const GroundView = z.object({ isFor: z.boolean(), text: z.string() });

export const SuggestionView = z.object({
  title: z.string(),
  kind: z.string(),
  items: z.array(z.object({ item: ItemView, amount: Yuan })),
  creditId: z.uuid().nullable(),
  rest: Yuan,
  tag: z.string(),
  isExact: z.boolean(),
  /** Nothing but the amount speaks for it: shown to remind, never open by itself. */
  isGuess: z.boolean(),
  grounds: z.array(GroundView),
});

export const BankLinePage = z.object({
  line: BankLineRow.extend({
    version: z.number(),
    time: z.string().nullable(),
    accountShown: z.string(),
    isFirstOfPayer: z.boolean(),
    /** Stretches of the memo that name an organisation. */
    marks: z.array(z.string()),
    note: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decidedBy: z.string().nullable(),
  }),
  /** 2,650.00元应记到谁的账单上？ */
  question: z.string(),
  why: z.string(),
  suggestions: z.array(SuggestionView),
  booked: z.array(z.object({ item: ItemView, amount: Yuan })),
  course: z.array(
    z.object({ at: z.string(), who: z.string(), what: z.string(), note: z.string().nullable() }),
  ),
  vouchers: z.array(z.object({ id: z.uuid(), voucher: z.string() })),
  allowed: z.array(z.string()),
});

export const ItemQuery = z.object({
  q: z.string().trim().max(60).default(""),
  direction: z.enum(["credit", "debit"]),
});
export const ItemList = z.object({ rows: z.array(ItemView) });

const chosen = z
  .array(z.object({ id: z.uuid(), version: z.int() }))
  .min(1, "请先选一笔来款。")
  .max(50);

export const DecisionRequest = z.object({
  lines: chosen,
  decision: z.discriminatedUnion("kind", [
    z.object({
      kind: z.literal("items"),
      items: z
        .array(z.object({ itemId: z.uuid(), amount: Amount }))
        .min(1, "请至少选一张账单。")
        .max(100),
    }),
    z.object({ kind: z.enum(["benefit", "interest", "bank_fee", "donation", ...earmarkedKinds]) }),
    z.object({ kind: z.literal("returned"), creditId: z.uuid() }),
    z.object({ kind: z.literal("left"), note: z.string().trim().min(2, "请写明暂放的原因。").max(200) }),
  ]),
  note: z.string().trim().max(200).optional(),
});
export const Decided = z.object({
  /** The next line that waits for a person. */
  next: z.uuid().nullable(),
  left: z.number(),
});

export const UndoRequest = z.object({
  version: z.int(),
  reason: z.string().trim().min(2, "请写明撤回的原因。").max(200, "最多200个字。"),
});

export const ImportReply = z.object({
  statementId: z.uuid(),
  lines: z.number(),
  newLines: z.number(),
  isKnownFile: z.boolean(),
  matched: z.number(),
  waiting: z.number(),
  toDecide: z.number(),
});

export const MatchRequest = z.object({ until: Day.optional() });
export const MatchReply = z.object({
  lines: z.number(),
  matched: z.number(),
  waiting: z.number(),
  toDecide: z.number(),
});

export const StatementList = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      fileName: z.string(),
      format: z.string(),
      from: z.string(),
      until: z.string(),
      lines: z.number(),
      newLines: z.number(),
      opening: Yuan.nullable(),
      closing: Yuan.nullable(),
      importedBy: z.string(),
      importedAt: z.string(),
    }),
  ),
  total: z.number(),
  next: z.string().nullable(),
});

export const wordPurposes = [
  "remittance",
  "interest",
  "bankFee",
  "donation",
  "benefit",
  "nameParts",
] as const;

export const BankSettings = z.object({
  accounts: z.array(BankAccountView),
  words: z.array(
    z.object({
      purpose: z.enum(wordPurposes),
      words: z.array(z.string()),
      usual: z.array(z.string()),
      isOwn: z.boolean(),
    }),
  ),
  /** Organisations whose names are the same once the parts that say nothing are gone. */
  alike: z.number(),
  allowed: z.array(z.string()),
});

export const AccountRequest = z.object({
  number: z
    .string()
    .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
    .refine((text) => /^\d{8,32}$/.test(text), "账号是8到32位数字，可以带空格。"),
  holder: z.string().trim().min(2, "请填写户名。").max(80, "最多80个字。"),
});
export const WordParams = z.object({ purpose: z.enum(wordPurposes) });
export const WordsRequest = z.object({
  /** None: the usual words again. */
  words: z.array(z.string().trim().max(20, "每个词最多20个字。")).max(30, "最多30个词。"),
});

export const StatementQuery = z.object({
  accountId: z.uuid().optional(),
  dryRun: z.enum(["true", "false"]).optional(),
});

export const ReconciliationParams = z.object({ month: Month });
export const ReconciliationQuery = z.object({ accountId: z.uuid().optional() });

const Transit = z.object({
  on: z.string(),
  serial: z.string(),
  name: z.string(),
  memo: z.string(),
  amount: Yuan,
});

export const ReconciliationSheet = z.object({
  month: z.string(),
  /** The last day of the month. */
  until: z.string(),
  months: z.array(z.string()),
  accounts: z.array(BankAccountView),
  account: z.object({ id: z.uuid(), shown: z.string(), holder: z.string().nullable() }),
  book: Yuan,
  statement: Yuan,
  /** 银行已收（付）、账上未记: lines not in the books yet. */
  bankCredits: z.array(Transit),
  bankDebits: z.array(Transit),
  /** 账上已收（付）、银行未到: entries on the bank that stand on no line of the month. */
  bookDebits: z.array(Transit),
  bookCredits: z.array(Transit),
  adjustedBook: Yuan,
  adjustedStatement: Yuan,
  isEqual: z.boolean(),
  /** Of the statement: what nobody has explained yet. */
  unexplained: Yuan,
  prepared: z.object({ by: z.string(), at: z.string() }).nullable(),
  checked: z.object({ by: z.string(), at: z.string() }).nullable(),
  allowed: z.array(z.string()),
});
export const Done = z.object({ done: z.literal(true) });
export const Made = z.object({ id: z.uuid() });
