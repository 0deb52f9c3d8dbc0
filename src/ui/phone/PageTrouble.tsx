import { Component, type ReactNode } from "react";
import { PhonePage } from "./PhonePage.tsx";
import { Nothing } from "./parts.tsx";

/** A page that fails says so; the tabs still lead on. */
export class PageTrouble extends Component<{ children: ReactNode }, { thrown: unknown }> {
  override state: { thrown: unknown } = { thrown: undefined };

  static getDerivedStateFromError(thrown: unknown) {
    return { thrown };
  }

  override render() {
    const { thrown } = this.state;
    if (thrown === undefined) return this.props.children;
    const words = thrown instanceof Error ? thrown.message : "";
    const isGone = /dynamically imported module|Importing a module script/i.test(words);
    return (
      <PhonePage
        bar="同舟互助"
        title={isGone ? "这一页没有取到" : "这一页没能显示出来"}
        action={{ label: "再试一次", onPress: () => location.reload() }}
      >
        <Nothing title={isGone ? "可能是网络断了，或者刚刚更新过" : "请再试一次"}>
          您填写的内容都还在手机里，没有改动任何数据。
        </Nothing>
      </PhonePage>
    );
  }
}
