import { useSyncExternalStore } from "react";
import { request } from "../api.ts";

const key = "tongzhou.large";
const listeners = new Set<() => void>();
const isLarge = () => document.documentElement.classList.contains("large-type");

function apply(large: boolean): void {
  document.documentElement.classList.toggle("large-type", large);
  for (const tell of listeners) tell();
}

function keep(large: boolean): void {
  try {
    localStorage.setItem(key, large ? "1" : "0");
  } catch {
    // Without storage the choice lasts as long as the page; the account keeps it, too.
  }
}

/** Before the first paint: what was chosen on this phone last. */
export function startType(): void {
  try {
    apply(localStorage.getItem(key) === "1");
  } catch {
    apply(false);
  }
}

/** What the account says, when somebody signs in. */
export function takeType(large: boolean): void {
  apply(large);
  keep(large);
}

/** 大字版: kept on the phone, and with the account where somebody is signed in. */
export function useLargeType(): [boolean, () => void] {
  const large = useSyncExternalStore((tell) => {
    listeners.add(tell);
    return () => listeners.delete(tell);
  }, isLarge);
  const toggle = () => {
    takeType(!large);
    // Signed out or offline: the phone keeps it all the same.
    void request("PUT", "/api/me/large-type", { body: { largeType: !large } }).catch(() => undefined);
  };
  return [large, toggle];
}
