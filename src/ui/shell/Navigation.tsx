import { useGet } from "../api.ts";
import { matchPath } from "../match-path.ts";
import { Link, usePlace } from "../router.tsx";
import { sayCount } from "../say.ts";
import { navGroups, type Screen } from "../screen.ts";
import { useMay } from "../session.tsx";
import "./shell.css";

type Entry = Screen & { readonly nav: NonNullable<Screen["nav"]> };

/** Words only, grouped by nouns; a count where work waits. A role sees what it uses. */
export function Navigation({ screens, close }: { screens: readonly Screen[]; close: () => void }) {
  const may = useMay();
  const { path } = usePlace();
  const counts = useGet<{ counts: Readonly<Record<string, number>> }>("/api/counts", {}, { everyMs: 60_000 });
  const entries = screens
    .filter((screen): screen is Entry => screen.nav !== undefined && may(screen.permission))
    .filter(({ nav }) => nav.for === undefined || nav.for.some(may))
    .sort((a, b) => a.nav.order - b.nav.order);
  const here = currentEntry(entries, path);
  return (
    <nav className="nav" id="navigation" aria-label="主导航">
      {navGroups.map((group) => {
        const inGroup = entries.filter((entry) => entry.nav.group === group);
        if (inGroup.length === 0) return null;
        return (
          <section key={group}>
            {group && <h2>{group}</h2>}
            {inGroup.map((entry) => {
              const count = counts.data?.counts[entry.nav.countKey ?? ""] ?? 0;
              return (
                <Link
                  key={entry.path}
                  to={entry.path}
                  aria-current={entry === here ? "page" : undefined}
                  onClick={close}
                >
                  {entry.nav.label}
                  {count > 0 && <span className="nav-count">{sayCount(count)}</span>}
                </Link>
              );
            })}
          </section>
        );
      })}
    </nav>
  );
}

/** The entry one stands under: its own path, or the longest beginning (/months for /months/2025-01). */
function currentEntry(entries: readonly Entry[], path: string): Entry | undefined {
  const exact = entries.find((entry) => matchPath(entry.path, path));
  if (exact) return exact;
  return entries
    .filter((entry) => entry.path !== "/" && path.startsWith(`${entry.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
