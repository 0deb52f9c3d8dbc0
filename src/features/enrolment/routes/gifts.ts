import { addDays, plainDate } from "#core/dates.ts";
import { parseYuan, zero } from "#core/money.ts";
import { matchSoon } from "#features/banking/index.ts";
import { read, write } from "#platform/http/route.ts";
import { closeGift, grantHeads, setUpGift } from "../commands/gift.ts";
import { GiftInput, GiftList, GiftMade, GiftPage, GiftParams, GrantsInput } from "../contract/gifts.ts";
import { giftList, giftPage } from "../queries/gifts.ts";

export const giftRoutes = [
  read({
    path: "/gifts",
    summary: "Gifts of the city: given, used, left",
    permission: "enrolment.read",
    reply: GiftList,
    handle: (ctx) => giftList(ctx),
  }),
  read({
    path: "/gifts/:giftId",
    summary: "One gift: what is given, used and left, whom it is for and which rosters came under it",
    permission: "enrolment.read",
    params: GiftParams,
    reply: GiftPage,
    handle: (ctx, { params }) => giftPage(ctx, params.giftId),
  }),
  write({
    path: "/gifts",
    summary: "Set a gift up: its funder's money is expected, rosters may be brought under it",
    permission: "enrolment.gift",
    body: GiftInput,
    reply: GiftMade,
    handle: async (ctx, { body: { amount, through, from, ...gift } }) => {
      const id = await setUpGift(ctx, {
        ...gift,
        cents: parseYuan(amount) ?? zero,
        from: plainDate(from),
        until: addDays(plainDate(through), 1),
      });
      await matchSoon(ctx);
      return { id };
    },
  }),
  write({
    method: "PUT",
    path: "/gifts/:giftId/units",
    summary: "The list of a head-count gift: which unit may bring how many",
    permission: "enrolment.gift",
    params: GiftParams,
    body: GrantsInput,
    reply: GiftMade,
    handle: async (ctx, { params, body }) => {
      await grantHeads(ctx, params.giftId, body.rows);
      return { id: params.giftId };
    },
  }),
  write({
    path: "/gifts/:giftId/closing",
    summary: "No roster is opened or confirmed under it any more",
    permission: "enrolment.gift",
    params: GiftParams,
    reply: GiftMade,
    handle: async (ctx, { params }) => {
      await closeGift(ctx, params.giftId);
      return { id: params.giftId };
    },
  }),
];
