import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { confirm } from "#ui/Dialog.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Loaded, PageBones, ProblemNote } from "#ui/States.tsx";
import { DateText } from "#ui/Text.tsx";
import type { TrialPage as Reply } from "../contract.ts";
import { Compared, Segments } from "./Outcome.tsx";

type Trial = z.output<typeof Reply>;

/** A trial as it was kept. */
export function TrialPage() {
  const id = useParam("trialId");
  const trial = useGet<Trial>(`/api/trials/${id}`);
  return (
    <Loaded from={trial} bones={<PageBones />}>
      {(reply) => <Kept trial={reply} />}
    </Loaded>
  );
}

function Kept({ trial }: { trial: Trial }) {
  const share = useAction<unknown, { share: boolean }>("POST", `/api/trials/${trial.id}/sharing`);
  const remove = useAction("DELETE", `/api/trials/${trial.id}`, { onDone: () => navigate("/trials") });
  const ask = async () => {
    const isYes = await confirm({
      title: `删除试算“${trial.name}”？`,
      lines: ["删除后找不回来。"],
      yes: "删除",
    });
    if (isYes) remove.run();
  };
  return (
    <Page>
      <PageTitle
        title={trial.name}
        crumb={trial.name}
        subtitle={
          <>
            {trial.planName}（{trial.version}）· {trial.year}年的申领 · {trial.keptBy}于
            <DateText day={trial.keptAt} as="instant" />
            算出
          </>
        }
      >
        {trial.allowed.includes("share") && (
          <Button busy={share.busy} onClick={() => share.run({ share: !trial.isShared })}>
            {trial.isShared ? "不再公开" : "公开给本市同事"}
          </Button>
        )}
        {trial.allowed.includes("remove") && (
          <Button kind="danger" busy={remove.busy} onClick={() => void ask()}>
            删除
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={share.problem ?? remove.problem} />
      {trial.note && (
        <Surface title="说明">
          <p>{trial.note}</p>
        </Surface>
      )}
      <Compared tried={trial.content.map(({ variant, outcome }) => ({ name: variant.name, outcome }))} />
      {trial.content.map(({ variant, outcome }) => (
        <Segments key={variant.name} title={`${variant.name}：谁多得，谁少得`} outcome={outcome} />
      ))}
    </Page>
  );
}
