import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { jobStarted } from "#ui/jobs.ts";
import { Surface } from "#ui/page.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useMay, useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { BatchCertificates } from "../contract/certificates.ts";

type Reply = z.output<typeof BatchCertificates>;

/** 保障凭证 of everybody on a roster: made by a job, taken as one file; how many have confirmed on their phone. */
export function RosterCertificates({ batchId }: { batchId: string }) {
  const may = useMay()("enrolment.confirm");
  const today = useToday();
  const path = `/api/rosters/${batchId}/certificates`;
  const certificates = useGet<Reply>(path);
  const make = useAction("POST", path, {
    onDone: () => {
      jobStarted();
      toast("正在制作，好了会在右上角提醒");
    },
  });
  const data = certificates.data;
  if (!data) return null;
  return (
    <Surface
      title="保障凭证"
      note={`${sayCount(data.confirmed)}人在手机上确认过本人参加，共${sayCount(data.people)}人`}
    >
      <div className="row">
        {may && (
          <Button busy={make.busy} {...(!data.mayAsk && { why: data.why })} onClick={() => make.run()}>
            制作{sayCount(data.people)}份凭证
          </Button>
        )}
        {may && data.file && (
          <ButtonLink to={`${path}/file`}>
            下载{sayCount(data.file.people)}份（{data.file.kind === "pdf" ? "PDF" : "压缩包"}）
          </ButtonLink>
        )}
        {data.file && <span className="secondary">{sayInstant(data.file.madeAt, today)}制作</span>}
      </div>
      <ProblemNote problem={make.problem} />
    </Surface>
  );
}
