import { Refusal } from "#core/refusal.ts";
import { read, write } from "#platform/http/route.ts";
import { changePassword } from "../commands/accounts.ts";
import { beginSecondFactor, confirmSecondFactor } from "../commands/second-factor.ts";
import { signIn, signOut, switchGrant } from "../commands/session.ts";
import { setUpAdministrator, setUpCity, setUpProvince } from "../commands/set-up.ts";
import {
  ChangePasswordRequest,
  CodeRequest,
  Done,
  SecondFactorSetUp,
  SessionView,
  SetUpAdministratorRequest,
  SetUpCityRequest,
  SetUpProvinceRequest,
  SetUpView,
  SignInRequest,
  SwitchGrantRequest,
} from "../contract.ts";
import { sessionView } from "../queries/session-view.ts";
import { setUpStep } from "../queries/set-up.ts";

const done = { done: true } as const;

/** The front desk: these check the session themselves, because it may still lack a password or a second factor. */
const sessionRoutes = [
  read({
    path: "/session",
    summary: "Who is signed in, in which role; signed out: the demo accounts of a demo city",
    permission: "public",
    reply: SessionView,
    handle: (ctx, { desk }) => sessionView(ctx, desk.token),
  }),
  write({
    path: "/session",
    summary: "Sign in",
    permission: "public",
    body: SignInRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      const token = await signIn(ctx, body);
      if (token instanceof Refusal) return token;
      desk.setToken(token);
      return sessionView(ctx, token);
    },
  }),
  write({
    method: "DELETE",
    path: "/session",
    summary: "Sign out",
    permission: "public",
    reply: Done,
    isSecret: true,
    handle: async (ctx, { desk }) => {
      await signOut(ctx, desk.token);
      desk.setToken(null);
      return done;
    },
  }),
  write({
    path: "/session/grant",
    summary: "Act in another of one's roles, or in another city of one's province",
    permission: "public",
    body: SwitchGrantRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await switchGrant(ctx, desk.token, body.grantId, body.cityId);
      return sessionView(ctx, desk.token);
    },
  }),
  write({
    path: "/session/password",
    summary: "Change one's own password",
    permission: "public",
    body: ChangePasswordRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await changePassword(ctx, desk.token, body);
      return sessionView(ctx, desk.token);
    },
  }),
  write({
    path: "/session/second-factor/setup",
    summary: "Begin to set up the second factor: a secret for the authenticator",
    permission: "public",
    reply: SecondFactorSetUp,
    isSecret: true,
    handle: (ctx, { desk }) => beginSecondFactor(ctx, desk.token),
  }),
  write({
    path: "/session/second-factor",
    summary: "Prove the second factor with one code",
    permission: "public",
    body: CodeRequest,
    reply: SessionView,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await confirmSecondFactor(ctx, desk.token, body.code);
      return sessionView(ctx, desk.token);
    },
  }),
];

const setUpRoutes = [
  read({
    path: "/setup",
    summary: "What an empty database still needs",
    permission: "public",
    reply: SetUpView,
    handle: async (ctx) => {
      const { step, provinceId } = await setUpStep(ctx);
      return { needed: step !== "done", step, provinceId: provinceId ?? null };
    },
  }),
  write({
    path: "/setup/administrator",
    summary: "Create the first administrator of an empty database",
    permission: "public",
    body: SetUpAdministratorRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      desk.setToken(await setUpAdministrator(ctx, body));
      return done;
    },
  }),
  write({
    path: "/setup/province",
    summary: "Open the province",
    permission: "public",
    body: SetUpProvinceRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await setUpProvince(ctx, desk.token, body);
      return done;
    },
  }),
  write({
    path: "/setup/city",
    summary: "Open the first city",
    permission: "public",
    body: SetUpCityRequest,
    reply: Done,
    isSecret: true,
    handle: async (ctx, { body, desk }) => {
      await setUpCity(ctx, desk.token, body);
      return done;
    },
  }),
];

export const frontDeskRoutes = [...sessionRoutes, ...setUpRoutes];
