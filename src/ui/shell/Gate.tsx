import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { queryClient, request, signInAgain } from "../api.ts";
import { Dialog } from "../Dialog.tsx";
import { asProblem, type ProblemError } from "../problem.ts";
import { PlaceProvider } from "../router.tsx";
import { type Session, SessionProvider } from "../session.tsx";
import "../States.css";

/** An account of the demo city, shown before signing in. `code` is the current second factor. */
export type DemoAccount = {
  readonly login: string;
  readonly name: string;
  readonly roleName: string;
  readonly organisationName?: string | undefined;
  readonly password: string;
  readonly code?: string | null | undefined;
};

/** What `GET /api/session` says to somebody who is not signed in. */
export type Welcome = {
  /** Nobody has an account yet: the first set-up starts. */
  readonly empty?: boolean | undefined;
  readonly demo?: boolean | undefined;
  readonly accounts?: readonly DemoAccount[] | undefined;
};

export type SignInProps = { welcome: Welcome; onSignedIn: () => void };

type Rooms = {
  SignIn: ComponentType<SignInProps>;
  SignInForm: ComponentType<SignInProps>;
  SetUp: ComponentType<{ onDone: () => void }>;
};

type Arrival =
  | { readonly at: "asking" }
  | { readonly at: "welcome"; readonly welcome: Welcome }
  | { readonly at: "inside"; readonly session: Session }
  | { readonly at: "failed"; readonly problem: ProblemError };

/** Lets people in: first set-up, sign-in, or the console. When a session ends, it asks again above the page. */
export function Gate({ rooms, children }: { rooms: Rooms; children: ReactNode }) {
  const [arrival, setArrival] = useState<Arrival>({ at: "asking" });
  const ask = () => void arrive().then(setArrival);
  useEffect(ask, []);
  if (arrival.at === "asking") return null;
  if (arrival.at === "failed") return <NoAnswer problem={arrival.problem} again={ask} />;
  return (
    <QueryClientProvider client={queryClient}>
      <PlaceProvider>
        {arrival.at === "welcome" ? (
          <FrontDesk rooms={rooms} welcome={arrival.welcome} done={ask} />
        ) : (
          <SessionProvider session={arrival.session}>
            {children}
            <AgainHost rooms={rooms} />
          </SessionProvider>
        )}
      </PlaceProvider>
    </QueryClientProvider>
  );
}

async function arrive(): Promise<Arrival> {
  try {
    const reply = await request<Partial<Session> & Welcome>("GET", "/api/session");
    if (reply.account) return { at: "inside", session: reply as Session };
    return { at: "welcome", welcome: reply };
  } catch (thrown) {
    const problem = asProblem(thrown);
    return problem.status === 401 ? { at: "welcome", welcome: {} } : { at: "failed", problem };
  }
}

function FrontDesk({ rooms, welcome, done }: { rooms: Rooms; welcome: Welcome; done: () => void }) {
  const { SignIn, SetUp } = rooms;
  return welcome.empty ? <SetUp onDone={done} /> : <SignIn welcome={welcome} onSignedIn={done} />;
}

/** The session ran out: sign in above the page; what was typed stays, and the request is sent again. */
function AgainHost({ rooms }: { rooms: Rooms }) {
  const [waiting, setWaiting] = useState<{ done: () => void; welcome: Welcome }>();
  useEffect(() => {
    let open: Promise<void> | undefined;
    signInAgain.ask = () => {
      open ??= (async () => {
        const welcome = await request<Welcome>("GET", "/api/session").catch(() => ({}));
        await new Promise<void>((done) => setWaiting({ done, welcome }));
        setWaiting(undefined);
        open = undefined;
      })();
      return open;
    };
    return () => {
      delete signInAgain.ask;
    };
  }, []);
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
        <button type="button" className="button button-primary" onClick={again}>
          再试一次
        </button>
      </div>
    </div>
  </main>
);
