import { read, write } from "#platform/http/route.ts";
import {
  openAccount,
  openServiceAccount,
  renewToken,
  resetPassword,
  resetSecondFactor,
  setDisabled,
} from "../commands/administration.ts";
import { delegateRole, endDelegation, grantRole, inCity, revokeGrant } from "../commands/grants.ts";
import {
  AccountList,
  AccountParams,
  AccountQuery,
  DelegationRequest,
  Done,
  GrantableQuery,
  GrantableRoles,
  GrantParams,
  GrantRequest,
  Made,
  NewPassword,
  OpenAccountRequest,
  OpenedAccount,
  OpenServiceRequest,
  ServiceOpened,
  TokenReply,
} from "../contract.ts";
import { accountList, grantableRoles } from "../queries/accounts.ts";

const done = { done: true } as const;

export const administrationRoutes = [
  read({
    path: "/accounts",
    summary: "Accounts with a role in one's part of the tree",
    permission: "accounts.read",
    query: AccountQuery,
    reply: AccountList,
    handle: (ctx, { query }) => accountList(ctx, query),
  }),
  read({
    path: "/accounts/roles",
    summary: "Roles one may give at an organisation of a kind",
    permission: "accounts.grant",
    query: GrantableQuery,
    reply: GrantableRoles,
    handle: async (ctx, { query }) => ({ rows: grantableRoles(ctx, query.kind) }),
  }),
  write({
    path: "/accounts",
    summary: "Open an account in a role, with a password for its first sign-in",
    permission: "accounts.grant",
    body: OpenAccountRequest,
    reply: OpenedAccount,
    isSecret: true,
    handle: (ctx, { body: { cityId, ...given } }) =>
      inCity(ctx, cityId, (there) => openAccount(there, given)),
  }),
  write({
    path: "/accounts/services",
    summary: "Open an account for another system; its token is shown once",
    permission: "accounts.grant",
    body: OpenServiceRequest,
    reply: ServiceOpened,
    isSecret: true,
    handle: (ctx, { body }) => openServiceAccount(ctx, body),
  }),
  write({
    path: "/accounts/:accountId/token",
    summary: "Renew the token of another system",
    permission: "accounts.grant",
    params: AccountParams,
    reply: TokenReply,
    isSecret: true,
    handle: (ctx, { params }) => renewToken(ctx, params.accountId),
  }),
  write({
    path: "/accounts/:accountId/password",
    summary: "Give a new password for the next sign-in",
    permission: "accounts.grant",
    params: AccountParams,
    reply: NewPassword,
    isSecret: true,
    handle: (ctx, { params }) => resetPassword(ctx, params.accountId),
  }),
  write({
    method: "DELETE",
    path: "/accounts/:accountId/second-factor",
    summary: "Take the second factor off an account whose phone is lost",
    permission: "accounts.grant",
    params: AccountParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await resetSecondFactor(ctx, params.accountId);
      return done;
    },
  }),
  ...(["disable", "enable"] as const).map((verb) =>
    write({
      path: `/accounts/:accountId/${verb}`,
      summary: verb === "disable" ? "Close an account at once" : "Open a closed account again",
      permission: "accounts.grant",
      params: AccountParams,
      reply: Done,
      handle: async (ctx, { params }) => {
        await setDisabled(ctx, params.accountId, verb === "disable");
        return done;
      },
    }),
  ),
  write({
    path: "/accounts/:accountId/grants",
    summary: "Give an account a role",
    permission: "accounts.grant",
    params: AccountParams,
    body: GrantRequest,
    reply: Made,
    handle: async (ctx, { params, body: { cityId, ...given } }) => ({
      id: await inCity(ctx, cityId, (there) => grantRole(there, { ...given, accountId: params.accountId })),
    }),
  }),
  write({
    method: "DELETE",
    path: "/grants/:grantId",
    summary: "Take a role back at once",
    permission: "accounts.grant",
    params: GrantParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await revokeGrant(ctx, params.grantId);
      return done;
    },
  }),
  write({
    path: "/delegations",
    summary: "Hand one's own role to somebody for a time",
    permission: "signed_in",
    body: DelegationRequest,
    reply: Made,
    handle: async (ctx, { body }) => ({ id: await delegateRole(ctx, body) }),
  }),
  write({
    method: "DELETE",
    path: "/delegations/:grantId",
    summary: "End a delegation of one's own",
    permission: "signed_in",
    params: GrantParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await endDelegation(ctx, params.grantId);
      return done;
    },
  }),
];
