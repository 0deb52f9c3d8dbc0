import { z } from "zod";
import { coverStates } from "../rules/index.ts";
import { Day, listOf, paging, Yuan } from "./shapes.ts";

export const CoverParams = z.object({ coverId: z.uuid() });

export { coverStates };

/** How a cover stands today: the real period where it is known, and why it is not the one asked for. */
export const CoverSaid = z.object({
  state: z.enum(coverStates),
  stateName: z.string(),
  tone: z.enum(["good", "wait", "plain"]),
  from: z.string(),
  /** The last day of cover. */
  through: z.string(),
  askedFrom: z.string(),
  why: z.string(),
});
export const CoverListQuery = z.object({
  ...paging,
  organisationId: z.uuid().optional(),
  batchId: z.uuid().optional(),
  personId: z.uuid().optional(),
  search: z.string().trim().max(40).optional(),
});
export const CoverRow = z.object({
  id: z.uuid(),
  name: z.string(),
  idNumber: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  planCode: z.string(),
  ...CoverSaid.shape,
  batchId: z.uuid(),
  /** Of the roster, where that is seen: not where the cover came from another unit. */
  settlementMonth: z.string().nullable(),
  /** Who gave it, where it is a gift. */
  giftFrom: z.string().nullable(),
  /** Whether it may be asked to take this person off. */
  mayRemove: z.boolean(),
  /** Remitted: whether its certificate may be taken. */
  mayCertify: z.boolean(),
  /** Remitted: whether it may be asked to cancel the cover and return its price. */
  mayRefund: z.boolean(),
});
/** The covers of a worker: what covers first, what is over last. */
export const MyCovers = z.object({
  rows: z.array(
    z.object({
      id: z.uuid(),
      planCode: z.string(),
      planName: z.string(),
      organisationName: z.string(),
      ...CoverSaid.shape,
    }),
  ),
});
export const CoverList = z.object(listOf(CoverRow));
export const MoveRequest = z.object({
  organisationId: z.uuid(),
  on: Day,
  reason: z.string().trim().min(1, "请写明原因。").max(200),
});
export const RemovalRequest = z.object({ reason: z.string().trim().min(1, "请写明原因。").max(200) });
const BillAt = z.object({ heads: z.number().int(), due: Yuan });
/** What a removal does to the bill, as funding answers it. `bill` is null where none has been issued. */
export const RemovalReply = z.object({
  /** How many of the roster still take part. */
  left: z.number().int(),
  bill: z
    .object({
      month: z.string(),
      before: BillAt,
      /** At 0 heads the bill is withdrawn. */
      after: BillAt,
      /** What had come in beyond what is due now: it waits in suspense for the cashier. */
      freed: Yuan,
    })
    .nullable(),
});
