import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { DutyTime } from "#ui/duty.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import type { DutyCourse } from "../contract.ts";
import { dutyEventNames } from "../text.ts";

type Shape = z.output<typeof DutyCourse>;

/** One duty: who owes it, until when, what has happened to it so far. */
export function DutyPage() {
  const id = useParam("dutyId");
  const found = useGet<Shape>(`/api/duties/${id}`);
  const today = useToday();
  return (
    <Page>
      <PageTitle title={found.data?.duty.title} subtitle={found.data?.duty.kindName} />
      <Loaded from={found}>
        {({ duty, course }) => (
          <>
            <Surface
              aside={
                <ButtonLink kind="primary" to={duty.link}>
                  去办理
                </ButtonLink>
              }
            >
              <Facts
                rows={[
                  ["由谁办", `${duty.organisationName}${duty.level > 0 ? `（转上级${duty.level}次）` : ""}`],
                  ["期限", <DutyTime key="time" duty={duty} />],
                  ["开始", sayInstant(duty.openedAt, today)],
                  ...(duty.evidence ? [["办理情况", duty.evidence] as const] : []),
                ]}
              />
              <DutyActions duty={duty} />
            </Surface>
            <Surface title="经过">
              <Course
                happenings={course.map((each) => ({
                  key: `${each.at}${each.event}`,
                  when: sayInstant(each.at, today),
                  what: `${each.by} ${dutyEventNames[each.event]}${each.event === "escalated" ? `：${each.organisationName}` : ""}${each.note ? `：${each.note}` : ""}`,
                }))}
              />
            </Surface>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DutyActions({ duty }: { duty: Shape["duty"] }) {
  const [asked, setAsked] = useState<"pause" | "done">();
  const path = `/api/duties/${duty.id}`;
  const resume = useAction("POST", `${path}/resume`);
  const remind = useAction("POST", `${path}/reminder`, { onDone: () => toast("已催办。") });
  const may = (what: Shape["duty"]["allowed"][number]) => duty.allowed.includes(what);
  return (
    <div className="row">
      {may("report_done") && <Button onClick={() => setAsked("done")}>报告办完</Button>}
      {may("pause") && <Button onClick={() => setAsked("pause")}>暂停计时</Button>}
      {may("resume") && (
        <Button busy={resume.busy} onClick={() => resume.run({})}>
          继续计时
        </Button>
      )}
      {may("remind") && (
        <Button busy={remind.busy} onClick={() => remind.run({})}>
          催办
        </Button>
      )}
      <ProblemNote problem={resume.problem ?? remind.problem} />
      {asked === "pause" && (
        <ReasonDialog
          title="暂停计时？"
          hint="写明在等什么。继续以后，剩下的时间照样算。"
          yes="暂停计时"
          path={`${path}/pause`}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === "done" && (
        <ReasonDialog
          title="这件事办完了？"
          hint="怎么办的、凭据在哪里。上级会看到。"
          yes="报告办完"
          ask={{ name: "words", label: "办理情况" }}
          path={`${path}/done`}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
