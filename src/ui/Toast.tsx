import { useEffect, useState } from "react";
import "./floats.css";

type Toast = { readonly id: number; readonly words: string; readonly undo?: (() => void) | undefined };

let show: ((toast: Toast) => void) | undefined;
let count = 0;

/** A word about something small that can be taken back: 已标记3行。［撤销］ Four seconds, ten with undo. */
export function toast(words: string, undo?: () => void): void {
  count += 1;
  show?.({ id: count, words, undo });
}

export function ToastHost() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => {
    show = (toast) => {
      setToasts((all) => [...all.slice(-2), toast]);
      const gone = () => setToasts((all) => all.filter((other) => other.id !== toast.id));
      setTimeout(gone, toast.undo ? 10_000 : 4_000);
    };
    return () => {
      show = undefined;
    };
  }, []);
  const take = (toast: Toast) => {
    toast.undo?.();
    setToasts((all) => all.filter((other) => other.id !== toast.id));
  };
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div className="toast" key={toast.id}>
          {toast.words}
          {toast.undo && (
            <button type="button" className="link" onClick={() => take(toast)}>
              撤销
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
