import { QueryClientProvider } from "@tanstack/react-query";
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { queryClient, request, signInAgain } from "../api.ts";
import { asProblem, type ProblemError } from "../problem.ts";
import { PlaceProvider } from "../router.tsx";
import { takeType } from "./large-type.ts";
import { type KnownMe, type Me, MeProvider, rememberedMe, rememberMe } from "./me.tsx";
import { PhonePage } from "./PhonePage.tsx";
import { Note } from "./parts.tsx";

export type GateRoomProps<Reply extends Me = Me> = { session: Reply; onDone: () => void };

type Rooms<Reply extends Me> = {
  /** Phone number and code. */
  SignIn: ComponentType<GateRoomProps<Reply>>;
  /** Who one is. */
  Bind: ComponentType<GateRoomProps<Reply>>;
};

type Arrival<Reply extends Me> =
  | { readonly at: "asking" }
  | { readonly at: "here"; readonly session: Reply }
  | { readonly at: "inside"; readonly me: KnownMe }
  | { readonly at: "failed"; readonly problem: ProblemError };

/** Lets a worker in: by number and code, then by who they are. Without a network, whoever was here last. */
export function PhoneGate<Reply extends Me>({
  rooms,
  children,
}: {
  rooms: Rooms<Reply>;
  children: ReactNode;
}) {
  const [arrival, setArrival] = useState<Arrival<Reply>>({ at: "asking" });
  const ask = useCallback(() => void arrive<Reply>().then(setArrival), []);
  useEffect(() => {
    ask();
    // A session that ended, here or on another phone: back to the door. What was filled in is kept on the phone.
    signInAgain.ask = async () => {
      ask();
      return new Promise(() => undefined);
    };
    // Opened without a network: asked again as soon as there is one.
    addEventListener("online", ask);
    return () => removeEventListener("online", ask);
  }, [ask]);
  if (arrival.at === "asking") return null;
  const { SignIn, Bind } = rooms;
  return (
    <QueryClientProvider client={queryClient}>
      <PlaceProvider>
        {arrival.at === "failed" && <NoAnswer problem={arrival.problem} again={ask} />}
        {arrival.at === "here" &&
          (arrival.session.phone === null ? (
            <SignIn session={arrival.session} onDone={ask} />
          ) : (
            <Bind session={arrival.session} onDone={ask} />
          ))}
        {arrival.at === "inside" && <MeProvider me={arrival.me}>{children}</MeProvider>}
      </PlaceProvider>
    </QueryClientProvider>
  );
}

async function arrive<Reply extends Me>(): Promise<Arrival<Reply>> {
  try {
    const session = await request<Reply>("GET", "/api/me/session");
    if (session.phone !== null) takeType(session.largeType);
    if (!session.person) {
      rememberMe(undefined);
      return { at: "here", session };
    }
    const me = { ...session, person: session.person };
    rememberMe(me);
    return { at: "inside", me };
  } catch (thrown) {
    const problem = asProblem(thrown);
    const last = problem.code === "offline" ? rememberedMe() : undefined;
    return last ? { at: "inside", me: last } : { at: "failed", problem };
  }
}

const NoAnswer = ({ problem, again }: { problem: ProblemError; again: () => void }) => (
  <PhonePage bar="同舟互助" title={problem.title} back={again} action={{ label: "再试一次", onPress: again }}>
    <Note>{problem.detail}</Note>
  </PhonePage>
);
