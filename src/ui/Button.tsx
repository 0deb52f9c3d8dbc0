import { Button as AntButton } from "antd";
import { type MouseEventHandler, type ReactNode, useId } from "react";
import { navigate, prefetch } from "./router.tsx";
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
  onClick?: MouseEventHandler<HTMLElement> | undefined;
  type?: "button" | "submit" | undefined;
  /** Being done: the button stays where it is and does nothing twice. */
  busy?: boolean | undefined;
  /** Why it cannot be pressed now. Shown beside the button; a button is never dead without a reason. */
  why?: string | undefined;
  label?: string | undefined;
  autoFocus?: boolean | undefined;
};

const looks = { primary: "primary", default: "default", danger: "default", plain: "link" } as const;

const looksOf = ({ kind = "default", small }: Look) => ({
  type: looks[kind],
  danger: kind === "danger",
  size: small ? ("small" as const) : ("middle" as const),
});

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
    <AntButton
      {...looksOf(props)}
      htmlType={type}
      className={why ? "button-dead" : ""}
      aria-disabled={dead || undefined}
      aria-describedby={why ? reason : undefined}
      aria-busy={busy || undefined}
      aria-label={label}
      autoFocus={autoFocus ?? false}
      onClick={(event) => {
        if (dead) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {children}
      {shortcutOf(shortcut)}
    </AntButton>
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
  const isFile = download || to.startsWith("/api/");
  return (
    <AntButton
      {...looksOf(props)}
      href={to}
      {...(isFile && { download: true })}
      onPointerEnter={() => !isFile && prefetch.page(new URL(to, location.href).pathname)}
      onClick={(event) => {
        if (isFile || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        navigate(to);
      }}
    >
      {props.children}
      {shortcutOf(props.shortcut)}
    </AntButton>
  );
}
