import { useEffect, useState } from "react";
import type { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { asProblem, ProblemError } from "#ui/problem.ts";
import { QuizAnswers, Quiz as QuizForm } from "#ui/quiz.tsx";
import { Done, PageBones, ProblemState } from "#ui/States.tsx";
import type { Marked, Quiz } from "../contract.ts";

const token = location.hash.slice(1);
const incomplete = new ProblemError({
  status: 400,
  title: "这个链接不完整",
  detail: "请再扫一次二维码，或者让发给您的人重新发一次。",
});

/** Behind a survey's QR code: five questions, nobody asks who answers. */
export function AnswerPage() {
  const [quiz, setQuiz] = useState<z.output<typeof Quiz>>();
  const [marked, setMarked] = useState<z.output<typeof Marked>>();
  const [problem, setProblem] = useState<ProblemError>();
  useEffect(() => {
    if (token)
      request<z.output<typeof Quiz>>("POST", "/api/public/survey/open", { body: { token } }).then(
        setQuiz,
        (thrown) => setProblem(asProblem(thrown)),
      );
  }, []);
  if (!token) return <ProblemState problem={incomplete} />;
  if (problem) return <ProblemState problem={problem} />;
  if (!quiz) return <PageBones />;
  return (
    <>
      <header>
        <h1>您知道互助保障吗？</h1>
        <p className="secondary">
          {quiz.unit} · {quiz.plan} · 一共{quiz.questions.length}题，不记名
        </p>
      </header>
      <section className="surface">
        <div className="surface-body stack">
          {marked ? <Answers marked={marked} /> : <Slip quiz={quiz} onDone={setMarked} />}
        </div>
      </section>
    </>
  );
}

function Slip({
  quiz,
  onDone,
}: {
  quiz: z.output<typeof Quiz>;
  onDone: (marked: z.output<typeof Marked>) => void;
}) {
  const send = useAction("POST", "/api/public/survey/slip", {
    refreshes: ["/never"],
    onDone: (reply) => onDone(reply as z.output<typeof Marked>),
  });
  return (
    <QuizForm
      questions={quiz.questions}
      problem={send.problem}
      busy={send.busy}
      onSend={(choices) => send.run({ token, slip: slipOf(), choices })}
    />
  );
}

/** One slip for each survey and browser: sent twice it counts once. */
function slipOf(): string {
  const key = `survey ${token}`;
  const known = localStorage.getItem(key) ?? crypto.randomUUID();
  localStorage.setItem(key, known);
  return known;
}

const Answers = ({ marked }: { marked: z.output<typeof Marked> }) => (
  <>
    <Done title={`交好了，答对${marked.right}题，一共${marked.of}题`}>谢谢您。下面是答案和出处。</Done>
    <QuizAnswers answers={marked.answers} />
  </>
);
