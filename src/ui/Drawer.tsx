import { type ReactNode, useEffect, useId, useRef } from "react";
import "./floats.css";

type Props = {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot. */
  foot?: ReactNode;
};

/** A peek from a list, 560 wide. The list stays usable beside it: ↑↓ moves on, Esc closes. */
export function Drawer({ title, onClose, children, foot }: Props) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("dialog[open]"))
        close.current();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  return (
    <aside className="drawer" ref={box} aria-labelledby={id}>
      <div className="drawer-head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="close" aria-label="关闭" onClick={onClose}>
          ×
        </button>
      </div>
      <div className="drawer-body">{children}</div>
      {foot && <div className="drawer-foot row">{foot}</div>}
    </aside>
  );
}
