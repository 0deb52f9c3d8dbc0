import { useEffect, useRef } from "react";
import type { DrawerProps } from "./AntDrawer.tsx";
import { later } from "./later.tsx";

const AntDrawer = later<DrawerProps>(() => import("./AntDrawer.tsx").then((m) => m.AntDrawer));

/** A peek from a list, 560 wide. The list keeps the focus and stays usable beside it: ↑↓ moves on, Esc closes. */
export function Drawer(props: DrawerProps) {
  const close = useRef(props.onClose);
  close.current = props.onClose;
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) close.current();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return <AntDrawer {...props} />;
}
