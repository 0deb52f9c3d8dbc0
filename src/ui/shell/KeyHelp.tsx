import { useEffect, useState } from "react";
import { Button } from "../Button.tsx";
import { Dialog } from "../Dialog.tsx";
import { isTyping } from "./Search.tsx";

const keys: readonly (readonly [string, string])[] = [
  ["/", "查单位、职工、单号、金额"],
  ["↑ ↓", "在表格里换行（也可以用 K、J）"],
  ["Enter", "打开这一行"],
  ["空格", "选中这一行"],
  ["Esc", "关闭、返回、取消选择"],
  ["?", "显示这张表"],
];

/** `?` lists the keys. */
export function KeyHelp() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key === "?" && !isTyping(event)) setOpen(true);
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  if (!isOpen) return null;
  return (
    <Dialog
      title="键盘"
      onClose={() => setOpen(false)}
      actions={
        <Button autoFocus onClick={() => setOpen(false)}>
          知道了
        </Button>
      }
    >
      <dl className="key-list">
        {keys.map(([key, does]) => (
          <KeyRow key={key} name={key} does={does} />
        ))}
      </dl>
    </Dialog>
  );
}

const KeyRow = ({ name, does }: { name: string; does: string }) => (
  <>
    <dt>
      <kbd>{name}</kbd>
    </dt>
    <dd>{does}</dd>
  </>
);
