import { type ReactNode, useRef } from "react";
import { refresh, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { isOpenJob, jobStarted, secondsLeft, useJob } from "#ui/jobs.ts";
import { ProblemError } from "#ui/problem.ts";
import { setQuery, useQueryState } from "#ui/router.tsx";
import { LongJob, Note, ProblemState } from "#ui/States.tsx";
import { useUpload } from "#ui/upload.ts";
import { accepted, fiftyMegabytes, type Page } from "./words.ts";

type Reply = { readonly jobId: string | null; readonly isSame: boolean };

/** Takes the roster's file, then shows its reading line by line. The page may be left: the job goes on. */
export function UploadRoster({ page, title }: { page: Page; title: string }) {
  const [jobId] = useQueryState("job");
  const [same] = useQueryState("same");
  const last = useRef<File>(undefined);
  const onDone = (reply: Reply) => {
    jobStarted();
    setQuery(reply.jobId ? { job: reply.jobId, same: "" } : { same: "1", upload: "", job: "" });
  };
  const path = `/api/rosters/${page.id}/file`;
  const upload = useUpload<Reply>(path, onDone);
  const anyway = useUpload<Reply>(`${path}?evenSo=true`, onDone);
  const choose = () => {
    upload.reset();
    anyway.reset();
    setQuery({ job: "", same: "" });
  };
  const sending = anyway.state.at === "waiting" ? upload : anyway;
  if (jobId && sending.state.at !== "sending") {
    const more = last.current && (
      <Button onClick={() => last.current && anyway.start(last.current)}>是本单位的名册，继续</Button>
    );
    return <Reading jobId={jobId} batchId={page.id} choose={choose} evenSo={more} />;
  }
  return (
    <>
      {same && (
        <Note tone="plain" title="这份已经交过">
          内容和现在的名册完全相同，没有重新读取。
        </Note>
      )}
      <UploadArea
        title={title}
        accepts="Excel 表（.xlsx、.xls）或 CSV，最大50MB，列的顺序不限"
        extensions={accepted}
        maxBytes={fiftyMegabytes}
        state={sending.state}
        onFile={(file) => {
          last.current = file;
          upload.start(file);
        }}
        onCancel={sending.cancel}
      >
        <a className="link" href={`/api/roster-template/${page.organisationId}/last.xlsx`} download>
          用上次的名册改
        </a>
        <a className="link" href="/api/roster-template.xlsx" download>
          下载空白表
        </a>
      </UploadArea>
    </>
  );
}

type ReadingProps = { jobId: string; batchId: string; choose: () => void; evenSo: ReactNode };

function Reading({ jobId, batchId, choose, evenSo }: ReadingProps) {
  const found = useJob(jobId);
  const cancel = useAction("POST", `/api/jobs/${jobId}/cancellation`, { refreshes: ["/api/jobs"] });
  const told = useRef(false);
  const job = found.data;
  if (job?.state === "done" && !told.current) {
    told.current = true;
    void refresh(`/api/rosters/${batchId}`, "/api/rosters", "/api/counts").then(() =>
      setQuery({ job: "", upload: "" }),
    );
  }
  if (!job || isOpenJob(job) || job.state === "done") {
    return (
      <LongJob
        title={sayReading(job?.done ?? 0, job?.total ?? null)}
        done={job?.done ?? 0}
        total={job?.total}
        note={job?.note}
        secondsLeft={job && secondsLeft(job)}
        leave="可以离开本页，读完在右上角提醒您。"
        cancel={
          <Button busy={cancel.busy} onClick={() => cancel.run({})}>
            取消，不保存任何数据
          </Button>
        }
      />
    );
  }
  const {
    code,
    title = "名册没有读完",
    detail = "没有保存任何数据。",
  } = (job.problem ?? {}) as {
    code?: string;
    title?: string;
    detail?: string;
  };
  const problem = new ProblemError({
    status: 400,
    title: job.state === "cancelled" ? "已取消" : title,
    detail: job.state === "cancelled" ? "没有保存任何数据。" : detail,
  });
  return (
    <ProblemState
      problem={problem}
      actions={
        <>
          <Button kind="primary" onClick={choose}>
            重新选文件
          </Button>
          {code === "roster_of_another_unit" && evenSo}
        </>
      }
    />
  );
}

const sayReading = (done: number, total: number | null): string =>
  done === 0
    ? "正在打开名册"
    : `正在读名册：第${done.toLocaleString("en")}行${total ? `，共${total.toLocaleString("en")}行` : ""}`;
