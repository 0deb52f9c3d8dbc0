import { ConfigProvider } from "antd";
import zhCN from "antd/locale/zh_CN";
import type { ReactNode } from "react";
import { antTheme } from "./theme.ts";

/** Ant's parts in our palette, in Chinese, still: no ripple, no gap between two characters. */
export const AntRoom = ({ children }: { children: ReactNode }) => (
  <ConfigProvider
    locale={zhCN}
    theme={antTheme}
    componentSize="middle"
    button={{ autoInsertSpace: false }}
    wave={{ disabled: true }}
  >
    {children}
  </ConfigProvider>
);
