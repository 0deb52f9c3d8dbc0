import { createContext, type ReactNode, use } from "react";

/** Who is signed in on this phone (`GET /api/me/session`). */
export type Me = {
  readonly phone: string | null;
  readonly largeType: boolean;
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly organisationName: string;
    readonly cityName: string;
  } | null;
  readonly today: string;
};

/** A worker who is known. */
export type KnownMe = Me & { readonly person: NonNullable<Me["person"]> };

const MeContext = createContext<KnownMe | undefined>(undefined);

export const MeProvider = ({ me, children }: { me: KnownMe; children: ReactNode }) => (
  <MeContext value={me}>{children}</MeContext>
);

export function useMe(): KnownMe {
  const me = use(MeContext);
  if (!me) throw new Error("useMe outside MeProvider");
  return me;
}

const key = "tongzhou.me";

/** Who was here last: so that the shell, and what is kept on the phone, open without a network. Gone with signing out. */
export function rememberMe(me: KnownMe | undefined): void {
  try {
    if (me) localStorage.setItem(key, JSON.stringify(me));
    else localStorage.removeItem(key);
  } catch {
    // Without storage the pages need a network to open.
  }
}

export function rememberedMe(): KnownMe | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
