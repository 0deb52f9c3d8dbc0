import { useCallback, useEffect, useRef, useState } from "react";
import { dropPhoto, keepPhoto, photosOf } from "#ui/phone/drafts.ts";
import { useOnline } from "#ui/phone/online.ts";
import type { PhotoState } from "#ui/phone/PhotoSlot.tsx";
import { asProblem } from "#ui/problem.ts";
import { sendFile } from "#ui/upload.ts";
import { takePhoto } from "./photo.ts";

type Asked = {
  /** The draft under which photographs are kept on the phone. */
  readonly key: string;
  /** Where they go; empty as long as the claim does not exist on the server. */
  readonly claimId: string;
  readonly arrived: readonly string[];
  readonly onArrived: (code: string) => void;
};

/**
 * The papers of a claim, each at its place: judged at once, kept on the phone, sent when there is a network and the claim
 * is there. What is cut off is sent again under the same key.
 */
export function usePapers({ key, claimId, arrived, onArrived }: Asked) {
  const [states, setStates] = useState<ReadonlyMap<string, PhotoState>>(new Map());
  const online = useOnline();
  const sending = useRef(new Set<string>());
  const told = useRef(onArrived);
  told.current = onArrived;
  const put = useCallback(
    (code: string, state: PhotoState) => setStates((all) => new Map(all).set(code, state)),
    [],
  );

  const send = useCallback(
    async (code: string, photo: Blob, name: string) => {
      if (!claimId || sending.current.has(code)) return;
      sending.current.add(code);
      const file = new File([photo], name, { type: photo.type });
      const path = `/api/me/claims/${claimId}/papers?code=${code}`;
      const onProgress = (sent: number) =>
        put(code, { at: "sending", photo, share: file.size === 0 ? 0 : Math.min(1, sent / file.size) });
      try {
        await sendFile(path, file, { key: `${claimId}-${code}-${file.size}`, onProgress }).reply;
        put(code, { at: "arrived", photo, note: "已收到，看得清" });
        told.current(code);
        await dropPhoto(key, code).catch(() => undefined);
      } catch (thrown) {
        const problem = asProblem(thrown);
        put(code, problem.mayRetry ? { at: "kept", photo } : { at: "refused", reason: problem.title, photo });
      } finally {
        sending.current.delete(code);
      }
    },
    [claimId, key, put],
  );

  // What waits on the phone goes out as soon as it can.
  useEffect(() => {
    let gone = false;
    photosOf(key)
      .then((kept) => {
        if (gone) return;
        for (const [code, file] of kept) {
          put(code, { at: "kept", photo: file });
          if (online) void send(code, file, file.name);
        }
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [key, online, send, put]);

  const pick = useCallback(
    async (code: string, file: File) => {
      const taken = await takePhoto(file);
      if ("fault" in taken) return put(code, { at: "refused", reason: taken.fault, photo: file });
      put(code, { at: "kept", photo: taken.blob });
      const name = taken.blob.type === "application/pdf" ? "材料.pdf" : "材料.jpg";
      await keepPhoto(key, code, taken.blob, name).catch(() => undefined);
      await send(code, taken.blob, name);
    },
    [key, put, send],
  );

  const stateOf = (code: string): PhotoState =>
    states.get(code) ?? (arrived.includes(code) ? { at: "arrived" } : { at: "empty" });
  return { pick, stateOf };
}
