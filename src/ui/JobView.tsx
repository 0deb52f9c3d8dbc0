import type { ReactNode } from "react";
import { useAction } from "./api.ts";
import { Button } from "./Button.tsx";
import { type Job, secondsLeft, useJob } from "./jobs.ts";
import { ProblemError } from "./problem.ts";
import { Bones, LongJob, ProblemState } from "./States.tsx";

type Props = {
  jobId: string;
  /** What stands there when it is done. */
  children: (job: Job) => ReactNode;
  /** The button of a running job: 取消，不保存任何数据. */
  cancelWord?: string;
  /** After a refusal or a fault: 重新选文件. */
  actions?: ReactNode;
};

/** A long job on its page: progress while it runs, words when it was refused, the result when it is done. */
export function JobView({ jobId, children, cancelWord = "取消，不保存任何数据", actions }: Props) {
  const found = useJob(jobId);
  const cancel = useAction("POST", `/api/jobs/${jobId}/cancellation`, { refreshes: ["/api/jobs"] });
  const job = found.data;
  if (!job) return found.error ? <ProblemState problem={found.error} /> : <Bones rows={3} />;
  if (job.state === "done") return children(job);
  if (job.state === "waiting" || job.state === "running") {
    return (
      <LongJob
        title={job.state === "waiting" ? `${job.title}：排队中` : job.title}
        done={job.done ?? 0}
        total={job.total}
        note={job.note}
        secondsLeft={secondsLeft(job)}
        cancel={
          <Button busy={cancel.busy} onClick={() => cancel.run({})}>
            {cancelWord}
          </Button>
        }
      />
    );
  }
  return <ProblemState problem={problemOfJob(job)} actions={actions} />;
}

const problemOfJob = (job: Job) =>
  new ProblemError({
    status: 400,
    title: job.problem?.title ?? (job.state === "cancelled" ? "已取消" : `${job.title}：没有完成`),
    detail: job.problem?.detail ?? "没有保存任何数据。",
  });
