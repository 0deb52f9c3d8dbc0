import { useSyncExternalStore } from "react";

/** Whether the phone says it has a network. It may be wrong: a request that fails says so, too. */
export const useOnline = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      addEventListener("online", tell);
      addEventListener("offline", tell);
      return () => {
        removeEventListener("online", tell);
        removeEventListener("offline", tell);
      };
    },
    () => navigator.onLine,
  );
