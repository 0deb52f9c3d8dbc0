import { useState } from "react";
import { Button } from "./Button.tsx";

/** A link, password or token that is shown once, with a button that copies it. */
export function OneTimeText({ text, label }: { text: string; label: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <div className="row">
      <input
        className="input"
        style={{ flex: 1 }}
        readOnly
        aria-label={label}
        value={text}
        onFocus={(event) => event.target.select()}
      />
      <Button onClick={copy}>{isCopied ? "已复制" : "复制"}</Button>
    </div>
  );
}
