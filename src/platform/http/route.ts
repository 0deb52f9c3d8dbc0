import type { Readable } from "node:stream";
import type { z } from "zod";
import type { Permission } from "#core/permissions.ts";
import type { Refusal } from "#core/refusal.ts";
import type { ReadCtx, WriteCtx } from "#platform/context.ts";

/** Everybody who works here and is signed in may do it / nobody needs to be signed in. Said aloud, so that no route forgets its lock. */
export type Lock = Permission | "signed_in" | "public";

type Shape = z.ZodType;
type Out<S> = S extends Shape ? z.output<S> : undefined;

type Common<P, Q> = {
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: Lock;
  readonly params?: P;
  readonly query?: Q;
};

/** What a route of the sign-in desk may do beside its reply. */
export type Desk = {
  readonly token: string | undefined;
  readonly address: string;
  /** What the browser says it is. */
  readonly agent: string;
  /** Gives or takes the session cookie, once the transaction has been kept. */
  readonly setToken: (token: string | null) => void;
};

type Input<P, Q, B = undefined> = {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
  readonly desk: Desk;
};

/** A file as it arrived: on disk, outside the database, removed after the request. */
export type ArrivedFile = {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
};

export type FileReply = {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer | Readable;
  /** Shown by the browser in its place, not put into the folder of downloads: only what was judged by its content. */
  readonly isShown?: boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of routes holds every shape; each is checked where it is made.
type Any = any;

export type Route = {
  readonly door: "read" | "write" | "upload" | "download" | "page";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/${string}`;
  readonly summary: string;
  readonly permission: Lock;
  readonly params?: Shape;
  readonly query?: Shape;
  readonly body?: Shape;
  readonly reply?: Shape;
  readonly maxBytes?: number;
  readonly perMinute?: number;
  readonly mayRehearse?: boolean;
  readonly isSecret?: boolean;
  readonly handle: (ctx: Any, input: Any) => Promise<Any>;
};

/** A page or list: one read-only transaction. */
export const read = <
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
>(
  route: Common<P, Q> & {
    readonly reply: R;
    readonly handle: (ctx: ReadCtx, input: Input<P, Q>) => Promise<z.input<R>>;
  },
): Route => ({ door: "read", method: "GET", ...route }) as Route;

/**
 * A command: one transaction, one audit line at least, repeatable under an `Idempotency-Key`.
 * With `mayRehearse`, `?dryRun=true` answers the same and stores nothing. `isSecret`: what is sent or answered holds a
 * password or a token, so nothing of it is remembered under the key. A refusal that is returned keeps what was written.
 */
export const write = <
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(
  route: Common<P, Q> & {
    readonly method?: "POST" | "PUT" | "PATCH" | "DELETE";
    readonly body?: B;
    readonly reply: R;
    readonly mayRehearse?: boolean;
    readonly isSecret?: boolean;
    readonly handle: (ctx: WriteCtx, input: Input<P, Q, B>) => Promise<z.input<R> | Refusal>;
  },
): Route => ({ door: "write", method: "POST", ...route }) as Route;

/** A command that brings one file (multipart field `file`). The file is judged by size before it is kept. */
export const upload = <
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
>(
  route: Common<P, Q> & {
    readonly maxBytes: number;
    readonly reply: R;
    readonly mayRehearse?: boolean;
    readonly handle: (
      ctx: WriteCtx,
      input: Input<P, Q> & { readonly file: ArrivedFile },
    ) => Promise<z.input<R>>;
  },
): Route => ({ door: "upload", method: "POST", ...route }) as Route;

/** A file to take home. Runs as a write, because exports of personal data leave an audit line. */
export const download = <P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  route: Common<P, Q> & { readonly handle: (ctx: WriteCtx, input: Input<P, Q>) => Promise<FileReply> },
): Route => ({ door: "download", method: "GET", ...route }) as Route;

/**
 * A page for everybody, whole in itself: HTML from the server, no JavaScript, one read-only transaction of the front desk.
 * Its address is its path, without /api. `perMinute`: requests a minute and address, because nobody is signed in.
 */
export const page = <P extends Shape | undefined = undefined, Q extends Shape | undefined = undefined>(
  route: Omit<Common<P, Q>, "permission"> & {
    readonly perMinute: number;
    readonly handle: (ctx: ReadCtx, input: Input<P, Q>) => Promise<string>;
  },
): Route => ({ door: "page", method: "GET", permission: "public", ...route }) as Route;
