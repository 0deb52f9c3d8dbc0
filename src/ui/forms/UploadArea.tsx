import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "../Button.tsx";
import { ProgressBar } from "../bars.tsx";
import { ProblemNote } from "../States.tsx";
import { sayBytes, sayDuration, sayShare } from "../say.ts";
import type { UploadState } from "../upload.ts";
import "./forms.css";

type Props = {
  /** What is asked for: 上传2月名册. Also the button's word. */
  title: string;
  /** What is accepted, before one tries: Excel 表或 CSV，最大50MB，列的顺序不限. */
  accepts: ReactNode;
  /** For the file picker: ".xlsx,.xls,.csv". The server looks at the content, not the name. */
  extensions: string;
  maxBytes: number;
  state: UploadState<unknown>;
  onFile: (file: File) => void;
  onCancel: () => void;
  /** Beside the button: 下载空白表. */
  children?: ReactNode;
};

/** Takes a file: by the button, or dropped anywhere on the page. Then name, size, per cent, 取消. */
export function UploadArea(props: Props) {
  const { title, accepts, extensions, maxBytes, state, onFile, onCancel, children } = props;
  const id = useId();
  const [tooBig, setTooBig] = useState<File>();
  const isOpen = state.at !== "sending";
  const take = (file: File | undefined) => {
    if (!file) return;
    setTooBig(file.size > maxBytes ? file : undefined);
    if (file.size <= maxBytes) onFile(file);
  };
  const isOver = useDropAnywhere(isOpen ? take : undefined);

  if (state.at === "sending") return <Sending state={state} onCancel={onCancel} />;
  return (
    <div className="upload">
      {isOver && (
        <div className="upload-drop" aria-hidden="true">
          松开鼠标，{title}
        </div>
      )}
      <div className="row">
        <input
          id={id}
          type="file"
          accept={extensions}
          aria-label={title}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        <Button kind="primary" onClick={() => document.getElementById(id)?.click()}>
          {title}
        </Button>
        {children}
      </div>
      <p className="secondary">
        {typeof accepts === "string" ? accepts.replace(/。$/, "") : accepts}
        。也可以把文件拖到这一页的任何地方。
      </p>
      {tooBig && (
        <div className="field-says bad" role="alert">
          “{tooBig.name}”有{sayBytes(tooBig.size)}，最大{sayBytes(maxBytes)}。可以拆成几份分别提交。没有上传。
        </div>
      )}
      {state.at === "failed" && (
        <>
          <ProblemNote problem={state.problem} />
          {state.problem.mayRetry && (
            <Button onClick={() => onFile(state.file)}>重新上传“{state.file.name}”</Button>
          )}
        </>
      )}
    </div>
  );
}

function Sending({
  state,
  onCancel,
}: {
  state: UploadState<unknown> & { at: "sending" };
  onCancel: () => void;
}) {
  const { file, sent, secondsLeft } = state;
  return (
    <div className="upload" aria-live="polite">
      <strong className="strong">正在上传“{file.name}”</strong>
      <ProgressBar part={sent} whole={file.size} label={`正在上传${file.name}`} />
      <p className="secondary">
        已传{sayBytes(sent)}，共{sayBytes(file.size)}，{sayShare(sent, file.size)}
        {secondsLeft !== undefined && `，大约还要${sayDuration(secondsLeft)}`}
      </p>
      <Button onClick={onCancel}>取消，不保存任何数据</Button>
    </div>
  );
}

/** A file let go anywhere on the page is taken, and never opened by the browser instead of the page. */
function useDropAnywhere(take: ((file: File | undefined) => void) | undefined): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      if (take) setOver(true);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      take?.(event.dataTransfer?.files[0]);
    };
    const out = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    addEventListener("dragleave", out);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
      removeEventListener("dragleave", out);
    };
  }, [take]);
  return isOver;
}
