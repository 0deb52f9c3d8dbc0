import { useEffect, useRef, useState } from "react";
import { type Cents, formatYuan, parseYuan, showYuan, sum, zero } from "#core/money.ts";
import { refresh, request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { StatusTag, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { earmarkedKinds } from "../rules/index.ts";
import { kindNames } from "../text.ts";
import { ItemSearch } from "./ItemSearch.tsx";
import { ItemTable } from "./ItemTable.tsx";
import type { Item, LinePage, Suggestion } from "./words.ts";

type Props = { page: LinePage; mayDecide: boolean; next: () => void };
type Typed = Readonly<Record<string, string>>;
type Decided = { next: string | null; left: number };

const amountOf = (text: string | undefined): Cents => parseYuan(text ?? "") ?? zero;
const typedOf = (suggestion: Suggestion | undefined): Typed =>
  Object.fromEntries((suggestion?.items ?? []).map(({ item, amount }) => [item.id, sayMoney(amount)]));

/** What a line could be, the likeliest open; one of them is booked, or the line is left with a reason. */
export function Choices({ page, mayDecide, next }: Props) {
  const { line, suggestions } = page;
  const likely = suggestions.findIndex((suggestion) => !suggestion.isGuess);
  const [at, setAt] = useState(likely < 0 ? suggestions.length : likely);
  const isSearch = at >= suggestions.length;
  const [picked, setPicked] = useState<readonly Item[]>([]);
  const [typed, setTyped] = useState<Typed>(typedOf(suggestions[at]));
  const [isLeaving, setLeaving] = useState(false);
  const chosen = suggestions[at];
  const items = isSearch ? picked : (chosen?.items ?? []).map((part) => part.item);
  const total = amountOf(line.rest === "0.00" ? line.amount : line.rest);
  const booked = sum(items.map((item) => amountOf(typed[item.id])));
  const rest = (total - booked) as Cents;
  const decide = useAction<Decided, object>("POST", "/api/bank/decisions", { refreshes: ["/never"] });
  const choose = (place: number) => {
    setAt(place);
    setTyped(typedOf(suggestions[place]));
    setPicked([]);
    decide.reset();
  };
  const send = (decision: object) =>
    decide.run({ lines: [{ id: line.id, version: line.version }], decision }, () => {
      next();
      // Taking it back would take back all of the line: of one that was booked in part before, that is asked first.
      told(line.id, line.version + 1, showYuan(total), page.booked.length === 0);
    });
  const why = isSearch && picked.length === 0 ? "请先选一张账单" : rest < 0n ? "记入的比来款多" : undefined;
  const book = () => !why && !decide.busy && send(decisionOf(isSearch ? undefined : chosen, items, typed));
  useEnter(mayDecide ? book : undefined);

  return (
    <div className="bank-choices">
      {suggestions.map((suggestion, place) => (
        <Choice
          key={`${suggestion.title}${suggestion.items.map((part) => part.item.id).join()}`}
          suggestion={suggestion}
          isOpen={place === at}
          open={() => choose(place)}
        >
          {suggestion.items.length > 0 && (
            <ItemTable
              items={items}
              typed={typed}
              set={(id, text) => setTyped({ ...typed, [id]: text })}
              rest={rest}
              isFixed={!mayDecide}
            />
          )}
        </Choice>
      ))}
      {mayDecide && (
        <SearchChoice
          isOpen={isSearch}
          isOnly={suggestions.length === 0}
          open={() => choose(suggestions.length)}
          direction={line.direction}
          picked={picked}
          setPicked={setPicked}
          typed={typed}
          setTyped={setTyped}
          rest={rest}
        />
      )}
      {mayDecide && isSearch && line.rest === "0.00" && (
        <OtherKinds direction={line.direction} busy={decide.busy} send={send} />
      )}
      <ProblemNote problem={decide.problem} />
      {mayDecide && <ActionBar busy={decide.busy} why={why} book={book} leave={() => setLeaving(true)} />}
      {isLeaving && <Leave busy={decide.busy} send={send} onClose={() => setLeaving(false)} />}
    </div>
  );
}

type BarProps = { busy: boolean; why: string | undefined; book: () => unknown; leave: () => void };

const ActionBar = ({ busy, why, book, leave }: BarProps) => (
  <div className="bank-bar">
    <Button kind="primary" shortcut="Enter" busy={busy} why={why} onClick={book}>
      按此记账
    </Button>
    <Button onClick={leave}>暂放，注明原因</Button>
    <span className="secondary">
      记账后可冲回，不可修改 · <kbd>J</kbd> <kbd>K</kbd> 上下笔
    </span>
  </div>
);

const otherKinds = {
  credit: ["benefit", "donation", "interest", ...earmarkedKinds],
  debit: ["bank_fee"],
} as const;

type KindProps = { direction: "credit" | "debit"; busy: boolean; send: (decision: object) => void };

/** What is on no bill, and says so to a person only: it goes on an account of its own. */
const OtherKinds = ({ direction, busy, send }: KindProps) => (
  <p className="row">
    <span className="secondary">不是账单的，记为</span>
    {otherKinds[direction].map((kind) => (
      <Button key={kind} small busy={busy} onClick={() => send({ kind })}>
        {kindNames[kind]}
      </Button>
    ))}
  </p>
);

type SearchProps = {
  isOpen: boolean;
  isOnly: boolean;
  open: () => void;
  direction: "credit" | "debit";
  picked: readonly Item[];
  setPicked: (items: readonly Item[]) => void;
  typed: Typed;
  setTyped: (typed: Typed) => void;
  rest: Cents;
};

/** The last choice: none of these, I look for the bills myself. */
function SearchChoice(props: SearchProps) {
  const { isOpen, isOnly, open, direction, picked, setPicked, typed, setTyped, rest } = props;
  const pick = (item: Item) => {
    const left = rest > 0n ? rest : zero;
    const owed = amountOf(item.open);
    setPicked([...picked, item]);
    setTyped({ ...typed, [item.id]: showYuan(owed < left ? owed : left) });
  };
  return (
    <div className={`bank-choice${isOpen ? " bank-choice-open" : ""}`}>
      <button type="button" className="bank-choice-head" aria-expanded={isOpen} onClick={open}>
        <span>{isOnly ? "查找单位或账单" : "都不是，我来查找单位或账单"}</span>
        <span aria-hidden="true">›</span>
      </button>
      {isOpen && <ItemSearch direction={direction} taken={picked} pick={pick} />}
      {isOpen && picked.length > 0 && (
        <ItemTable
          items={picked}
          typed={typed}
          set={(id, text) => setTyped({ ...typed, [id]: text })}
          drop={(id) => setPicked(picked.filter((item) => item.id !== id))}
          rest={rest}
        />
      )}
    </div>
  );
}

function decisionOf(suggestion: Suggestion | undefined, items: readonly Item[], typed: Typed): object {
  if (suggestion?.kind === "returned") return { kind: "returned", creditId: suggestion.creditId };
  if (suggestion && suggestion.items.length === 0) return { kind: suggestion.kind };
  const parts = items.map((item) => ({ itemId: item.id, amount: formatYuan(amountOf(typed[item.id])) }));
  return { kind: "items", items: parts.filter((part) => part.amount !== "0.00") };
}

/** Says what was done, with a way back while it is fresh. */
function told(id: string, version: number, amount: string, mayUndo: boolean): void {
  void refresh();
  const undo = () => {
    const body = { version, reason: "刚记完就撤回" };
    const key = crypto.randomUUID();
    void request("POST", `/api/bank/lines/${id}/undoing`, { body, key }).then(() => refresh());
  };
  toast(`${amount}元已记账`, mayUndo ? undo : undefined);
}

type ChoiceProps = { suggestion: Suggestion; isOpen: boolean; open: () => void; children: React.ReactNode };

function Choice({ suggestion, isOpen, open, children }: ChoiceProps) {
  return (
    <div className={`bank-choice${isOpen ? " bank-choice-open" : ""}`}>
      <button type="button" className="bank-choice-head" aria-expanded={isOpen} onClick={open}>
        <strong className="strong">{suggestion.title}</strong>
        <StatusTag tone={suggestion.isExact ? "good" : "wait"}>{suggestion.tag}</StatusTag>
      </button>
      {isOpen && children}
      <ul className="bank-grounds">
        {suggestion.grounds.map((ground) => (
          <li key={ground.text}>
            <span className={ground.isFor ? "good" : "wait"} aria-hidden="true">
              {ground.isFor ? "✓" : "!"}
            </span>
            <span>{ground.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

type LeaveProps = { busy: boolean; send: (decision: object) => void; onClose: () => void };

function Leave({ busy, send, onClose }: LeaveProps) {
  const form = useForm({
    initial: { note: "" },
    check: ({ note }) => (note.trim().length < 2 ? { note: "请写明原因" } : {}),
  });
  const leave = () => {
    onClose();
    send({ kind: "left", note: form.values.note.trim() });
  };
  return (
    <Dialog title="暂放这笔来款？" onClose={onClose}>
      <Form form={form} problem={null} onSubmit={leave}>
        <TextArea name="note" label="原因" hint="钱留在待查来款，不计入结算；以后可以撤回再记。" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={busy}>
            暂放
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Enter books what is open, unless a button or a dialog has the focus. */
function useEnter(act: (() => unknown) | undefined): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      if (target.closest("button, a, textarea, select, dialog, [role=dialog], [type=search]")) return;
      event.preventDefault();
      latest.current?.();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
