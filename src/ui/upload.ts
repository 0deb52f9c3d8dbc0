import { useCallback, useRef, useState } from "react";
import { problemOf, signInAgain } from "./api.ts";
import { cancelled, offline, type ProblemError } from "./problem.ts";

export type UploadState<Reply> =
  | { readonly at: "waiting" }
  | {
      readonly at: "sending";
      readonly file: File;
      readonly sent: number;
      readonly secondsLeft: number | undefined;
    }
  | { readonly at: "done"; readonly file: File; readonly reply: Reply }
  | { readonly at: "failed"; readonly file: File; readonly problem: ProblemError };

type Sending<Reply> = { readonly reply: Promise<Reply>; readonly cancel: () => void };

/** Sends one file with progress. Same key over retries: a connection cut off after the last byte does no harm. */
export function sendFile<Reply>(
  path: string,
  file: File,
  { key, onProgress }: { key: string; onProgress: (sent: number) => void },
): Sending<Reply> {
  const sender = new XMLHttpRequest();
  const reply = new Promise<Reply>((resolve, reject) => {
    sender.open("POST", path);
    sender.setRequestHeader("x-tongzhou", "console");
    sender.setRequestHeader("idempotency-key", key);
    sender.responseType = "json";
    sender.upload.onprogress = (event) => onProgress(event.loaded);
    sender.onabort = () => reject(cancelled());
    sender.onerror = () => reject(offline());
    sender.onload = () => {
      if (sender.status >= 200 && sender.status < 300) resolve(sender.response as Reply);
      else reject(problemOf(sender.status, sender.response));
    };
    const form = new FormData();
    form.set("file", file);
    sender.send(form);
  });
  return { reply, cancel: () => sender.abort() };
}

/** An upload as state, for UploadArea. Signs in again and repeats when the session ran out meanwhile. */
export function useUpload<Reply>(path: string, onDone?: (reply: Reply) => void) {
  const [state, setState] = useState<UploadState<Reply>>({ at: "waiting" });
  const running = useRef<Sending<Reply> | undefined>(undefined);

  const start = useCallback(
    async (file: File, key: string = crypto.randomUUID()): Promise<void> => {
      const since = performance.now();
      setState({ at: "sending", file, sent: 0, secondsLeft: undefined });
      const onProgress = (sent: number) => {
        const seconds = (performance.now() - since) / 1000;
        const left = sent > 0 && seconds > 1 ? ((file.size - sent) / sent) * seconds : undefined;
        setState({ at: "sending", file, sent: Math.min(sent, file.size), secondsLeft: left });
      };
      running.current = sendFile<Reply>(path, file, { key, onProgress });
      try {
        const reply = await running.current.reply;
        setState({ at: "done", file, reply });
        onDone?.(reply);
      } catch (thrown) {
        const problem = thrown as ProblemError;
        if (problem.status === 401 && signInAgain.ask) {
          await signInAgain.ask();
          return start(file, key);
        }
        if (problem.code === "cancelled") setState({ at: "waiting" });
        else setState({ at: "failed", file, problem });
      }
    },
    [path, onDone],
  );

  return {
    state,
    start: (file: File) => void start(file),
    cancel: () => running.current?.cancel(),
    reset: () => setState({ at: "waiting" }),
  };
}
