import { useCallback, useEffect, useRef, useState } from "react";

/**
 * What a worker has filled in and photographed, kept on the phone until it has arrived: a network that comes and goes, a
 * page that is closed, a battery that dies lose nothing. Signing out removes all of it, because phones are lent.
 */
type Draft = { readonly key: string; readonly value: unknown; readonly savedAt: string };
type Photo = { readonly draft: string; readonly slot: string; readonly blob: Blob; readonly name: string };

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("tongzhou", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("drafts", { keyPath: "key" });
      asked.result.createObjectStore("photos", { keyPath: ["draft", "slot"] });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

type Store = "drafts" | "photos";

/** One transaction over some stores; answers what the request found, once all of it is safe. */
async function within<T>(
  stores: readonly Store[],
  mode: IDBTransactionMode,
  work: (of: (store: Store) => IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction([...stores], mode);
      const asked = work((store) => transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const photosOfDraft = (draft: string) => IDBKeyRange.bound([draft, ""], [draft, "\uffff"]);

export async function readDraft<T>(key: string): Promise<T | undefined> {
  const found = await within<Draft>(["drafts"], "readonly", (of) => of("drafts").get(key));
  return found?.value as T | undefined;
}

export async function writeDraft(key: string, value: unknown): Promise<void> {
  const draft: Draft = { key, value, savedAt: new Date().toISOString() };
  await within(["drafts"], "readwrite", (of) => of("drafts").put(draft) as IDBRequest<unknown>);
}

/** Removes a draft with its photographs. */
export async function dropDraft(key: string): Promise<void> {
  await within(["drafts", "photos"], "readwrite", (of) => {
    of("photos").delete(photosOfDraft(key));
    return of("drafts").delete(key) as IDBRequest<unknown>;
  });
}

/** Keys of the drafts whose key begins so: 继续上次没填完的. */
export async function draftsOf(beginning: string): Promise<string[]> {
  const range = IDBKeyRange.bound(beginning, `${beginning}\uffff`);
  const found = await within<IDBValidKey[]>(["drafts"], "readonly", (of) => of("drafts").getAllKeys(range));
  return (found ?? []).map(String);
}

export async function keepPhoto(draft: string, slot: string, blob: Blob, name = "照片.jpg"): Promise<void> {
  const photo: Photo = { draft, slot, blob, name };
  await within(["photos"], "readwrite", (of) => of("photos").put(photo) as IDBRequest<unknown>);
}

/** The photographs of a draft that have not arrived yet, by slot. */
export async function photosOf(draft: string): Promise<Map<string, File>> {
  const found = await within<Photo[]>(["photos"], "readonly", (of) =>
    of("photos").getAll(photosOfDraft(draft)),
  );
  return new Map(
    (found ?? []).map(({ slot, blob, name }) => [slot, new File([blob], name, { type: blob.type })]),
  );
}

/** Once it has arrived. */
export async function dropPhoto(draft: string, slot: string): Promise<void> {
  await within(["photos"], "readwrite", (of) => of("photos").delete([draft, slot]) as IDBRequest<unknown>);
}

/** Everything, when somebody signs out. */
export async function dropAllDrafts(): Promise<void> {
  await within(["drafts", "photos"], "readwrite", (of) => {
    of("photos").clear();
    return of("drafts").clear() as IDBRequest<unknown>;
  }).catch(() => undefined);
}

/**
 * A form that is kept as it is filled in. `ready` is false until what was kept last time has been read. Where the browser
 * keeps nothing (private window), it works without: `saved` stays false.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [value, setValue] = useState<T>(initial);
  const [ready, setReady] = useState(false);
  const [saved, setSaved] = useState(false);
  const latest = useRef(initial);
  useEffect(() => {
    let gone = false;
    readDraft<T>(key)
      .then((found) => {
        if (gone || !found) return;
        latest.current = { ...latest.current, ...found };
        setValue(latest.current);
        setSaved(true);
      })
      .catch(() => undefined)
      .finally(() => !gone && setReady(true));
    return () => {
      gone = true;
    };
  }, [key]);
  const change = useCallback(
    // What follows from what stands there asks the latest: two photographs may arrive before the page is drawn anew.
    (part: Partial<T> | ((latest: T) => Partial<T>)) => {
      const changed = typeof part === "function" ? part(latest.current) : part;
      latest.current = { ...latest.current, ...changed };
      setValue(latest.current);
      writeDraft(key, latest.current).then(
        () => setSaved(true),
        () => setSaved(false),
      );
    },
    [key],
  );
  const drop = useCallback(() => dropDraft(key), [key]);
  return { value, change, ready, saved, drop };
}
