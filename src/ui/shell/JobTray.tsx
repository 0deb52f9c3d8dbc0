import { ProgressBar } from "../bars.tsx";
import { isOpenJob, type Job, secondsLeft, useJobs } from "../jobs.ts";
import { Link } from "../router.tsx";
import { sayCount, sayDuration } from "../say.ts";
import { DateText, StatusTag, type Tone } from "../Text.tsx";
import { usePopover } from "./popover.ts";
import "./shell.css";

/** What runs in the background and what has finished; the page it was started from may be left. */
export function JobTray() {
  const jobs = useJobs();
  const { box, isOpen, setOpen } = usePopover<HTMLDivElement>();
  if (jobs.length === 0) return null;
  const open = jobs.filter(isOpenJob).length;
  return (
    <div className="who" ref={box}>
      <button type="button" className="tray-button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        任务{open > 0 && <span className="tray-count">{open}</span>}
      </button>
      {isOpen && (
        <div className="popover tray">
          <div className="menu-head">{open > 0 ? `${open}件正在办，可以离开本页` : "最近办完的"}</div>
          {jobs.slice(0, 12).map((job) => (
            <JobLine key={job.id} job={job} close={() => setOpen(false)} />
          ))}
        </div>
      )}
    </div>
  );
}

const states: Record<Job["state"], readonly [Tone, string]> = {
  waiting: ["plain", "排队中"],
  running: ["plain", "正在办"],
  done: ["good", "已完成"],
  refused: ["bad", "没有办成"],
  failed: ["bad", "没有办成"],
  cancelled: ["plain", "已取消"],
};

/** One line of the tray. */
export function JobLine({ job, close }: { job: Job; close: () => void }) {
  const [tone, word] = states[job.state];
  const left = secondsLeft(job);
  const link = job.result?.link;
  return (
    <div className="tray-job">
      <div className="row-apart">
        <span>{job.title}</span>
        <StatusTag tone={tone}>{word}</StatusTag>
      </div>
      {job.state === "running" && job.total !== null && (
        <>
          <ProgressBar part={job.done ?? 0} whole={job.total} label={job.title} />
          <div className="secondary">
            {sayCount(job.done ?? 0)}，共{sayCount(job.total)}
            {left !== undefined && `，大约还要${sayDuration(left)}`}
          </div>
        </>
      )}
      {job.problem?.title && <div className="secondary">{job.problem.title}</div>}
      {!isOpenJob(job) && (
        <div className="secondary row-apart">
          <DateText day={job.finishedAt} as="instant" />
          {link && (
            <Link to={link} onClick={close}>
              看结果
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
