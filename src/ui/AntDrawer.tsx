import { Drawer } from "antd";
import type { ReactNode } from "react";

export type DrawerProps = {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot. */
  foot?: ReactNode;
};

/** Ant's drawer beside a list that stays usable: no mask, the focus stays where it is. */
export const AntDrawer = ({ title, onClose, children, foot }: DrawerProps) => (
  <Drawer
    open
    title={title}
    onClose={onClose}
    size="min(560px, 100vw)"
    mask={false}
    keyboard={false}
    autoFocus={false}
    focusable={{ trap: false }}
    closable={{ placement: "end", "aria-label": "关闭" }}
    footer={foot && <div className="row">{foot}</div>}
  >
    {children}
  </Drawer>
);
