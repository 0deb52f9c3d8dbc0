import { QueryClientProvider } from "@tanstack/react-query";
import { SignIn } from "#features/identity/screens/SignIn.tsx";
import { HomePage } from "#features/insight/screens/HomePage.tsx";
import { AntRoom } from "../AntRoom.tsx";
import { queryClient } from "../api.ts";
import { PlaceProvider } from "../router.tsx";
import type { Screen } from "../screen.ts";
import { SessionProvider } from "../session.tsx";
import { Shell } from "../shell/Shell.tsx";
import { FormSample } from "./FormSample.tsx";
import { MonthSample } from "./MonthSample.tsx";
import { NineStates } from "./NineStates.tsx";
import { Parts } from "./Parts.tsx";
import { RosterSample } from "./RosterSample.tsx";
import { answers, demoAccounts, session } from "./sample.ts";

// Only `npm run dev` has this page, and only this page answers /api from samples.
const ask = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const path = new URL(String(input), location.href).pathname;
  const answer = answers[path];
  if (answer !== undefined) return Response.json(answer);
  return path.startsWith("/api/")
    ? Response.json({ title: "样例里没有这一项" }, { status: 404 })
    : ask(input, init);
};

const page = (
  path: string,
  group: "" | "参加" | "资金" | "查询",
  label: string,
  Content: () => React.ReactNode,
  countKey = "",
) =>
  ({
    path: `/gallery${path}`,
    permission: "signed_in",
    element: async () => Content,
    nav: { group, label, order: 0, countKey },
  }) satisfies Screen;

const screens: readonly Screen[] = [
  page("", "", "今日待办", HomePage, "home"),
  page("/roster", "参加", "名册", RosterSample, "rosters"),
  page("/month", "资金", "月度结算", MonthSample),
  page("/states", "查询", "九种状态", NineStates),
  page("/forms", "查询", "表单", FormSample),
  page("/parts", "查询", "零件", Parts),
];

/** Every part of the kit with Puyang's own figures, to look at: home, roster, month, states, forms. */
export default function Gallery() {
  if (location.pathname === "/gallery/sign-in")
    return (
      <QueryClientProvider client={queryClient}>
        <AntRoom>
          <SignIn welcome={{ demo: { accounts: demoAccounts } }} onSignedIn={() => undefined} />
        </AntRoom>
      </QueryClientProvider>
    );
  return (
    <QueryClientProvider client={queryClient}>
      <AntRoom>
        <PlaceProvider>
          <SessionProvider session={session}>
            <Shell screens={screens} />
          </SessionProvider>
        </PlaceProvider>
      </AntRoom>
    </QueryClientProvider>
  );
}
