import { sql } from "kysely";
import { z } from "zod";
import { channels } from "#platform/channels/channels.ts";
import { vault } from "#platform/crypto.ts";
import { type Job, job } from "#platform/jobs/job.ts";
import { codeMinutes } from "./rules/sign-in-code.ts";

export const memberJobs: readonly Job[] = [
  job({
    name: "send_sign_in_code",
    payload: z.object({ codeId: z.uuid() }),
    // Where the gateway is in trouble the job comes again; after the code's five minutes there is nothing left to send.
    fetch: async ({ codeId }, _progress, look) => {
      const sealed = await look(async (ctx) => {
        const { rows } = await sql<{ sealed: Buffer | null }>`select sealed from member_code
          where id = ${codeId} and expires_at > ${ctx.now}`.execute(ctx.db);
        return rows[0]?.sealed;
      });
      if (!sealed) return undefined;
      const [phone = "", code = ""] = vault().open(sealed).split(" ");
      const sent = await channels().sms?.send(phone, {
        template: "sign_in_code",
        parameters: [code, String(codeMinutes)],
      });
      if (sent && !sent.ok && sent.mayRetry) throw new Error(`SMS gateway: ${sent.fault}`);
      return sent;
    },
    handle: async (ctx, { codeId }, sent) => {
      await sql`update member_code set sealed = null, sent_at = ${sent?.ok ? ctx.now : null} where id = ${codeId}`.execute(
        ctx.db,
      );
      return { sent: sent?.ok ?? false, fault: sent && !sent.ok ? sent.fault : null };
    },
  }),
];
