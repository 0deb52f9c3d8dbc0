import { sql } from "kysely";
import { plainDate } from "#core/dates.ts";
import { demoActor } from "#features/identity/index.ts";
import { confirmRequest, drawReceipts, drawReversal, issueReceipts } from "#features/receipts/index.ts";
import { actingAs, systemActor, type WriteCtx } from "#platform/context.ts";
import type { Step } from "./run-steps.ts";

const on = plainDate("2025-03-06");

type Requested = {
  readonly id: string;
  readonly title: string;
  readonly uscc: string;
  readonly cents: bigint;
};

const work = (title: string, run: (ctx: WriteCtx) => Promise<void>): Step<null> => ({
  key: `demo receipts ${title}`,
  kind: "demo",
  as: "opener",
  on,
  work: async (ctx) => {
    await run(ctx);
    return null;
  },
});

/** Requests in a state, in the order of their payers' names. The demo's own clerk is left some to confirm. */
async function requests(ctx: WriteCtx, state: string, most: number): Promise<Requested[]> {
  const { rows } = await sql<Requested>`select request.id, request.title, request.uscc, request.cents
    from receipt_request as request
    join organisation as payer on payer.city_id = request.city_id and payer.id = request.organisation_id
    where request.city_id = ${ctx.actor.cityId} and request.state = ${state} and payer.code <> 'U001'
    order by payer.code, request.received_on, request.kind limit ${most}`.execute(ctx.db);
  return rows;
}

const by = async (ctx: WriteCtx, login: string, run: (desk: WriteCtx) => Promise<void>): Promise<void> =>
  actingAs(ctx, await demoActor(ctx, login), run);

/** Receipts at every stage: most are issued, one is reversed, some wait for each of the people it takes. */
export const receiptSteps: readonly Step<null>[] = [
  work("confirm", async (ctx) => {
    const payers = systemActor("demo unit", ctx.actor.cityId, "单位经办");
    for (const { id, ...seen } of await requests(ctx, "requested", 70))
      await actingAs(ctx, payers, (desk) => confirmRequest(desk, id, seen));
  }),
  work("draw", async (ctx) => {
    const drawn = await requests(ctx, "confirmed", 62);
    await by(ctx, "chuna", (desk) => drawReceipts(desk, idsOf(drawn)));
  }),
  work("issue", async (ctx) => {
    const issued = await requests(ctx, "drawn", 54);
    await by(ctx, "kuaiji", (desk) => issueReceipts(desk, idsOf(issued)));
  }),
  work("reverse", async (ctx) => {
    const [wrong, other] = await requests(ctx, "issued", 2);
    for (const request of [wrong, other])
      if (request) await by(ctx, "chuna", (desk) => drawReversal(desk, request.id, "抬头少写了工会委员会"));
    if (wrong) await by(ctx, "kuaiji", (desk) => issueReceipts(desk, [wrong.id]));
  }),
];

const idsOf = (found: readonly Requested[]): string[] => found.map(({ id }) => id);
