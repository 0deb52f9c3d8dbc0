export { deliverWebhooks } from "./deliver.ts";
