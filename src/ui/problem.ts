/** A no from the server, in words: what happened, where, why, what to do, what became of the data. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Faults of single fields: `path` as the body names them (`body.phone`). */
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(problem: Partial<ProblemError> & { readonly title: string }) {
    super(problem.title);
    this.status = problem.status ?? 0;
    this.code = problem.code ?? "unknown";
    this.title = problem.title;
    this.detail = problem.detail ?? "";
    this.facts = problem.facts ?? {};
    this.problems = problem.problems ?? [];
  }

  /** Worth trying again with the same key: the answer did not arrive, so nobody knows whether it was done. */
  get mayRetry(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export const offline = () =>
  new ProblemError({
    code: "offline",
    title: "没有连上服务器",
    detail: "填写的内容都还在。网络恢复后再试一次，不会重复提交。",
  });

export const cancelled = () =>
  new ProblemError({ code: "cancelled", title: "已取消", detail: "没有保存任何数据。" });

/** Whatever was thrown, as a problem that can be shown. A bug in a page is told as one, without its innards. */
export function asProblem(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  return new ProblemError({
    code: "page_fault",
    title: "这一块没能显示出来",
    detail: "页面的其他部分可以照常使用。刷新页面再试一次；仍不对，请告诉系统管理员。没有改动任何数据。",
  });
}
