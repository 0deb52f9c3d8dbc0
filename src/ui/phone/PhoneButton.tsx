import type { ReactNode } from "react";
import { Link } from "../router.tsx";

export type PhoneButtonProps = {
  label: ReactNode;
  onPress?: (() => void) | undefined;
  /** A page of the phone, instead of something to do. */
  to?: string | undefined;
  /** While it is being done; pressing again does nothing. */
  busy?: boolean | undefined;
  /** Why it cannot be pressed yet: stands on the button, 还差2份. */
  why?: string | false | undefined;
  solid?: boolean | undefined;
  /** Words without a frame, for what is seldom wanted. */
  quiet?: boolean | undefined;
  danger?: boolean | undefined;
  submit?: boolean | undefined;
};

/** A button as wide as the page. One that cannot be pressed says what is missing instead of its name. */
export function PhoneButton({
  label,
  onPress,
  to,
  busy,
  why,
  solid,
  quiet,
  danger,
  submit,
}: PhoneButtonProps) {
  const look = {
    className: "ph-button",
    "data-solid": (solid && !quiet) || undefined,
    "data-quiet": quiet || undefined,
    "data-danger": danger || undefined,
  };
  if (to && !why)
    return (
      <Link to={to} {...look}>
        {label}
      </Link>
    );
  return (
    <button
      type={submit ? "submit" : "button"}
      {...look}
      aria-disabled={Boolean(why) || busy || undefined}
      onClick={(event) => {
        if (why || busy) return event.preventDefault();
        onPress?.();
      }}
    >
      {why || (busy ? "请稍等" : label)}
    </button>
  );
}
