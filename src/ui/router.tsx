import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  startTransition,
  use,
  useCallback,
  useEffect,
  useState,
} from "react";

import type { Params } from "./match-path.ts";

/**
 * The address bar as state. Routes come from a list at run time, so a typed router would type nothing:
 * see docs/decisions/0010. Filters, search words and open drawers live in the query, so a page can be sent on.
 */
export type Place = { readonly path: string; readonly query: URLSearchParams };

const placeNow = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

const PlaceContext = createContext<Place | undefined>(undefined);
export const ParamsContext = createContext<Params>({});

const listeners = new Set<() => void>();
let moves = 0;
const guards = new Set<(go: () => void) => boolean>();

export function PlaceProvider({ children }: { children: React.ReactNode }) {
  const [place, setPlace] = useState(placeNow);
  useEffect(() => {
    // A transition keeps the old page in view until the new one is there: no flash of nothing.
    const moved = () => startTransition(() => setPlace(placeNow()));
    listeners.add(moved);
    addEventListener("popstate", moved);
    return () => {
      listeners.delete(moved);
      removeEventListener("popstate", moved);
    };
  }, []);
  return <PlaceContext value={place}>{children}</PlaceContext>;
}

export function usePlace(): Place {
  const place = use(PlaceContext);
  if (!place) throw new Error("usePlace outside PlaceProvider");
  return place;
}

/** The values of `$name` parts of the screen's path. */
export const useParams = (): Params => use(ParamsContext);

/** One part of the path, which the screen's own path promises to be there. */
export function useParam(name: string): string {
  const value = useParams()[name];
  if (value === undefined) throw new Error(`This screen's path has no $${name}.`);
  return value;
}

/** Goes to an address within the console. A form with unsaved words may hold it back. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  const go = () => {
    moves += 1;
    if (replace) history.replaceState(null, "", to);
    else history.pushState(null, "", to);
    for (const tell of listeners) tell();
    if (!replace) scrollTo(0, 0);
  };
  const samePage = new URL(to, location.href).pathname === location.pathname;
  if (!samePage) for (const holds of guards) if (holds(go)) return;
  go();
}

/** Asks before a page with unsaved words is left. `ask` gets the way on; it returns true when it holds. */
export function useLeaveGuard(isDirty: boolean, ask: (go: () => void) => void): void {
  useEffect(() => {
    if (!isDirty) return;
    const hold = (go: () => void) => {
      ask(() => {
        guards.delete(hold);
        go();
      });
      return true;
    };
    const unload = (event: BeforeUnloadEvent) => event.preventDefault();
    guards.add(hold);
    addEventListener("beforeunload", unload);
    return () => {
      guards.delete(hold);
      removeEventListener("beforeunload", unload);
    };
  }, [isDirty, ask]);
}

/** Whether one has moved within the console since it was opened. */
export const hasMoved = (): boolean => moves > 0;

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & { to: string };

/** Fetches the code of the page behind a link before it is clicked; set by the console. */
export const prefetch: { page: (path: string) => void } = { page: () => undefined };

export function Link({ to, onClick, ...rest }: LinkProps) {
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (event.defaultPrevented || !isPlain) return;
    event.preventDefault();
    navigate(to);
  };
  const near = () => prefetch.page(new URL(to, location.href).pathname);
  return <a {...rest} href={to} onClick={follow} onPointerEnter={near} onFocus={near} />;
}

/** One value of the query as state: `const [filter, setFilter] = useQueryState("state", "open")`. */
export function useQueryState(name: string, initial = ""): [string, (value: string) => void] {
  const { query } = usePlace();
  const set = useCallback(
    (value: string) => setQuery({ [name]: value === initial ? "" : value }),
    [name, initial],
  );
  return [query.get(name) ?? initial, set];
}

/** Changes several values of the query at once; an empty one goes. */
export function setQuery(changes: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  navigate(`${location.pathname}${text ? `?${text}` : ""}`, { replace: true });
}
