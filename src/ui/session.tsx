import { createContext, type ReactNode, use } from "react";
import { dayInChina } from "#core/dates.ts";
import type { Permission } from "#core/permissions.ts";

export type Grant = {
  readonly id: string;
  readonly role: string;
  readonly roleName: string;
  readonly organisationName: string;
  readonly cityName?: string | null | undefined;
};

/** Who is signed in, as which of their grants, and what that allows. */
export type Session = {
  readonly account: { readonly id: string; readonly name: string; readonly login: string };
  readonly grants: readonly Grant[];
  /** The grant one acts as. */
  readonly current: string;
  readonly permissions: readonly Permission[];
  /** The day the server works with; demo data may live in another year. */
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

export const currentGrant = (session: Session): Grant | undefined =>
  session.grants.find((grant) => grant.id === session.current);

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
