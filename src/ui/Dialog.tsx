import { type ReactNode, useEffect, useState } from "react";
import type { DialogProps } from "./AntModal.tsx";
import { Button } from "./Button.tsx";
import { later } from "./later.tsx";
import "./floats.css";

/** A layer above the page: focus stays in it, Esc leaves it, focus goes back. Never one on another. */
export const Dialog = later<DialogProps>(() => import("./AntModal.tsx").then((m) => m.AntModal));

export type Question = {
  /** A question that names what happens: 上缴168,640.00元到省办事处？ */
  readonly title: string;
  /** The consequences, a line each. */
  readonly lines?: readonly ReactNode[];
  /** The verb: 提交复核. */
  readonly yes: string;
  readonly no?: string;
  readonly danger?: boolean;
};

type Asked = Question & { readonly answer: (isYes: boolean) => void };

let askNow: ((asked: Asked) => void) | undefined;

/** Asks before what cannot be undone: `if (await confirm({ title, lines, yes: "提交复核" })) …`. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((answer) => askNow?.({ ...question, answer }));

/** Stands once in the shell and shows what `confirm` asks. */
export function ConfirmHost() {
  const [asked, setAsked] = useState<Asked>();
  useEffect(() => {
    askNow = setAsked;
    return () => {
      askNow = undefined;
    };
  }, []);
  if (!asked) return null;
  const answer = (isYes: boolean) => {
    setAsked(undefined);
    asked.answer(isYes);
  };
  return (
    <Dialog
      title={asked.title}
      onClose={() => answer(false)}
      actions={
        <>
          <Button autoFocus onClick={() => answer(false)}>
            {asked.no ?? "再看看"}
          </Button>
          <Button kind={asked.danger ? "danger" : "primary"} onClick={() => answer(true)}>
            {asked.yes}
          </Button>
        </>
      }
    >
      {asked.lines?.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one question do not move.
        <p key={i}>{line}</p>
      ))}
    </Dialog>
  );
}
