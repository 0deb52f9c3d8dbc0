import { createContext, type ReactNode, use, useEffect, useId, useRef } from "react";
import { ProgressBar } from "./bars.tsx";
import { hasMoved, Link } from "./router.tsx";
import { sayCount } from "./say.ts";
import { Dot, type Tone } from "./Text.tsx";
import "./page.css";

/** A page: a title, at most three white surfaces, tables. Everything a screen returns stands in it. */
export const Page = ({ children }: { children: ReactNode }) => <div className="page">{children}</div>;

/** Set by the shell: the last word of the breadcrumb. */
export const CrumbContext = createContext<(label: string | undefined) => void>(() => undefined);

type TitleProps = {
  /** The answer, as a sentence: 名册已读完：419人受理，13行需要处理. Undefined while it is not known: never 0人 meanwhile. */
  title: string | undefined;
  /** From what, and as of when. */
  subtitle?: ReactNode;
  /** The page's own word in the breadcrumb, when it is more than the section: 2025年1月. */
  crumb?: string | undefined;
  /** Secondary buttons, and the one primary button where no NextStep has it. */
  children?: ReactNode;
};

/** The title is the answer. It also names the browser tab, and screen readers land on it after each move. */
export function PageTitle({ title, subtitle, crumb, children }: TitleProps) {
  const tellCrumb = use(CrumbContext);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (title) document.title = `${title} – 同舟`;
  }, [title]);
  useEffect(() => {
    tellCrumb(crumb);
    return () => tellCrumb(undefined);
  }, [crumb, tellCrumb]);
  useEffect(() => {
    // After a move, not on the first view: there the skip link comes first.
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className="page-title">
      <div className="page-title-words">
        <h1 ref={heading} tabIndex={-1}>
          {title ?? <span className="bone bones" style={{ width: 280, height: 18, margin: "5px 0" }} />}
        </h1>
        {subtitle && <p className="secondary">{subtitle}</p>}
      </div>
      {children && <div className="row">{children}</div>}
    </header>
  );
}

type SurfaceProps = {
  title?: ReactNode;
  /** Beside the title, quiet: 缺补助的在前 · 单位：元. */
  note?: ReactNode;
  /** At the right of the head: one link or a filter. */
  aside?: ReactNode;
  foot?: ReactNode;
  /** The content brings its own padding: a table, a list of rows. */
  flush?: boolean;
  children?: ReactNode;
};

/** A white surface with a hairline. Never inside another one. */
export function Surface({ title, note, aside, foot, flush, children }: SurfaceProps) {
  const id = useId();
  return (
    <section className={`surface${flush ? " surface-ruled" : ""}`} aria-labelledby={title ? id : undefined}>
      {(title || aside) && (
        <div className="surface-head">
          <div>
            {title && <h2 id={id}>{title}</h2>}
            {note && <span className="secondary">{note}</span>}
          </div>
          {aside && <div className="secondary">{aside}</div>}
        </div>
      )}
      {flush ? children : <div className="surface-body">{children}</div>}
      {foot && <div className="surface-foot">{foot}</div>}
    </section>
  );
}

export type Figure = {
  readonly label: string;
  /** A number is shown with commas; text as it stands (money through sayMoney). */
  readonly value: number | string;
  readonly unit: string;
  /** How much of it, as a bar: part of whole. */
  readonly bar?: { readonly part: number; readonly whole: number } | undefined;
  readonly note?: ReactNode;
  readonly tone?: Tone | undefined;
  /** Where the figure opens into what it is made of. */
  readonly to?: string | undefined;
};

/** The figures of a page side by side, never merged. `children` may add a NextStep at the right. */
export function FigureRow({ figures, children }: { figures: readonly Figure[]; children?: ReactNode }) {
  return (
    <section className="surface figures" aria-label="数字">
      {figures.map((figure) => (
        <FigureBox key={figure.label} {...figure} />
      ))}
      {children}
    </section>
  );
}

function FigureBox({ label, value, unit, bar, note, tone, to }: Figure) {
  const words = (
    <>
      {typeof value === "number" ? sayCount(value) : value}
      <span className="figure-unit">{unit}</span>
    </>
  );
  return (
    <div className="figure">
      <div className="figure-label">
        {tone && <Dot tone={tone} />}
        {label}
      </div>
      {to ? (
        <Link className="figure-value" to={to}>
          {words}
        </Link>
      ) : (
        <div className="figure-value">{words}</div>
      )}
      {bar && <ProgressBar part={bar.part} whole={bar.whole} label={label} />}
      {note && <div className="figure-note">{note}</div>}
    </div>
  );
}

type NextStepProps = {
  /** 下一步：处理完13行再确认名册 */
  title: string;
  /** What follows, what it costs, what is missing and from whom. */
  children?: ReactNode;
  /** The one solid button; when it cannot be pressed give it `why`. */
  action?: ReactNode;
  /** Inside a FigureRow it fills the right end; alone it is a surface. */
  alone?: boolean;
};

/** One next step a page. */
export function NextStep({ title, children, action, alone }: NextStepProps) {
  return (
    <section className={`next-step${alone ? " surface" : ""}`} aria-label="下一步">
      <div>
        <h2>{title}</h2>
        {children && <div className="secondary">{children}</div>}
      </div>
      {action}
    </section>
  );
}

/** What it is: a short list of label and value for detail pages. */
export function Facts({ rows }: { rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {rows.map(([label, value]) => (
        <FactRow key={label} label={label} value={value} />
      ))}
    </dl>
  );
}

const FactRow = ({ label, value }: { label: string; value: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
);

export type Happening = { readonly key: string; readonly when: ReactNode; readonly what: ReactNode };

/** 经过: who did what when, the latest last. */
export function Course({ happenings }: { happenings: readonly Happening[] }) {
  return (
    <dl className="course">
      {happenings.map(({ key, when, what }) => (
        <FactRow key={key} label={when as string} value={what} />
      ))}
    </dl>
  );
}

/** Rows that are no table: who, a note beneath, a sum, one verb. Stands flush in a Surface. */
export const Lines = ({ children }: { children: ReactNode }) => <ul>{children}</ul>;

type LineProps = { title: ReactNode; note?: ReactNode; figure?: ReactNode; action?: ReactNode };

export const Line = ({ title, note, figure, action }: LineProps) => (
  <li className="line">
    <div className="line-words">
      <div>{title}</div>
      {note && <div className="small quiet">{note}</div>}
    </div>
    {figure && <span className="strong">{figure}</span>}
    {action}
  </li>
);
