/** The face of notices: what later features may import. */

export { deliverNotices } from "./commands/deliver.ts";
export { type About, type Recipient, tell } from "./commands/tell.ts";
export { tellOrganisations } from "./commands/tell-organisations.ts";
export { type DeliveryState, smsOutcomes } from "./queries/deliveries.ts";
export type { NoticeFacts, NoticeTemplate } from "./rules/template.ts";
