import { z } from "zod";
import { funderKinds, giftKinds } from "../rules/gift.ts";
import { BatchState } from "./rosters.ts";
import { Day, Yuan } from "./shapes.ts";

export const GiftParams = z.object({ giftId: z.uuid() });

export const GiftInput = z.object({
  title: z.string().trim().min(2).max(60),
  kind: z.enum(giftKinds),
  funderKind: z.enum(funderKinds),
  funderName: z.string().trim().min(2).max(60),
  funderAccount: z.string().trim().max(40).optional(),
  planCode: z.string().min(1).max(40).default("HN-INP-80"),
  people: z.int().min(1).max(1_000_000),
  amount: Yuan,
  /** The first and the last day on which a cover may start under it. */
  from: Day,
  through: Day,
});

export const GiftRow = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  kind: z.enum(giftKinds),
  funderKind: z.enum(funderKinds),
  funder: z.string(),
  state: z.enum(["open", "closed"]),
  /** Given, used, left: people and money. */
  people: z.object({ given: z.int(), used: z.int(), left: z.int() }),
  money: z.object({ given: Yuan, received: Yuan, used: Yuan, left: Yuan }),
});
export const GiftList = z.object({
  rows: z.array(GiftRow),
  total: z.int(),
  next: z.string().nullable(),
  allowed: z.array(z.enum(["set_up"])),
});

export const GiftPage = GiftRow.extend({
  planCode: z.string(),
  planName: z.string(),
  from: Day,
  through: Day,
  funderAccount: z.string().nullable(),
  setUpBy: z.string(),
  setUpAt: z.iso.datetime(),
  closedBy: z.string().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** Of a head-count gift: whom it is for, as far as the actor sees. */
  grants: z.array(
    z.object({
      organisationId: z.uuid(),
      code: z.string(),
      unit: z.string(),
      people: z.int(),
      used: z.int(),
    }),
  ),
  rosters: z.array(
    z.object({
      batchId: z.uuid(),
      unit: z.string(),
      coverFrom: Day,
      state: BatchState,
      people: z.int(),
    }),
  ),
  allowed: z.array(z.enum(["bring", "grant", "close"])),
});
export const GiftMade = z.object({ id: z.uuid() });
export const GrantsInput = z.object({
  rows: z
    .array(z.object({ code: z.string().trim().min(1).max(40), people: z.int().min(1).max(1_000_000) }))
    .max(5_000),
});
