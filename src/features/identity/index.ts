export { userCommand } from "./cli.ts";
export { createAccount, type NewAccount } from "./commands/accounts.ts";
export { hashToken, newToken } from "./commands/credentials.ts";
export { createDemoAccounts, type DemoPerson } from "./commands/demo.ts";
export { grantRole, type NewGrant, revokeGrant } from "./commands/grants.ts";
export { authenticate } from "./queries/authenticate.ts";
export { demoActor } from "./queries/demo-actor.ts";
