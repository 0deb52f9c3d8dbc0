import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { BarCell } from "#ui/bars.tsx";
import { FigureRow, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { ScanCode } from "#ui/ScanCode.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { sayDeadline, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { DateText } from "#ui/Text.tsx";
import type { SurveyView } from "../contract.ts";
import { SurveyTag } from "./SurveyList.tsx";

type Survey = z.output<typeof SurveyView>;

/** One survey: the code to scan while it runs, what came of it, which question is known least. */
export function SurveyPage() {
  const found = useGet<Survey>(`/api/surveys/${useParam("surveyId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(survey) => <View survey={survey} />}
    </Loaded>
  );
}

function View({ survey }: { survey: Survey }) {
  const close = useAction("POST", `/api/surveys/${survey.id}/closing`);
  const share = survey.valid > 0 ? sayShare(survey.aware, survey.valid) : "—";
  return (
    <Page>
      <PageTitle
        title={survey.state === "open" ? `${survey.unit}正在答卷` : `${survey.unit}的知晓率是${share}`}
        subtitle={`${survey.isRetest ? "补课后再测" : "首测"} · ${survey.plan}`}
        crumb={survey.unit}
      >
        <SurveyTag row={survey} />
        {survey.allowed.includes("close") && (
          <Button kind="primary" busy={close.busy} onClick={() => close.run({})}>
            收卷
          </Button>
        )}
      </PageTitle>
      <ProblemNote problem={close.problem} />
      <MakeUp survey={survey} />
      <FigureRow
        figures={[
          { label: "有效答卷", value: survey.valid, unit: "份" },
          { label: "知晓", value: survey.aware, unit: "份", note: "答对五分之四以上的题" },
          {
            label: "知晓率",
            value: share,
            unit: "",
            note: `${survey.aware}/${survey.valid}，达标线80%`,
            bar: { part: survey.aware, whole: survey.valid },
          },
        ]}
      />
      <div className="columns">
        <Surface title="题目" note="答对的人数" flush>
          <Lines>
            {survey.questions.map((each) => (
              <Line
                key={each.text}
                title={each.text}
                note={`${each.options[each.right]}（${each.clause}）`}
                action={<BarCell part={each.rightCount} whole={survey.valid} label={`答对：${each.text}`} />}
              />
            ))}
          </Lines>
        </Surface>
        {survey.state === "open" ? (
          <ScanCode title="给职工扫的二维码" note="不用登录，不问是谁" qr={survey.qr} link={survey.link} />
        ) : (
          <Chain survey={survey} />
        )}
      </div>
    </Page>
  );
}

function MakeUp({ survey: { duty } }: { survey: Survey }) {
  const today = useToday();
  if (!duty) return null;
  const link = <Link to={`/duties/${duty.id}`}>看这件事</Link>;
  return duty.isDone ? (
    <Note title="补课后再测达标，补课已了结">{link}</Note>
  ) : (
    <Note title={`要补课再测，${sayDeadline(duty.dueOn, today)}`}>{link}</Note>
  );
}

const Chain = ({ survey }: { survey: Survey }) => (
  <Surface title="这个单位前后几次" flush>
    <Lines>
      {survey.chain.map((each, at) => (
        <Line
          key={each.id}
          title={<Link to={`/surveys/${each.id}`}>{at === 0 ? "首测" : `再测${at}`}</Link>}
          note={each.closedOn ? <DateText day={each.closedOn} /> : "在答卷"}
          action={each.awarenessBp === null ? "—" : `${Math.floor(each.awarenessBp / 100)}%`}
        />
      ))}
    </Lines>
  </Surface>
);
