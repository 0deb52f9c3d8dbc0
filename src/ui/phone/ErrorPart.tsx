import { Component, type ReactNode } from "react";
import { Nothing } from "./parts.tsx";

/** A part of a page that may fail alone. */
export class ErrorPart extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Nothing title="这一块没能显示出来">其他内容可以照常使用。稍后再打开看看，没有改动任何数据。</Nothing>
    );
  }
}
