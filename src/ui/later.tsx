import { type ComponentType, lazy, Suspense } from "react";

/**
 * A part that is not needed for the first view: fetched when the page is idle, or when it is wanted first.
 * `meanwhile` stands in its place for the moment it takes.
 */
export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Meanwhile: ComponentType<P> = () => null,
): ComponentType<P> {
  let loading: Promise<{ default: ComponentType<P> }> | undefined;
  const once = () => {
    loading ??= load().then(
      (part) => ({ default: part }),
      (error: unknown) => {
        loading = undefined; // no connection just now: the next try asks again
        throw error;
      },
    );
    return loading;
  };
  whenIdle(() => void once().catch(() => undefined));
  const Part = lazy(once);
  return (props) => (
    <Suspense fallback={<Meanwhile {...props} />}>
      <Part {...props} />
    </Suspense>
  );
}

/** After the first page has been drawn and its data asked for. */
function whenIdle(act: () => void): void {
  addEventListener("load", () => setTimeout(act, 3000), { once: true });
}
