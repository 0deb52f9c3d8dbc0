import {
  type ComponentType,
  createContext,
  type LazyExoticComponent,
  lazy,
  Suspense,
  use,
  useEffect,
  useMemo,
} from "react";
import { matchPath } from "../match-path.ts";
import { ParamsContext, prefetch, usePlace } from "../router.tsx";
import type { Mobile, PhonePageEntry } from "./mobile.ts";
import { PageTrouble } from "./PageTrouble.tsx";
import { PhonePage } from "./PhonePage.tsx";
import { Nothing } from "./parts.tsx";
import { TabsContext } from "./TabBar.tsx";

type Props = { mobiles: readonly Mobile[] };

/** The page that the address names, and the tabs. */
export function PhoneShell({ mobiles }: Props) {
  const { path } = usePlace();
  const pages = useMemo(() => mobiles.flatMap((mobile) => mobile.pages ?? []), [mobiles]);
  const tabs = useMemo(
    () =>
      pages
        .flatMap(({ path: to, tab }) => (tab ? [{ path: to, ...tab }] : []))
        .sort((a, b) => a.order - b.order),
    [pages],
  );
  useEffect(() => {
    prefetch.page = (to) => void findPage(pages, to)?.page.element();
  }, [pages]);
  const found = useMemo(() => findPage(pages, path), [pages, path]);
  return (
    <MobilesContext value={mobiles}>
      <TabsContext value={tabs}>
        <PageTrouble key={path}>
          <Suspense fallback={<PhonePage bar="同舟互助">{<div className="ph-bones" />}</PhonePage>}>
            {found ? (
              <ParamsContext value={found.params}>
                <Room page={found.page} />
              </ParamsContext>
            ) : (
              <PhonePage bar="同舟互助" title="没有这一页">
                <Nothing title="请从下面的首页开始">链接可能不完整，或者这一页已经不在了。</Nothing>
              </PhonePage>
            )}
          </Suspense>
        </PageTrouble>
      </TabsContext>
    </MobilesContext>
  );
}

const MobilesContext = createContext<readonly Mobile[]>([]);

/** Everything of one kind that features announce, in its order: for the first page and for 我的. */
export function useAnnounced<K extends "home" | "homeLinks" | "myLinks">(kind: K) {
  type Entry = NonNullable<Mobile[K]>[number];
  const entries = use(MobilesContext).flatMap((mobile) => (mobile[kind] ?? []) as readonly Entry[]);
  return [...entries].sort((a, b) => a.order - b.order);
}

function findPage(pages: readonly PhonePageEntry[], path: string) {
  const at = path.length > 3 ? path.replace(/\/$/, "") : "/m/";
  // A fixed word beats a `$part`: /m/claims/new before /m/claims/$claimId.
  const ordered = [...pages].sort((a, b) => Number(a.path.includes("$")) - Number(b.path.includes("$")));
  for (const page of ordered) {
    const params = matchPath(page.path, at);
    if (params) return { page, params };
  }
  return undefined;
}

const loaded = new Map<() => Promise<ComponentType>, LazyExoticComponent<ComponentType>>();

/** A part that a feature announced, loaded when it is first shown. */
export function Room({ page }: { page: { readonly element: () => Promise<ComponentType> } }) {
  let Content = loaded.get(page.element);
  if (!Content) {
    Content = lazy(async () => ({ default: await page.element() }));
    loaded.set(page.element, Content);
  }
  return <Content />;
}
