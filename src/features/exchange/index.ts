export { deliverWebhooks } from "./commands/deliver-webhooks.ts";
