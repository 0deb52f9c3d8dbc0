import { type ReactNode, useEffect } from "react";
import { hasMoved, Link, navigate } from "../router.tsx";
import { useLargeType } from "./large-type.ts";
import { useOnline } from "./online.ts";
import { PhoneButton, type PhoneButtonProps } from "./PhoneButton.tsx";
import { TabBar } from "./TabBar.tsx";

type Props = {
  /** In the bar at the top: what one is doing, 申领互助金. */
  bar: string;
  /** Asks or tells: 拍下这4份材料. Left out where the content says it. */
  title?: ReactNode;
  note?: ReactNode;
  /** Where the way back leads; without it the page is one of the bar's own and shows the tabs. */
  back?: string | (() => void) | undefined;
  /** 上一步 on the way back, where there are steps. */
  steps?: { readonly at: number; readonly of: number } | undefined;
  /** The one solid button, within the thumb's reach. */
  action?: PhoneButtonProps | undefined;
  /** Beside it, in outline or as words. */
  second?: PhoneButtonProps | undefined;
  /** A line under the button: 已自动保存，断网也不会丢. */
  under?: ReactNode;
  children?: ReactNode;
};

/** One task: a bar, a title that asks or tells, the content, one solid button. */
export function PhonePage({ bar, title, note, back, steps, action, second, under, children }: Props) {
  const online = useOnline();
  useEffect(() => {
    document.title = `${typeof title === "string" ? title : bar} – 同舟互助`;
  }, [bar, title]);
  return (
    <div className="ph">
      <header className="ph-bar">
        <Back back={back} label={steps ? "上一步" : ""} />
        <span className="ph-bar-title">{bar}</span>
        <TypeSwitch />
      </header>
      {!online && (
        <p className="ph-offline" role="status">
          现在没有网络。填写的内容保存在手机里，有网络后再提交。
        </p>
      )}
      <main className="ph-main" id="main">
        {steps && (
          <div className="ph-steps" role="img" aria-label={`第${steps.at}步，共${steps.of}步`}>
            {Array.from({ length: steps.of }, (_, i) => (
              <span key={String(i)} data-done={i < steps.at || undefined} />
            ))}
          </div>
        )}
        {title && (
          <div className="ph-head">
            <h1>{title}</h1>
            {(steps || note) && (
              <p>
                {steps && `第${steps.at}步，共${steps.of}步。`}
                {note}
              </p>
            )}
          </div>
        )}
        {children}
      </main>
      {(action || second || under) && (
        <footer className="ph-foot">
          {action && <PhoneButton solid {...action} />}
          {second && <PhoneButton {...second} />}
          {under && <p>{under}</p>}
        </footer>
      )}
      {back === undefined && <TabBar />}
    </div>
  );
}

function Back({ back, label }: { back: Props["back"]; label: string }) {
  if (back === undefined) return <span />;
  const words = (
    <>
      <span className="ph-back" aria-hidden="true">
        ‹
      </span>
      {label || <span className="visually-hidden">返回</span>}
    </>
  );
  if (typeof back === "function")
    return (
      <button type="button" onClick={back}>
        {words}
      </button>
    );
  // Where one came from within the pages the browser knows best; from outside there is only the way up.
  const goBack = (event: React.MouseEvent) => {
    if (!hasMoved()) return;
    event.preventDefault();
    history.back();
  };
  return (
    <Link to={back} onClick={goBack}>
      {words}
    </Link>
  );
}

function TypeSwitch() {
  const [large, toggle] = useLargeType();
  return (
    <button type="button" onClick={toggle}>
      {large ? "标准版" : "大字版"}
    </button>
  );
}

/** Goes to a page of the phone. */
export const go = (to: `/m/${string}`, options?: { replace?: boolean }): void => navigate(to, options);
