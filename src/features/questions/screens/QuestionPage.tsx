import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DutyNote } from "#ui/duty.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { QuestionPage as Shape } from "../contract.ts";
import { channelNames, entryNames, topicNames } from "../text.ts";
import { FaqDialog } from "./FaqDialog.tsx";
import { Answered } from "./QuestionList.tsx";
import { SimilarAnswers } from "./SimilarAnswers.tsx";

type Question = z.output<typeof Shape>;

/** One question: what was said, the clock, the answer, and what was answered to others who asked the like. */
export function QuestionPage() {
  const id = useParam("questionId");
  const found = useGet<Question>(`/api/inquiries/${id}`, {}, { everyMs: 30_000 });
  const today = useToday();
  return (
    <Page>
      <PageTitle
        title={found.data?.body}
        subtitle={found.data && `${found.data.number}　${found.data.unit}`}
      />
      <Loaded from={found}>
        {(question) => (
          <>
            <Surface>
              <Facts
                rows={[
                  ["答复", <Answered key="state" row={question} />],
                  [
                    "提问",
                    `${question.askedBy}，${sayInstant(question.askedAt, today)}，${channelNames[question.channel]}`,
                  ],
                  ["类别", `${question.kind === "suggestion" ? "建议 · " : ""}${topicNames[question.topic]}`],
                  ["联络站", question.station ?? "没有联络站，由上级工会答复"],
                  ...(question.outcome ? [["办理结果", question.outcome] as const] : []),
                ]}
              />
              {question.clock && question.state === "open" && <DutyNote duty={question.clock} />}
              <Moves question={question} />
            </Surface>
            <Surface title="问答">
              <Course
                happenings={question.entries.map((entry) => ({
                  key: entry.at + entry.event,
                  when: sayInstant(entry.at, today),
                  what: (
                    <>
                      <span className="secondary">
                        {entry.byPlace} {entry.byName} {entryNames[entry.event]}
                      </span>
                      <div>{entry.body}</div>
                    </>
                  ),
                }))}
              />
            </Surface>
            {question.allowed.includes("answer") && <AnswerPart question={question} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function AnswerPart({ question }: { question: Question }) {
  const act = useAction("POST", `/api/inquiries/${question.id}/answer`);
  const form = useForm({
    initial: { body: "" },
    check: ({ body }) => (body.trim().length < 2 ? { body: "请写答复" } : {}),
  });
  return (
    <Surface title="答复">
      <Form form={form} problem={act.problem} onSubmit={() => act.run({ body: form.values.body.trim() })}>
        <TextArea
          name="body"
          label="答复"
          rows={5}
          hint="用职工听得懂的话，写明依据和下一步怎么做。不要写别人的姓名、证件号和病情。"
        />
        <div className="row">
          <Button kind="primary" type="submit" busy={act.busy}>
            答复
          </Button>
        </div>
      </Form>
      <SimilarAnswers text={question.body} onTake={(body) => form.set("body", body)} without={question.id} />
    </Surface>
  );
}

const asks = {
  send_up: {
    label: "请示上级",
    title: "请示上级？",
    hint: "写明哪里拿不准。上级有同样的时间答复。",
    yes: "请示上级",
    path: "escalation",
    words: "原因",
  },
  ask_again: {
    label: "再问",
    title: "哪里还没说清楚？",
    hint: "计时重新开始。",
    yes: "再问",
    path: "asking-again",
    words: "还想问什么",
  },
  outcome: {
    label: "告知办理结果",
    title: "这条建议怎么办了？",
    hint: "提建议的人会看到。",
    yes: "告知",
    path: "outcome",
    words: "办理结果",
  },
} as const;

function Moves({ question }: { question: Question }) {
  const [asked, setAsked] = useState<keyof typeof asks | "draft_faq">();
  const moves = (Object.keys(asks) as (keyof typeof asks)[]).filter((move) =>
    question.allowed.includes(move),
  );
  const dialog = asked && asked !== "draft_faq" ? asks[asked] : undefined;
  return (
    <div className="row">
      {moves.map((move) => (
        <Button key={move} onClick={() => setAsked(move)}>
          {asks[move].label}
        </Button>
      ))}
      {question.allowed.includes("draft_faq") && (
        <Button onClick={() => setAsked("draft_faq")}>写成常见问题</Button>
      )}
      {dialog && (
        <ReasonDialog
          title={dialog.title}
          hint={dialog.hint}
          yes={dialog.yes}
          ask={{ name: "reason", label: dialog.words }}
          path={`/api/inquiries/${question.id}/${dialog.path}`}
          onClose={() => setAsked(undefined)}
        />
      )}
      {asked === "draft_faq" && (
        <FaqDialog
          initial={{
            question: question.body,
            answer: question.entries.findLast((entry) => entry.event === "answered")?.body ?? "",
            topic: question.topic,
          }}
          sourceQuestionId={question.id}
          onClose={() => setAsked(undefined)}
        />
      )}
    </div>
  );
}
