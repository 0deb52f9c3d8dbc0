import { useState } from "react";
import { Button } from "./Button.tsx";
import type { ProblemError } from "./problem.ts";
import { ProblemNote } from "./States.tsx";

type Question = { readonly text: string; readonly options: readonly string[] };

type Props = {
  questions: readonly Question[];
  problem: ProblemError | null;
  busy: boolean;
  onSend: (choices: readonly (number | undefined)[]) => void;
};

/** A few questions with one answer each, read and answered on a phone. */
export function Quiz({ questions, problem, busy, onSend }: Props) {
  const [choices, setChoices] = useState<readonly (number | undefined)[]>(questions.map(() => undefined));
  const left = choices.filter((choice) => choice === undefined).length;
  return (
    <>
      {questions.map((question, at) => (
        <fieldset key={question.text} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend className="strong">
            {at + 1}. {question.text}
          </legend>
          {question.options.map((option, place) => (
            <label key={option} className="row" style={{ minHeight: 44 }}>
              <input
                type="radio"
                name={`q${at}`}
                checked={choices[at] === place}
                onChange={() => setChoices(choices.with(at, place))}
              />
              {option}
            </label>
          ))}
        </fieldset>
      ))}
      <ProblemNote problem={problem} />
      <Button
        kind="primary"
        busy={busy}
        why={left > 0 ? `还有${left}题没有选` : undefined}
        onClick={() => onSend(choices)}
      >
        交卷
      </Button>
    </>
  );
}

type Answer = {
  readonly text: string;
  readonly answer: string;
  readonly clause: string;
  readonly isRight: boolean;
};

/** What was right, and where it stands. */
export const QuizAnswers = ({ answers }: { answers: readonly Answer[] }) =>
  answers.map((each) => (
    <p key={each.text}>
      {each.isRight ? <span className="good">✓ </span> : <span className="bad">✗ </span>}
      {each.text}
      <br />
      <strong>{each.answer}</strong> <span className="secondary">{each.clause}</span>
    </p>
  ));
