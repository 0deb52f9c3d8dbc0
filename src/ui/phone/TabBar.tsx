import { createContext, use } from "react";
import { Link, usePlace } from "../router.tsx";

export type Tab = { readonly path: string; readonly label: string };

/** Set by the shell from what the features announce. */
export const TabsContext = createContext<readonly Tab[]>([]);

/** 首页 我的申领 我的: only where something is there. */
export function TabBar() {
  const { path } = usePlace();
  const tabs = use(TabsContext);
  if (tabs.length === 0) return null;
  return (
    <nav className="ph-tabs" aria-label="主要页面">
      {tabs.map((tab) => (
        <Link key={tab.path} to={tab.path} aria-current={isHere(tab.path, path) ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}

const isHere = (tab: string, path: string) => tab.replace(/\/$/, "") === path.replace(/\/$/, "");
