import type { Facts, RefusalKind } from "#core/refusal.ts";

/** What a child is told. */
export type ToChild =
  | { readonly is: "task"; readonly task: unknown; readonly memoryBytes: number }
  /** One piece has been dealt with. */
  | { readonly is: "taken" };

/** What it says. */
export type FromChild = { readonly is: "piece"; readonly piece: unknown } | LastWord;

/** `stays`: the child is ready for another task; else it ends itself. */
export type LastWord = { readonly stays: boolean } & (
  | { readonly is: "done"; readonly answer: unknown }
  | { readonly is: "refused"; readonly kind: RefusalKind; readonly code: string; readonly facts: Facts }
  | { readonly is: "failed"; readonly where: string; readonly code?: string }
);
