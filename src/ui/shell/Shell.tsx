import {
  type ComponentType,
  type LazyExoticComponent,
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from "react";
import { ConfirmHost } from "../Dialog.tsx";
import { matchPath } from "../match-path.ts";
import { CrumbContext, Page, Surface } from "../page.tsx";
import { ProblemError } from "../problem.ts";
import { Link, ParamsContext, prefetch, usePlace } from "../router.tsx";
import { PageBones, ProblemState } from "../States.tsx";
import type { Crumb, Screen } from "../screen.ts";
import { useMay, useSession } from "../session.tsx";
import { ToastHost } from "../Toast.tsx";
import { Bell } from "./Bell.tsx";
import { DemoDay } from "./DemoDay.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { JobTray } from "./JobTray.tsx";
import { KeyHelp } from "./KeyHelp.tsx";
import { Mark } from "./Logo.tsx";
import { DeskStrip, Navigation } from "./Navigation.tsx";
import { usePreferences } from "./preferences.ts";
import { Search } from "./Search.tsx";
import { SwitchMenu } from "./SwitchMenu.tsx";
import "./shell.css";

/** Top bar, navigation, and the screen that the address names. */
export function Shell({ screens }: { screens: readonly Screen[] }) {
  const { path } = usePlace();
  const [isNavOpen, setNavOpen] = useState(false);
  const [crumb, setCrumb] = useState<string>();
  usePreferences();
  useEffect(() => {
    prefetch.page = (to) => void screens.find((screen) => matchPath(screen.path, to))?.element();
  }, [screens]);
  const found = useMemo(() => findScreen(screens, path), [screens, path]);
  const tell = useCallback((label: string | undefined) => setCrumb(label), []);
  return (
    <div className={isNavOpen ? "nav-open" : undefined}>
      <a className="skip" href="#main">
        跳到正文
      </a>
      <header className="top">
        <button
          type="button"
          className="menu-button"
          aria-expanded={isNavOpen}
          aria-controls="navigation"
          onClick={() => setNavOpen(!isNavOpen)}
        >
          {isNavOpen ? "收起" : "菜单"}
        </button>
        <Link className="logo" to="/" aria-label="同舟，回到今日待办">
          <Mark />
          <span>同舟</span>
        </Link>
        <Breadcrumb screen={found?.screen} screens={screens} last={crumb} />
        <DemoDay />
        <Search />
        <Bell />
        <JobTray />
        <SwitchMenu />
      </header>
      <div className="frame">
        <Navigation screens={screens} close={() => setNavOpen(false)} />
        <main className="main" id="main" tabIndex={-1}>
          <CrumbContext value={tell}>
            {found && <DeskStrip screen={found.screen} screens={screens} />}
            <ErrorBoundary key={path}>
              <Suspense fallback={<PageBones />}>
                {found ? (
                  <ParamsContext value={found.params}>
                    <ScreenRoom screen={found.screen} />
                  </ParamsContext>
                ) : (
                  <NoSuchPage />
                )}
              </Suspense>
            </ErrorBoundary>
          </CrumbContext>
        </main>
      </div>
      <KeyHelp />
      <ConfirmHost />
      <ToastHost />
    </div>
  );
}

function findScreen(screens: readonly Screen[], path: string) {
  // A fixed word beats a `$part`: /rosters/new before /rosters/$rosterId.
  const ordered = [...screens].sort((a, b) => Number(a.path.includes("$")) - Number(b.path.includes("$")));
  for (const screen of ordered) {
    const params = matchPath(screen.path, path);
    if (params) return { screen, params };
  }
  return undefined;
}

const loaded = new Map<Screen, LazyExoticComponent<ComponentType>>();

function ScreenRoom({ screen }: { screen: Screen }) {
  const may = useMay();
  if (!may(screen.permission)) return <NoSuchPage />;
  let Content = loaded.get(screen);
  if (!Content) {
    Content = lazy(async () => ({ default: await screen.element() }));
    loaded.set(screen, Content);
  }
  return <Content />;
}

const outOfReach = new ProblemError({ status: 404, title: "没有找到这一页，或它不在您的管理范围" });

/** The same words whether a page does not exist or may not be seen. */
function NoSuchPage() {
  useEffect(() => {
    document.title = "没有找到 – 同舟";
  }, []);
  return (
    <Page>
      <Surface flush>
        <ProblemState problem={outOfReach} />
      </Surface>
    </Page>
  );
}

type BreadcrumbProps = {
  screen: Screen | undefined;
  screens: readonly Screen[];
  last: string | undefined;
};

/** Starts with the part of the tree one stands in. */
function Breadcrumb({ screen, screens, last }: BreadcrumbProps) {
  const session = useSession();
  const grant = session.current;
  const start = grant.reach === "part" ? grant.organisationName : grant.cityName;
  const crumbs: Crumb[] = [{ label: start, to: "/" }, ...sectionOf(screen, screens)];
  if (last && crumbs.at(-1)?.label !== last) crumbs.push({ label: last });
  return (
    <nav aria-label="位置" style={{ flex: 1, minWidth: 0 }}>
      <ol className="crumbs">
        {crumbs.map(({ label, to }, i) => (
          <li key={label} aria-current={i === crumbs.length - 1 ? "page" : undefined}>
            {to && i < crumbs.length - 1 ? <Link to={to}>{label}</Link> : label}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function sectionOf(screen: Screen | undefined, screens: readonly Screen[]): readonly Crumb[] {
  if (!screen) return [];
  if (screen.crumbs) return screen.crumbs;
  if (screen.nav) return [{ label: screen.nav.label, to: screen.path }];
  const section = screens
    .filter((other) => other.nav && other.path !== "/" && screen.path.startsWith(`${other.path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return section?.nav ? [{ label: section.nav.label, to: section.path }] : [];
}
