import { type MouseEventHandler, type ReactNode, useId } from "react";
import { Link } from "./router.tsx";
import "./Button.css";

type Look = {
  /** One `primary` a page: the next step. `plain` looks like a link and does something. */
  kind?: "primary" | "default" | "danger" | "plain" | undefined;
  small?: boolean | undefined;
  /** The key that does the same, shown on the button. */
  shortcut?: string | undefined;
  children: ReactNode;
};

type Props = Look & {
  onClick?: MouseEventHandler<HTMLButtonElement> | undefined;
  type?: "button" | "submit" | undefined;
  /** Being done: the button stays where it is and does nothing twice. */
  busy?: boolean | undefined;
  /** Why it cannot be pressed now. Shown beside the button; a button is never dead without a reason. */
  why?: string | undefined;
  label?: string | undefined;
  autoFocus?: boolean | undefined;
};

const look = ({ kind = "default", small }: Look) => `button button-${kind}${small ? " button-small" : ""}`;

const shortcutOf = (shortcut: string | undefined) =>
  shortcut && (
    <span className="button-key" aria-hidden="true">
      {shortcut}
    </span>
  );

/** A button that names what happens: 确认419人. It stays focusable when it cannot be pressed, and says why. */
export function Button(props: Props) {
  const { onClick, type = "button", busy, why, label, shortcut, children, autoFocus } = props;
  const reason = useId();
  const dead = Boolean(why) || Boolean(busy);
  const button = (
    <button
      type={type}
      className={look(props)}
      aria-disabled={dead || undefined}
      aria-describedby={why ? reason : undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: only dialogs ask for it, on the harmless choice.
      autoFocus={autoFocus}
      onClick={(event) => {
        if (dead) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {shortcutOf(shortcut)}
    </button>
  );
  if (!why) return button;
  return (
    <span className="row">
      {button}
      <span className="button-why" id={reason}>
        {why}
      </span>
    </span>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function ButtonLink({
  to,
  download,
  ...props
}: Look & { to: string; download?: boolean | undefined }) {
  if (download || to.startsWith("/api/")) {
    return (
      <a className={look(props)} href={to} download>
        {props.children}
      </a>
    );
  }
  return (
    <Link className={look(props)} to={to}>
      {props.children}
      {shortcutOf(props.shortcut)}
    </Link>
  );
}
