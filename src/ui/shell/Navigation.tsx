import { useGet } from "../api.ts";
import { matchPath } from "../match-path.ts";
import { Link, usePlace } from "../router.tsx";
import { sayCount } from "../say.ts";
import { navGroups, type Screen } from "../screen.ts";
import { useMay } from "../session.tsx";
import "./shell.css";

type Entry = Screen & { readonly nav: NonNullable<Screen["nav"]> };

type Props = { readonly screens: readonly Screen[]; readonly close: () => void };

/** Words only, grouped by nouns; a count where work waits. A role sees what it uses, a desk once. */
export function Navigation({ screens, close }: Props) {
  const may = useMay();
  const { path } = usePlace();
  const countOf = useCounts();
  const entries = entriesOf(screens, may);
  const used = entries.filter(({ nav }) => nav.for === undefined || nav.for.some(may));
  const here = currentEntry(entries, path);
  const lines = used.filter((entry) => used.find((other) => titleOf(other) === titleOf(entry)) === entry);
  return (
    <nav className="nav" id="navigation" aria-label="主导航">
      {navGroups.map((group) => {
        const inGroup = lines.filter((entry) => entry.nav.group === group);
        if (inGroup.length === 0) return null;
        return (
          <section key={group}>
            {group && <h2>{group}</h2>}
            {inGroup.map((entry) => {
              const title = titleOf(entry);
              const count = countOf(used.filter((other) => titleOf(other) === title));
              return (
                <Link
                  key={entry.path}
                  to={entry.path}
                  aria-current={here && titleOf(here) === title ? "page" : undefined}
                  onClick={close}
                >
                  {title}
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

/** The pages that lie on the desk of this one, above it; nothing above a page that lies alone, or deeper. */
export function DeskStrip({ screen, screens }: { screen: Screen; screens: readonly Screen[] }) {
  const may = useMay();
  const countOf = useCounts();
  const desk = screen.nav?.desk;
  const pages = entriesOf(screens, may).filter(({ nav }) => desk !== undefined && nav.desk === desk);
  if (pages.length < 2) return null;
  return (
    <nav className="strip" aria-label={desk}>
      {pages.map((page) => {
        const count = countOf([page]);
        return (
          <Link key={page.path} to={page.path} aria-current={page === screen ? "page" : undefined}>
            {page.nav.label}
            {count > 0 && <span className="nav-count">{sayCount(count)}</span>}
          </Link>
        );
      })}
    </nav>
  );
}

const titleOf = ({ nav }: Entry): string => nav.desk ?? nav.label;

const entriesOf = (screens: readonly Screen[], may: ReturnType<typeof useMay>): readonly Entry[] =>
  screens
    .filter((screen): screen is Entry => screen.nav !== undefined && may(screen.permission))
    .sort((a, b) => a.nav.order - b.nav.order);

function useCounts(): (entries: readonly Entry[]) => number {
  const counts = useGet<{ counts: Readonly<Record<string, number>> }>("/api/counts", {}, { everyMs: 60_000 });
  return (entries) =>
    entries.reduce((sum, { nav }) => sum + (counts.data?.counts[nav.countKey ?? ""] ?? 0), 0);
}

/** The entry one stands under: its own path, or the longest beginning (/months for /months/2025-01). */
function currentEntry(entries: readonly Entry[], path: string): Entry | undefined {
  const exact = entries.find((entry) => matchPath(entry.path, path));
  if (exact) return exact;
  return entries
    .filter((entry) => entry.path !== "/" && path.startsWith(`${entry.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
