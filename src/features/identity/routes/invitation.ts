import { roleOf } from "#core/permissions.ts";
import { read, write } from "#platform/http/route.ts";
import { inCity } from "../commands/grants.ts";
import {
  acceptInvitation,
  inviteAccount,
  openUnitAccount,
  replaceClerk,
  withdrawInvitation,
  withInvitation,
} from "../commands/invitations.ts";
import {
  AcceptRequest,
  Done,
  GrantParams,
  InvitationList,
  InvitationParams,
  InvitationView,
  InviteRequest,
  LinkReply,
  LinkRequest,
  ReplaceClerkRequest,
  SessionView,
} from "../contract.ts";
import { openInvitations } from "../queries/accounts.ts";
import { sessionView } from "../queries/session-view.ts";

const done = { done: true } as const;

export const invitationRoutes = [
  read({
    path: "/invitations",
    summary: "Invitations nobody has accepted yet",
    permission: "accounts.read",
    reply: InvitationList,
    handle: (ctx) => openInvitations(ctx),
  }),
  write({
    path: "/invitations",
    summary: "Invite somebody into a role by a link that works once",
    permission: "accounts.grant",
    body: InviteRequest,
    reply: LinkReply,
    isSecret: true,
    handle: (ctx, { body: { cityId, ...given } }) =>
      inCity(ctx, cityId, (there) => inviteAccount(there, given)),
  }),
  write({
    method: "DELETE",
    path: "/invitations/:invitationId",
    summary: "Take an invitation back",
    permission: "accounts.grant",
    params: InvitationParams,
    reply: Done,
    handle: async (ctx, { params }) => {
      await withdrawInvitation(ctx, params.invitationId);
      return done;
    },
  }),
  write({
    path: "/grants/:grantId/replacement",
    summary: "Change a unit's clerk: the old role ends and the new clerk is invited, together",
    permission: "accounts.grant",
    params: GrantParams,
    body: ReplaceClerkRequest,
    reply: LinkReply,
    isSecret: true,
    handle: (ctx, { params, body }) => replaceClerk(ctx, params.grantId, body.name),
  }),
  write({
    path: "/invitation/open",
    summary: "The invitation of a link",
    permission: "public",
    body: LinkRequest,
    reply: InvitationView,
    isSecret: true,
    handle: (ctx, { body }) =>
      withInvitation(ctx, body.token, async (_inside, invitation) => ({
        name: invitation.name,
        organisationName: invitation.organisationName,
        roleName: roleOf(invitation.role).name,
        secondFactor: roleOf(invitation.role).secondFactor,
      })),
  }),
  write({
    path: "/invitation/account",
    summary: "Accept an invitation with a new account",
    permission: "public",
    body: AcceptRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body: { token, ...as }, desk }) => {
      const session = await acceptInvitation(ctx, token, as);
      desk.setToken(session);
      return sessionView(ctx, session);
    },
  }),
  write({
    path: "/invitation/acceptance",
    summary: "Accept an invitation with the account one is signed in with",
    permission: "public",
    body: LinkRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      const session = await acceptInvitation(ctx, body.token, { sessionToken: desk.token });
      desk.setToken(session);
      return sessionView(ctx, session);
    },
  }),
  write({
    path: "/registration/account",
    summary: "Open the first account of a registered unit with the link of its registration",
    permission: "public",
    body: AcceptRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body: { token, ...as }, desk }) => {
      const session = await openUnitAccount(ctx, token, as);
      desk.setToken(session);
      return sessionView(ctx, session);
    },
  }),
];
