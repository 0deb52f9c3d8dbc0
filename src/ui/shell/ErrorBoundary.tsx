import { Component, type ReactNode } from "react";
import { ProblemError } from "../problem.ts";
import { ProblemState } from "../States.tsx";

type Props = { children: ReactNode };

/** A part that fails says so in its place; the rest of the page goes on. Wrap each surface that may fail alone. */
export class ErrorBoundary extends Component<Props, { thrown: unknown }> {
  override state = { thrown: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override render() {
    const { thrown } = this.state;
    if (thrown === undefined) return this.props.children;
    return (
      <div className="surface">
        <ProblemState problem={problemOf(thrown)} again={() => location.reload()} />
      </div>
    );
  }
}

/** A page whose code is gone was replaced by a newer release. */
function problemOf(thrown: unknown): unknown {
  const words = thrown instanceof Error ? thrown.message : "";
  if (!/dynamically imported module|Importing a module script/i.test(words)) return thrown;
  return new ProblemError({
    code: "page_not_loaded",
    title: "这一页没有取到",
    detail: "可能是网络断了，也可能是系统刚刚更新过。再试一次会重新打开这一页。没有改动任何数据。",
  });
}
