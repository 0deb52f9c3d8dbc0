import { useState } from "react";
import type { z } from "zod";
import { refresh, useAction, useListing } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { useQueryState } from "#ui/router.tsx";
import { Bones, Empty, ProblemState } from "#ui/States.tsx";
import { sayCount, sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { toast } from "#ui/Toast.tsx";
import { FilterChips } from "#ui/table/filters.tsx";
import type { QuestionList, QuestionRow } from "../contract.ts";
import { LineFacts, Papers, Steps } from "./ReviewParts.tsx";
import { useArrows } from "./ReviewQueue.tsx";
import { monthWords } from "./words.ts";
import "#ui/table/table.css";
import "./review.css";

type Question = z.output<typeof QuestionRow>;
type Reply = z.output<typeof QuestionList>;

/** 各市请示: what the cities ask about lines under review, one question right. After an answer the next one opens. */
export function QuestionQueue() {
  const [show] = useQueryState("show", "open");
  const list = useListing<Question, Reply>("/api/questions", { show });
  const [at, setAt] = useState<string>();
  const { rows } = list;
  const current = rows.find(({ questionId }) => questionId === at) ?? rows[0];
  const index = current ? rows.indexOf(current) : -1;
  const go = (step: number) => setAt(rows[Math.min(Math.max(index + step, 0), rows.length - 1)]?.questionId);
  useArrows(go);
  return (
    <Page>
      <PageTitle
        title={titleOf(list.first)}
        subtitle="市里审核名册时拿不准的人。答复以后由市里决定；市里已经办完的不再列出。"
      />
      <div className="review-tools">
        <FilterChips
          name="show"
          label="请示"
          options={[
            { value: "open", label: "待答复", count: list.first?.counts.open },
            { value: "answered", label: "已答复", count: list.first?.counts.answered },
          ]}
        />
      </div>
      {list.problem && rows.length === 0 && <ProblemState problem={list.problem} again={list.again} />}
      {list.isPending && <Bones />}
      {!list.isPending && !list.problem && rows.length === 0 && (
        <Surface>
          <Empty title={show === "open" ? "没有等您答复的请示" : "还没有答复过的请示"}>
            市级审核人在“超龄审核”里请示的问题，会出现在这里。
          </Empty>
        </Surface>
      )}
      {current && (
        <div className="review">
          <Queue list={list} current={current} pick={setAt} />
          <QuestionDesk
            key={current.questionId}
            question={current}
            next={() => setAt(rows[index + 1]?.questionId ?? rows[index - 1]?.questionId)}
          />
        </div>
      )}
    </Page>
  );
}

type QueueProps = {
  list: ReturnType<typeof useListing<Question, Reply>>;
  current: Question;
  pick: (questionId: string) => void;
};

function Queue({ list, current, pick }: QueueProps) {
  const today = useToday();
  return (
    <section className="surface review-queue" aria-label="请示">
      <ul>
        {list.rows.map((row) => (
          <li key={row.questionId}>
            <button
              type="button"
              aria-current={row.questionId === current.questionId}
              onClick={() => pick(row.questionId)}
            >
              <span>
                {row.cityName} <span className="secondary">{sayInstant(row.askedAt, today)}</span>
              </span>
              <span className="secondary">
                {row.organisationName} · {monthWords(row.settlementMonth)}
              </span>
              <span className="secondary">{row.title}</span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button kind="plain" busy={list.isMoreComing} onClick={list.more}>
          再显示50件，共{sayCount(list.total)}件
        </Button>
      )}
    </section>
  );
}

function QuestionDesk({ question, next }: { question: Question; next: () => void }) {
  const path = `/api/questions/${question.cityId}/${question.questionId}`;
  const today = useToday();
  return (
    <Surface title={`${question.cityName}问：${question.question}`}>
      <div className="review-desk">
        <p className="secondary">
          {question.askedBy}，{sayInstant(question.askedAt, today)} · {question.organisationName}第
          {question.line}行 {question.name}
        </p>
        <LineFacts review={question} />
        <Papers review={question} to={(id) => `${path}/evidence/${id}`} />
        <Steps review={question} />
        {question.answer === null && <Answer path={path} next={next} />}
      </div>
    </Surface>
  );
}

function Answer({ path, next }: { path: string; next: () => void }) {
  const form = useForm({
    initial: { answer: "" },
    check: ({ answer }): { answer?: string } => (answer.trim() ? {} : { answer: "请写明答复。" }),
  });
  const send = useAction<unknown, object>("POST", `${path}/answer`, { refreshes: ["/never"] });
  const answer = () =>
    send.run(form.values, () => {
      next();
      void refresh("/api/questions", "/api/counts");
      toast("已答复，市里的审核人看得到");
    });
  return (
    <Form form={form} onSubmit={answer} problem={send.problem}>
      <TextArea
        name="answer"
        label="答复"
        hint="写明能不能参加、凭什么材料、依据哪条规定。会留在记录里，不能修改。"
      />
      <div className="row">
        <Button kind="primary" type="submit" busy={send.busy}>
          答复
        </Button>
        <Button kind="plain" onClick={next}>
          先看下一件
        </Button>
      </div>
    </Form>
  );
}

function titleOf(first: Reply | undefined): string {
  if (!first) return "各市请示";
  const { open, cities } = first.counts;
  return open === 0 ? "没有等您答复的请示" : `${sayCount(open)}件请示等您答复，来自${sayCount(cities)}个市`;
}
