import { useEffect, useRef, useState } from "react";

/** A popover's state: closed by Esc, by a click elsewhere, and by moving on. */
export function usePopover<E extends HTMLElement>() {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<E>(null);
  useEffect(() => {
    if (!isOpen) return;
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      setOpen(false);
      box.current?.querySelector("button")?.focus();
    };
    addEventListener("pointerdown", away);
    addEventListener("keydown", key, true);
    return () => {
      removeEventListener("pointerdown", away);
      removeEventListener("keydown", key, true);
    };
  }, [isOpen]);
  return { box, isOpen, setOpen };
}
