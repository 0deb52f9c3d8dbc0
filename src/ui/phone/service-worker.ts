/**
 * Keeps the shell of the phone pages on the phone, so that it opens without a network. Files of the build only: what the
 * API answers is personal and is never kept. The build writes the list of files, and with it this file changes when they do.
 */
declare const SHELL_FILES: readonly string[];
declare const SHELL_VERSION: string;

type Waiting = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Waiting & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Worker = {
  readonly addEventListener: (
    name: "install" | "activate" | "fetch",
    hear: (event: Fetching) => void,
  ) => void;
  readonly skipWaiting: () => Promise<void>;
  readonly clients: { readonly claim: () => Promise<void> };
};

const worker = self as unknown as Worker;
const name = `shell-${SHELL_VERSION}`;
const page = "/m/";

worker.addEventListener("install", (event) => {
  const fetchAll = async () => {
    const shell = await caches.open(name);
    await shell.addAll([page, ...SHELL_FILES].map((file) => new Request(file, { cache: "reload" })));
    await worker.skipWaiting();
  };
  event.waitUntil(fetchAll());
});

worker.addEventListener("activate", (event) => {
  const dropOld = async () => {
    const old = (await caches.keys()).filter((each) => each.startsWith("shell-") && each !== name);
    await Promise.all(old.map((each) => caches.delete(each)));
    await worker.clients.claim();
  };
  event.waitUntil(dropOld());
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/api/")) return;
  // A page: the newest where there is a network, else the one kept.
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(page)));
  else if (SHELL_FILES.includes(pathname)) event.respondWith(kept(pathname, request));
});

async function kept(file: string, otherwise?: Request): Promise<Response> {
  const found = await (await caches.open(name)).match(file);
  return found ?? (otherwise ? fetch(otherwise) : Response.error());
}

export {}; // a module of its own, not part of the page's names
