import { createContext, type ReactNode, use } from "react";
import { dayInChina } from "#core/dates.ts";
import type { Permission, Reach } from "#core/permissions.ts";

/** One role in one part of the tree. */
export type Grant = {
  readonly id: string;
  readonly role: string;
  readonly roleName: string;
  readonly reach: Reach;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly cityId: number;
  readonly cityName: string;
};

/** Who is signed in, as which of their grants, and what that allows (`GET /api/session`). */
export type Session = {
  readonly account: { readonly id: string; readonly name: string; readonly login: string };
  readonly grants: readonly Grant[];
  /** The grant one acts as. */
  readonly current: Grant;
  readonly permissions: readonly string[];
  /** The day the server works with; a demo city's calendar stands still. */
  readonly today?: string | undefined;
};

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = ({ session, children }: { session: Session; children: ReactNode }) => (
  <SessionContext value={session}>{children}</SessionContext>
);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error("useSession outside SessionProvider");
  return session;
}

/** Whether the current grant may do something. Pages ask the reply's `allowed` first; this is for menus. */
export const useMay = (): ((permission: Permission | "signed_in") => boolean) => {
  const { permissions } = useSession();
  return (permission) => permission === "signed_in" || permissions.includes(permission);
};

/** Today in China as the server has it. */
export function useToday(): string {
  const session = use(SessionContext);
  return session?.today ?? dayInChina(new Date());
}
