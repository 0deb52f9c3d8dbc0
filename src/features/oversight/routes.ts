import { verifyAudit } from "#platform/audit/chain.ts";
import { read } from "#platform/http/route.ts";
import { AuditList, AuditQuery, AuditVerdictView } from "./contract.ts";
import { auditLines } from "./queries.ts";

export const oversightRoutes = [
  read({
    path: "/audit-lines",
    summary: "What was done, by whom, newest first",
    permission: "oversight.audit",
    query: AuditQuery,
    reply: AuditList,
    handle: (ctx, { query }) => auditLines(ctx, query),
  }),
  read({
    path: "/audit-lines/verification",
    summary: "Recompute the chain of audit lines",
    permission: "oversight.audit",
    reply: AuditVerdictView,
    handle: async (ctx) => {
      const verdict = await verifyAudit(ctx);
      return { ...verdict, brokenAt: verdict.brokenAt ?? null };
    },
  }),
];
