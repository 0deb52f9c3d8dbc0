import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef } from "react";
import { asProblem, offline, ProblemError } from "./problem.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
export type Query = Readonly<Record<string, string | number | boolean | undefined | null>>;

/** Set by the shell: asks to sign in again above the page, so that no form is lost; resolves when done. */
export const signInAgain: { ask?: () => Promise<void> } = {};

/** An address with its query; empty values are left out. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

type Asking = {
  readonly body?: unknown;
  readonly key?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly isSecondTry?: boolean;
};

/** One request. A 401 asks to sign in above the page and then asks again; every no becomes a ProblemError. */
export async function request<T>(method: Method, path: string, options: Asking = {}): Promise<T> {
  const { body, key, signal, isSecondTry } = options;
  const headers: Record<string, string> = { accept: "application/json", "x-tongzhou": "console" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  const reply = await fetch(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw offline();
  });
  if (reply.status === 401 && signInAgain.ask && !isSecondTry && !path.startsWith("/api/session")) {
    await signInAgain.ask();
    return request<T>(method, path, { ...options, isSecondTry: true });
  }
  const answer = await readJson(reply);
  if (!reply.ok) throw problemOf(reply.status, answer);
  return answer as T;
}

async function readJson(reply: Response): Promise<unknown> {
  const text = await reply.text().catch(() => {
    throw offline();
  });
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The body of a refusal as a ProblemError; an answer without words (a proxy's) gets ours. */
export function problemOf(status: number, answer: unknown): ProblemError {
  const problem = answer as Partial<ProblemError> | undefined;
  if (problem?.title) return new ProblemError({ ...problem, title: problem.title, status });
  return new ProblemError({
    status,
    code: "server_fault",
    title: "服务器没有给出答复",
    detail: "不知道这一步是否已经完成。可以放心再试一次，不会重复提交。",
  });
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && asProblem(error).mayRetry,
      throwOnError: false,
    },
    mutations: { retry: false },
  },
});

/** What the server says at an address, kept fresh. Old figures stay while new ones come. `null` asks nothing. */
export function useGet<T>(path: string | null, query: Query = {}, { everyMs }: { everyMs?: number } = {}) {
  return useQuery<T, ProblemError>({
    queryKey: [path, query],
    queryFn: ({ signal }) => request<T>("GET", address(path ?? "", query), { signal }),
    enabled: path !== null,
    placeholderData: keepPreviousData,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
}

/** What every list of the API replies. */
export type ListReply<Row> = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly next: string | null;
};

/** A list that pages by key: `more()` brings the next 50. `first` is the first reply, with totals and counts. */
export function useListing<Row, Reply extends ListReply<Row> = ListReply<Row>>(
  path: string | null,
  query: Query = {},
  { limit = 50, everyMs }: { limit?: number; everyMs?: number } = {},
) {
  const found = useInfiniteQuery<Reply, ProblemError>({
    queryKey: [path, query, "pages"],
    queryFn: ({ pageParam, signal }) =>
      request<Reply>("GET", address(path ?? "", { ...query, after: pageParam as string, limit }), { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: path !== null,
    placeholderData: keepPreviousData,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });
  const pages = found.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.rows) as readonly Row[],
    total: pages[0]?.total ?? 0,
    first: pages[0],
    isPending: found.isPending,
    isRefreshing: found.isFetching && !found.isPending && !found.isFetchingNextPage,
    problem: found.error,
    hasMore: found.hasNextPage,
    isMoreComing: found.isFetchingNextPage,
    more: () => void found.fetchNextPage(),
    again: () => void found.refetch(),
    export: { path: path ?? "", query },
  };
}

export type Listing<Row> = ReturnType<typeof useListing<Row>>;

/** Everything that was read at these addresses (by their beginning) is read anew. No address: everything. */
export function refresh(...paths: string[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) =>
      paths.length === 0 || paths.some((path) => String(queryKey[0] ?? "").startsWith(path)),
  });
}

type ActionOptions<Reply> = {
  /** Beginnings of addresses whose answers change with it; everything when left out. */
  refreshes?: readonly string[];
  onDone?: (reply: Reply) => void;
};

/**
 * One thing a person does. `run(body)` sends it; the Idempotency-Key stays the same while the answer is unknown
 * (no connection, a server fault) and the words are the same, so that pressing twice never does it twice.
 */
export function useAction<Reply = unknown, Body = unknown>(
  method: Exclude<Method, "GET">,
  path: string | ((body: Body) => string),
  { refreshes, onDone }: ActionOptions<Reply> = {},
) {
  const client = useQueryClient();
  const attempt = useRef<{ key: string; content: string } | undefined>(undefined);
  const sending = useMutation<Reply, ProblemError, Body>({
    mutationFn: async (body) => {
      const to = typeof path === "function" ? path(body) : path;
      const content = `${to} ${JSON.stringify(body ?? {})}`;
      if (attempt.current?.content !== content) attempt.current = { key: crypto.randomUUID(), content };
      try {
        const reply = await request<Reply>(method, to, { body: body ?? {}, key: attempt.current.key });
        attempt.current = undefined;
        return reply;
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (!problem.mayRetry) attempt.current = undefined;
        throw problem;
      }
    },
    onSuccess: async (reply) => {
      onDone?.(reply);
      if (refreshes) await refresh(...refreshes);
      else await client.invalidateQueries();
    },
  });
  return {
    run: (body?: Body, then?: (reply: Reply) => void) =>
      sending.mutate(body as Body, { onSuccess: (reply) => then?.(reply) }),
    runAsync: (body?: Body) => sending.mutateAsync(body as Body),
    busy: sending.isPending,
    problem: sending.error,
    reply: sending.data,
    reset: sending.reset,
  };
}
