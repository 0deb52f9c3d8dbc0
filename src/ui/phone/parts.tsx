import type { ReactNode } from "react";
import { parseYuan, showYuan } from "#core/money.ts";
import { asProblem } from "../problem.ts";
import { Link } from "../router.tsx";
import { PhoneButton } from "./PhoneButton.tsx";

/** A white surface. `tint` is for help beside the task. */
export const Card = ({ tint, children }: { tint?: boolean; children: ReactNode }) => (
  <section className="ph-card" data-tint={tint || undefined}>
    {children}
  </section>
);

/** Rows one below the other, each at least as high as a thumb. */
export const List = ({ label, children }: { label?: string; children: ReactNode }) => (
  <div className="ph-list" role="group" aria-label={label}>
    {children}
  </div>
);

type RowProps = {
  label: ReactNode;
  note?: ReactNode;
  value?: ReactNode;
  to?: string | undefined;
  onPress?: (() => void) | undefined;
};

export function Row({ label, note, value, to, onPress }: RowProps) {
  const words = (
    <>
      <span className="ph-row-words">
        {label}
        {note && (
          <span className="secondary" style={{ display: "block" }}>
            {note}
          </span>
        )}
      </span>
      {value !== undefined && <span className="ph-row-value">{value}</span>}
    </>
  );
  if (to)
    return (
      <Link className="ph-row ph-row-go" to={to}>
        {words}
      </Link>
    );
  if (onPress)
    return (
      <button type="button" className="ph-row ph-row-go" onClick={onPress}>
        {words}
      </button>
    );
  return <div className="ph-row">{words}</div>;
}

/** `good` in force, paid · `wait` waiting, to check · `bad` refused, overdue · `step` the step one stands on · else grey. */
export type PhoneTone = "good" | "wait" | "bad" | "step" | "plain";

export const Tag = ({ tone = "plain", children }: { tone?: PhoneTone; children: ReactNode }) => (
  <span className="ph-tag" data-tone={tone}>
    {children}
  </span>
);

/** 4071元4角1分: as a screen reader is to read it. */
export function saySum(yuan: string): string {
  const amount = parseYuan(yuan);
  if (amount === undefined) return yuan;
  const size = amount < 0n ? -amount : amount;
  const [whole, jiao, fen] = [size / 100n, (size / 10n) % 10n, size % 10n];
  const cents =
    jiao === 0n && fen === 0n ? "" : `${jiao === 0n ? "零" : `${jiao}角`}${fen === 0n ? "" : `${fen}分`}`;
  return `${amount < 0n ? "负" : ""}${whole}元${cents}`;
}

/** A sum: with commas to the eye, as a sum to the ear. `big` is the page's one figure. */
export function SumText({ yuan, big }: { yuan: string; big?: boolean }) {
  const amount = parseYuan(yuan);
  return (
    <span className={big ? "ph-sum" : "strong nowrap"}>
      <span aria-hidden="true">
        {amount === undefined ? yuan : showYuan(amount)}
        {big ? <small>元</small> : "元"}
      </span>
      <span className="visually-hidden">{saySum(yuan)}</span>
    </span>
  );
}

type NoteProps = { tone?: "wait" | "bad" | "plain"; children: ReactNode };

/** A few words that must not be missed. */
export const Note = ({ tone = "wait", children }: NoteProps) => (
  <div className="ph-note" data-tone={tone} role={tone === "bad" ? "alert" : "status"}>
    {children}
  </div>
);

/** What went wrong with what was just done: what, why, what to do. */
export function Trouble({ problem: thrown }: { problem: unknown }) {
  if (!thrown) return null;
  const problem = asProblem(thrown);
  return (
    <Note tone="bad">
      <strong>{problem.title}</strong>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.problems.map(({ path, message }) => (
        <p key={path}>{message}</p>
      ))}
    </Note>
  );
}

/** Why there is nothing, and what may be done about it. */
export const Nothing = ({ title, children }: { title: ReactNode; children?: ReactNode }) => (
  <Card>
    <h2>{title}</h2>
    {children && <div className="secondary">{children}</div>}
  </Card>
);

type Fetched<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
};

/** What `useGet` brings: bones while it comes, words where it does not, old content while new comes. */
export function Fetched<T>({ from, children }: { from: Fetched<T>; children: (data: T) => ReactNode }) {
  if (from.data !== undefined)
    return (
      <>
        {Boolean(from.error) && <Note>没有取到最新的内容，下面是刚才的。</Note>}
        {children(from.data)}
      </>
    );
  if (!from.error) return <div className="ph-bones" role="status" aria-label="正在取" />;
  const problem = asProblem(from.error);
  return (
    <Card>
      <h2>{problem.title}</h2>
      <p className="secondary">{problem.detail}</p>
      <PhoneButton label="再试一次" onPress={() => void from.refetch()} />
    </Card>
  );
}
