import { useEffect, useState } from "react";
import { purposes, shownSeconds } from "#core/purposes.ts";
import { useAction } from "./api.ts";

type Props = {
  /** As it stands everywhere: 410902********5392. */
  masked: string | null | undefined;
  /** Where to ask for the whole: POST { purpose } → { value }. Absent: this person may not see it. */
  reveal?: string | undefined;
};

/** Personal data, masked. Shown whole on request, with a purpose, for 30 seconds; every time is recorded. */
export function MaskedText({ masked, reveal }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [shown, setShown] = useState<string>();
  const action = useAction<{ value: string }, { purpose: string }>("POST", reveal ?? "", {
    refreshes: ["/never"],
    onDone: ({ value }) => {
      setShown(value);
      setAsking(false);
    },
  });

  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), shownSeconds * 1000);
    return () => clearTimeout(timer);
  }, [shown]);

  if (!masked) return <span className="quiet">—</span>;
  if (shown !== undefined) {
    return (
      <span className="masked" role="status">
        {shown}
        <button type="button" className="link small" onClick={() => setShown(undefined)}>
          收起
        </button>
      </span>
    );
  }
  if (!reveal) return <span className="nowrap">{masked}</span>;
  return (
    <span className="masked">
      {masked}
      {isAsking ? (
        <span className="masked-purposes small" role="group" aria-label="查看的用途，会留下记录">
          {action.problem ? <span className="bad">{action.problem.title}</span> : "用于"}
          {purposes.map((purpose) => (
            <button key={purpose} type="button" className="link" onClick={() => action.run({ purpose })}>
              {purpose}
            </button>
          ))}
        </span>
      ) : (
        <button type="button" className="link small" onClick={() => setAsking(true)}>
          显示
        </button>
      )}
    </span>
  );
}
