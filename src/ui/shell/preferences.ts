import { useState } from "react";
import { useSession } from "../session.tsx";

export type Density = "compact" | "roomy";
export type TypeSize = "normal" | "large";
type Preferences = { readonly density: Density; readonly type: TypeSize };

const keyOf = (accountId: string) => `tongzhou.look.${accountId}`;

/** What a person chose on this computer; the storage may be closed to us. */
function stored(accountId: string): Preferences {
  const fallback: Preferences = { density: "compact", type: "normal" };
  try {
    return { ...fallback, ...JSON.parse(localStorage.getItem(keyOf(accountId)) ?? "{}") };
  } catch {
    return fallback;
  }
}

function apply({ density, type }: Preferences): void {
  document.documentElement.dataset.density = density;
  document.documentElement.dataset.type = type;
}

/** 紧凑 / 宽松 and 大字版, kept per person. */
export function usePreferences() {
  const { account } = useSession();
  const [chosen, setChosen] = useState(() => {
    const found = stored(account.id);
    apply(found);
    return found;
  });
  const choose = (change: Partial<Preferences>) => {
    const next = { ...chosen, ...change };
    setChosen(next);
    apply(next);
    try {
      localStorage.setItem(keyOf(account.id), JSON.stringify(next));
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  };
  return { ...chosen, choose };
}
