import { z } from "zod";
import { type Cents, parseYuan } from "#core/money.ts";

const Yuan = z.string().regex(/^-?\d+\.\d{2}$/);
const Amount = z
  .string()
  .refine((text) => (parseYuan(text) ?? 0n) > 0n, "请填写大于0的金额，最多两位小数。")
  .transform((text) => parseYuan(text) as Cents);
const Words = z.string().trim().min(2, "请写清楚，至少两个字。").max(200);
const Quantity = z.int().min(1).max(1_000_000);

export const Made = z.object({ id: z.uuid() });
export const Done = z.object({ done: z.boolean() });
export const Listed = z.object({ added: z.int() });
export const ReasonRequest = z.object({ reason: Words });
export const PageQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const seasons = ["spring", "summer", "autumn", "winter"] as const;
export const PackParams = z.object({ packId: z.uuid() });
export const RecipientParams = z.object({ packId: z.uuid(), recipientId: z.uuid() });
export const HandingParams = z.object({ packId: z.uuid(), handingId: z.uuid() });
export const PackRow = z.object({
  id: z.uuid(),
  title: z.string(),
  season: z.enum(seasons),
  contents: z.string(),
  state: z.enum(["open", "closed"]),
  openedOn: z.string(),
  /** In the asker's part of the tree. */
  listed: z.int(),
  handed: z.int(),
  left: z.int(),
});
export const PackList = z.object({
  rows: z.array(PackRow),
  total: z.int(),
  next: z.uuid().nullable(),
  allowed: z.array(z.enum(["open"])),
});
export const PackRequest = z.object({ title: Words, season: z.enum(seasons), contents: Words });
export const PurchaseRequest = z.object({
  supplier: Words,
  invoice: z.string().trim().max(60),
  quantity: Quantity,
  amount: Amount,
  on: z.iso.date(),
});
export const IssueRequest = z.object({
  fromId: z.uuid(),
  /** Left out where it goes back to the city. */
  toId: z.uuid().optional(),
  quantity: Quantity,
  note: z.string().trim().max(200),
});
export const CountRequest = z.object({
  organisationId: z.uuid(),
  counted: z.int().min(0).max(1_000_000),
  reason: Words,
});
/** A place with all that came in and went out: what is left is the one less the other. */
export const PackPlace = z.object({
  organisationId: z.uuid(),
  name: z.string(),
  bought: z.int(),
  received: z.int(),
  taken_back: z.int(),
  found: z.int(),
  issued: z.int(),
  handed: z.int(),
  missing: z.int(),
  left: z.int(),
});
export const PackPage = PackRow.extend({
  closedWords: z.string().nullable(),
  places: z.array(PackPlace),
  /** Of the city's own people only. */
  purchases: z
    .array(
      z.object({
        id: z.uuid(),
        on: z.string(),
        supplier: z.string(),
        invoice: z.string(),
        quantity: z.int(),
        amount: Yuan,
      }),
    )
    .nullable(),
  cost: Yuan.nullable(),
  /** The actor's own place: what is handed over leaves its stock. */
  own: z.object({ id: z.uuid(), name: z.string(), left: z.int() }).nullable(),
  allowed: z.array(
    z.enum(["buy", "issue", "return", "list", "list_hardship", "hand_over", "count", "close"]),
  ),
});

export const recipientFilters = ["listed", "handed", "all"] as const;
export const RecipientQuery = PageQuery.extend({ show: z.enum(recipientFilters).default("listed") });
export const RecipientRow = z.object({
  id: z.uuid(),
  /** Masked. */
  name: z.string(),
  mark: z.string(),
  unit: z.string(),
  state: z.enum(["listed", "handed"]),
  handedOn: z.string().nullable(),
  handedBy: z.string().nullable(),
  proof: z.enum(["signature", "photo"]).nullable(),
});
export const RecipientList = z.object({
  rows: z.array(RecipientRow),
  total: z.int(),
  next: z.uuid().nullable(),
  counts: z.object({ listed: z.int(), handed: z.int(), all: z.int() }),
});
/** To whom hands over: the name in full, to ask for. */
export const RecipientPage = RecipientRow.extend({
  fullName: z.string(),
  pack: z.string(),
  contents: z.string(),
  own: z.object({ id: z.uuid(), name: z.string(), left: z.int() }).nullable(),
  /** Each handing over and taking back, the newest first. */
  handings: z.array(
    z.object({
      id: z.uuid(),
      event: z.enum(["handed", "taken_back"]),
      on: z.string(),
      by: z.string(),
      /** Null where the place is not the asker's to see. */
      from: z.string().nullable(),
      note: z.string(),
      proof: z.enum(["signature", "photo"]).nullable(),
    }),
  ),
  allowed: z.array(z.enum(["hand_over", "take_back", "strike_out"])),
});
export const ListRequest = z.object({ organisationId: z.uuid(), names: z.string().min(2).max(20_000) });
export const HandQuery = z.object({ kind: z.enum(["signature", "photo"]) });
export const mostProofBytes = 8 * 1024 * 1024;

export const eventKinds = ["match", "health_talk", "check_up", "other"] as const;
export const EventParams = z.object({ eventId: z.uuid() });
export const EventSeatParams = z.object({ seatId: z.uuid() });
export const EventRow = z.object({
  id: z.uuid(),
  kind: z.enum(eventKinds),
  title: z.string(),
  place: z.string(),
  heldOn: z.string(),
  begins: z.string(),
  places: z.int(),
  taken: z.int(),
  arrived: z.int(),
  signUpUntil: z.string(),
  state: z.enum(["open", "over", "cancelled"]),
});
export const EventList = z.object({
  rows: z.array(EventRow),
  total: z.int(),
  next: z.uuid().nullable(),
  allowed: z.array(z.enum(["plan"])),
});
export const EventRequest = z.object({
  kind: z.enum(eventKinds),
  title: Words,
  place: Words,
  heldOn: z.iso.date(),
  begins: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "请写成09:30的样子。"),
  places: z.int().min(1).max(10_000),
  signUpUntil: z.iso.date(),
});
export const CostRequest = z.object({ words: Words, amount: Amount, on: z.iso.date() });
export const SignUpRequest = z.object({ organisationId: z.uuid(), name: z.string().trim().min(2).max(30) });
export const EndRequest = z.object({ state: z.enum(["over", "cancelled"]), words: Words });
export const EventPage = EventRow.extend({
  link: z.string(),
  qr: z.string(),
  stateWords: z.string(),
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      unit: z.string(),
      code: z.string(),
      arrivedAt: z.string().nullable(),
    }),
  ),
  /** Of the city's own people only; for each who came, cut to the cent; null where nobody came. */
  costs: z.array(z.object({ id: z.uuid(), words: z.string(), amount: Yuan, on: z.string() })).nullable(),
  cost: Yuan.nullable(),
  costEach: Yuan.nullable(),
  ownUnit: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  allowed: z.array(z.enum(["sign_up", "show_code", "check_in", "cost", "end"])),
});
export const ArriveRequest = z.object({
  token: z.string().regex(/^\d{6}\.[\w-]{16,40}$/),
  code: z.string().regex(/^\d{6}$/),
});
export const Arrived = z.object({ title: z.string(), place: z.string() });
export const MyEvents = z.object({
  rows: z.array(
    EventRow.pick({ id: true, kind: true, title: true, place: true, heldOn: true, begins: true }).extend({
      left: z.int(),
      isOver: z.boolean(),
      code: z.string().nullable(),
      hasArrived: z.boolean(),
    }),
  ),
});
