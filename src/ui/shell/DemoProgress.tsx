import { useEffect, useRef } from "react";
import { refresh, useGet } from "../api.ts";
import { ProgressBar } from "../bars.tsx";
import { sayShare } from "../say.ts";
import "./shell.css";

/** How far the demo city is (`GET /api/onboarding/progress`): the first start loads it while the page already answers. */
export type LoadProgress = {
  readonly state: "none" | "running" | "done" | "stopped";
  readonly city: string | null;
  readonly step: string | null;
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
};

/** Asked every two seconds while it runs; when it ends, everything is read anew. */
export function useLoadProgress(): LoadProgress | undefined {
  const { data, refetch } = useGet<LoadProgress>("/api/onboarding/progress");
  const isRunning = data?.state === "running";
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning) void refresh();
    wasRunning.current = isRunning;
    if (!isRunning) return;
    const timer = setInterval(() => void refetch(), 2000);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  return data;
}

/** One line and a bar; nothing when nothing is being loaded. */
export function DemoProgress({ progress }: { progress: LoadProgress | undefined }) {
  if (progress?.state === "stopped")
    return <p className="secondary">{progress.problem ?? "演示数据没有载入完。重新启动会接着载入。"}</p>;
  if (progress?.state !== "running") return null;
  const { city, step, done, total } = progress;
  return (
    <div className="demo-progress" role="status">
      <p className="secondary">
        正在载入{city ?? "演示城市"}的演示数据，{step}，{sayShare(done, total)}
        。现在就可以登录，数字会陆续变全。
      </p>
      <ProgressBar part={done} whole={total} label="演示数据" />
    </div>
  );
}
