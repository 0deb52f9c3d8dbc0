import { type ReactNode, useEffect, useId, useRef } from "react";
import { PhoneButton } from "./PhoneButton.tsx";

type Props = { title: ReactNode; onClose: () => void; closeLabel?: string; children: ReactNode };

/** More words about what stands on the page; from below, closed by a button. Never one on another. */
export function Sheet({ title, onClose, closeLabel = "知道了", children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="ph-sheet" aria-labelledby={id} onClose={onClose}>
      <div className="ph-sheet-body">
        <h2 id={id}>{title}</h2>
        {children}
        <PhoneButton label={closeLabel} onPress={() => dialog.current?.close()} />
      </div>
    </dialog>
  );
}
