import type { ReactNode } from "react";
import { Button, ButtonLink } from "./Button.tsx";
import { ProgressBar } from "./bars.tsx";
import { asProblem, type ProblemError } from "./problem.ts";
import { sayCount, sayDuration } from "./say.ts";
import { useSession } from "./session.tsx";
import { askForSwitch } from "./shell/SwitchMenu.tsx";
import "./States.css";

type StateProps = {
  title: ReactNode;
  children?: ReactNode;
  /** Buttons: the one next step first. */
  actions?: ReactNode;
};

/** Empty: why there is nothing, and the one thing to do. 还没有2月的名册。1月31日前提交，保障从3月1日开始。 */
export function Empty({ title, children, actions }: StateProps) {
  return (
    <div className="state">
      <h2>{title}</h2>
      {children && <div className="state-lines">{children}</div>}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}

/** Done, or done in part: first what worked, then what did not and what to do about it. */
export function Done({ title, children, actions }: StateProps) {
  return (
    <div className="state" role="status">
      <h2>
        <span className="good" aria-hidden="true">
          ✓{" "}
        </span>
        {title}
      </h2>
      {children && <div className="state-lines">{children}</div>}
      {actions && <div className="state-actions">{actions}</div>}
    </div>
  );
}

type JobProps = {
  title: string;
  done: number;
  total: number | null | undefined;
  /** 已受理263,118 · 待审核1,204 */
  note?: ReactNode;
  secondsLeft?: number | undefined;
  /** 取消，不保存任何数据 */
  cancel?: ReactNode;
  /** Where the result will be told. */
  leave?: string;
};

/** A long job on its page: how far, how long still, that one may leave. */
export function LongJob({ title, done, total, note, secondsLeft, cancel, leave }: JobProps) {
  return (
    <div className="state" aria-live="polite">
      <h2>{title}</h2>
      <ProgressBar part={done} whole={total ?? 0} label={title} />
      <div className="state-lines">
        {note && <p>{note}</p>}
        {total ? (
          <p>
            已完成{sayCount(done)}，共{sayCount(total)}
            {secondsLeft !== undefined && `，大约还要${sayDuration(secondsLeft)}`}
          </p>
        ) : null}
        <p>{leave ?? "可以离开本页，完成后在右上角“任务”里告诉您"}</p>
      </div>
      {cancel && <div className="state-actions">{cancel}</div>}
    </div>
  );
}

type ProblemProps = {
  problem: unknown;
  /** Tries again. */
  again?: (() => void) | undefined;
  /** What had been typed when a colleague was faster: shown so that it can be copied. */
  kept?: string | undefined;
  actions?: ReactNode;
};

/** A no where the content would stand: not found or not permitted, overtaken by a colleague, or an error. */
export function ProblemState({ problem: thrown, again, kept, actions }: ProblemProps) {
  const problem = asProblem(thrown);
  if (problem.status === 403 || problem.status === 404) return <OutOfReach problem={problem} />;
  const requestId = problem.facts.requestId;
  return (
    <div className="state" role="alert">
      <h2>
        {problem.status !== 409 && (
          <span className="bad" aria-hidden="true">
            !{" "}
          </span>
        )}
        {problem.title}
      </h2>
      <div className="state-lines">{problem.detail && <p>{problem.detail}</p>}</div>
      {kept && <div className="state-kept">{kept}</div>}
      <div className="state-actions">
        {actions}
        {again && <Button onClick={again}>再试一次</Button>}
        {typeof requestId === "string" && (
          <span className="secondary">仍不对？编号{requestId.slice(-8).toUpperCase()}</span>
        )}
      </div>
    </div>
  );
}

/** The same words whether it exists or not, and a way out. */
function OutOfReach({ problem }: { problem: ProblemError }) {
  const session = useSession();
  const grant = session.current;
  return (
    <div className="state" role="alert">
      <h2>{problem.title || "没有找到，或它不在您的管理范围"}</h2>
      <div className="state-lines">
        <p>
          您现在的身份是“{grant.organisationName} · {grant.roleName}”。
          {session.grants.length > 1
            ? "如果您另有身份，可以切换后再看。"
            : "需要看的，请联系本级管理员开通。"}
        </p>
      </div>
      <div className="state-actions">
        {session.grants.length > 1 && (
          <Button kind="primary" onClick={askForSwitch}>
            切换身份
          </Button>
        )}
        <ButtonLink to="/">回到今日待办</ButtonLink>
      </div>
    </div>
  );
}

/** A problem above a form or beside a button: what was refused stays, the words say what to do. */
export function ProblemNote({ problem }: { problem: ProblemError | null | undefined }) {
  if (!problem) return null;
  return (
    <div className="note" role="alert">
      <strong className="strong">{problem.title}</strong>
      {problem.detail && <p>{problem.detail}</p>}
      {problem.problems
        .filter(({ path }) => !path.startsWith("body."))
        .map(({ path, message }) => (
          <p key={path}>{message}</p>
        ))}
    </div>
  );
}

type NoteProps = { tone?: "wait" | "good" | "plain"; title: ReactNode; children?: ReactNode };

/** A sentence one should read before going on (yellow), or that something is done (green). */
export function Note({ tone = "plain", title, children }: NoteProps) {
  return (
    <div className={`note note-${tone}`} role="status">
      <strong className="strong">{title}</strong>
      {children && <div className="secondary">{children}</div>}
    </div>
  );
}

const widths = ["38%", "30%", "44%", "34%", "41%"];

/** Bones with the geometry of a table; they appear after 300 ms. */
export function Bones({ rows = 8 }: { rows?: number }) {
  return (
    <div className="bones" role="status" aria-label="正在打开">
      {Array.from({ length: rows }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity.
        <div className="bones-row" key={i}>
          <span className="bone" style={{ width: widths[i % widths.length] }} />
          <span className="bone" style={{ width: "18%" }} />
          <span className="bone" style={{ width: "10%" }} />
        </div>
      ))}
    </div>
  );
}

/** Bones of a whole page: title, one surface. */
export function PageBones() {
  return (
    <div className="page">
      <div className="bones bones-title" aria-hidden="true">
        <span className="bone" style={{ width: 320, height: 20 }} />
        <span className="bone" style={{ width: 220 }} />
      </div>
      <div className="surface">
        <Bones />
      </div>
    </div>
  );
}

type Found<T> = {
  readonly data: T | undefined;
  readonly error: ProblemError | null;
  readonly refetch: () => unknown;
};

type LoadedProps<T> = {
  /** What `useGet` gave. */
  from: Found<T>;
  /** Bones while it comes; a table's by default. */
  bones?: ReactNode;
  children: (data: T) => ReactNode;
};

/** Content when it is there, bones before, words when it fails. Old figures stay, with a note, when newer fail. */
export function Loaded<T>({ from, bones = <Bones />, children }: LoadedProps<T>) {
  if (from.data === undefined) {
    return from.error ? <ProblemState problem={from.error} again={() => void from.refetch()} /> : bones;
  }
  return (
    <>
      {from.error && (
        <Note tone="wait" title="下面是上一次读到的内容">
          {from.error.title}。{" "}
          <button type="button" className="link" onClick={() => void from.refetch()}>
            再试一次
          </button>
        </Note>
      )}
      {children(from.data)}
    </>
  );
}
