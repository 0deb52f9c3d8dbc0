import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { AntRoom } from "../AntRoom.tsx";
import { queryClient, request, signInAgain } from "../api.ts";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { asProblem, ProblemError } from "../problem.ts";
import { PlaceProvider } from "../router.tsx";
import { type Session, SessionProvider } from "../session.tsx";
import { DemoProgress, type LoadProgress, useLoadProgress } from "./DemoProgress.tsx";
import "../States.css";

/** An account of the demo city, shown before signing in. `code` is the current second factor. */
export type DemoAccount = {
  readonly login: string;
  readonly password: string;
  readonly roleName: string;
  readonly organisationName: string;
  readonly code?: string | undefined;
};

/** What `GET /api/session` says to somebody who is not signed in. */
export type Welcome = { readonly demo?: { readonly accounts: readonly DemoAccount[] } | undefined };
export type SignInProps = { welcome: Welcome; onSignedIn: () => void };

/** What is missing before work can begin. */
type Missing = "new_password" | "second_factor" | "second_factor_setup";
export type NeedsProps = { needs: Missing; onDone: () => void };

type Rooms = {
  SignIn: ComponentType<SignInProps>;
  SignInForm: ComponentType<SignInProps>;
  SetUp: ComponentType<{ onDone: () => void }>;
  Needs: ComponentType<NeedsProps>;
};

type SessionReply = Partial<Session> & Welcome & { readonly needs?: Missing | null };

type Arrival =
  | { readonly at: "asking" }
  | { readonly at: "set_up" }
  | { readonly at: "loading" }
  | { readonly at: "welcome"; readonly welcome: Welcome }
  | { readonly at: "needs"; readonly needs: Missing }
  | { readonly at: "inside"; readonly session: Session }
  | { readonly at: "failed"; readonly problem: ProblemError };

/** Lets people in: first set-up, sign-in, what is missing, then the console. */
export function Gate({ rooms, children }: { rooms: Rooms; children: ReactNode }) {
  const [arrival, setArrival] = useState<Arrival>({ at: "asking" });
  const ask = useCallback(() => void arrive().then(setArrival), []);
  useEffect(ask, [ask]);
  if (arrival.at === "asking") return null;
  const { SignIn, SetUp, Needs } = rooms;
  return (
    <QueryClientProvider client={queryClient}>
      <AntRoom>
        <PlaceProvider>
          {arrival.at === "failed" && <NoAnswer problem={arrival.problem} again={ask} />}
          {arrival.at === "loading" && <DemoComes again={ask} />}
          {arrival.at === "set_up" && <SetUp onDone={ask} />}
          {arrival.at === "welcome" && <SignIn welcome={arrival.welcome} onSignedIn={ask} />}
          {arrival.at === "needs" && <Needs needs={arrival.needs} onDone={ask} />}
          {arrival.at === "inside" && (
            <SessionProvider session={arrival.session}>
              {children}
              <AgainHost rooms={rooms} session={arrival.session} />
            </SessionProvider>
          )}
        </PlaceProvider>
      </AntRoom>
    </QueryClientProvider>
  );
}

async function arrive(): Promise<Arrival> {
  try {
    const reply = await request<SessionReply>("GET", "/api/session");
    if (reply.account && reply.needs) return { at: "needs", needs: reply.needs };
    if (reply.account && reply.current) return { at: "inside", session: reply as Session };
    const { needed } = await request<{ needed: boolean }>("GET", "/api/setup");
    if (needed) return { at: (await isDemoComing()) ? "loading" : "set_up" };
    if (!reply.account) return { at: "welcome", welcome: reply };
    return { at: "failed", problem: withoutRole(reply.account.name) };
  } catch (thrown) {
    return { at: "failed", problem: asProblem(thrown) };
  }
}

/** An empty database may be waiting for its demo, which begins a moment after the page answers. */
async function isDemoComing(): Promise<boolean> {
  for (const pause of [0, 1000]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    const progress = await request<LoadProgress>("GET", "/api/onboarding/progress");
    if (progress.state === "running") return true;
  }
  return false;
}

/** The demo's first seconds: no account yet to sign in with. */
function DemoComes({ again }: { again: () => void }) {
  const progress = useLoadProgress();
  useEffect(() => {
    const timer = setInterval(again, 2000);
    return () => clearInterval(timer);
  }, [again]);
  return (
    <main className="page" style={{ maxWidth: 720 }}>
      <section className="surface state">
        <h1>同舟已经启动，正在准备演示城市</h1>
        <DemoProgress progress={progress} />
      </section>
    </main>
  );
}

const withoutRole = (name: string) =>
  new ProblemError({
    code: "no_role",
    title: `${name}，您的账号现在没有身份`,
    detail: "身份可能已经到期或收回。请联系本级或上级工会管理员授予，然后再试一次。",
  });

/** The session ran out: sign in above the page; what was typed stays, and the request is sent again. */
function AgainHost({ rooms, session }: { rooms: Rooms; session: Session }) {
  const [waiting, setWaiting] = useState<{ done: () => void; welcome: Welcome }>();
  useEffect(() => {
    let open: Promise<void> | undefined;
    const ask = async () => {
      const reply = await request<SessionReply>("GET", "/api/session");
      if (reply.account) return location.reload(); // signed in, but something is missing: the gate says what
      await new Promise<void>((done) => setWaiting({ done, welcome: reply }));
      setWaiting(undefined);
      const now = await request<SessionReply>("GET", "/api/session");
      // Somebody else, or another role: what stands on this page is not theirs.
      if (now.account?.id !== session.account.id || now.current?.id !== session.current.id)
        location.assign("/");
    };
    signInAgain.ask = () => {
      open ??= ask().finally(() => {
        open = undefined;
      });
      return open;
    };
    return () => {
      delete signInAgain.ask;
    };
  }, [session]);
  if (!waiting) return null;
  const { SignInForm } = rooms;
  return (
    <Dialog title="请重新登录" firm onClose={() => undefined}>
      <p>离开太久，登录已过期。登录后回到这一页，填写的内容都还在。</p>
      <SignInForm welcome={waiting.welcome} onSignedIn={waiting.done} />
    </Dialog>
  );
}

const NoAnswer = ({ problem, again }: { problem: ProblemError; again: () => void }) => (
  <main className="page">
    <div className="surface state" role="alert">
      <h1>{problem.title}</h1>
      <p>{problem.detail}</p>
      <div className="state-actions">
        <Button kind="primary" onClick={again}>
          再试一次
        </Button>
        {problem.code === "no_role" && (
          <Button onClick={() => void request("DELETE", "/api/session").finally(again)}>退出登录</Button>
        )}
      </div>
    </div>
  </main>
);
