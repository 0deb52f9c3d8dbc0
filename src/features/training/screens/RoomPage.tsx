import { useState } from "react";
import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { ProblemError } from "#ui/problem.ts";
import { Quiz, QuizAnswers } from "#ui/quiz.tsx";
import { Done, Note, ProblemState } from "#ui/States.tsx";
import type { Arrived, Tested } from "../contract.ts";

const token = location.hash.slice(1);
const incomplete = new ProblemError({
  status: 400,
  title: "这个链接不完整",
  detail: "请再扫一次现场的二维码。",
});

type Here = { readonly code: string; readonly course: z.output<typeof Arrived> };

/** Behind the QR code in the room: one's code signs in, the test follows, whoever passes reads the certificate's number. */
export function RoomPage() {
  const [here, setHere] = useState<Here>();
  if (!token) return <ProblemState problem={incomplete} />;
  return (
    <>
      <header>
        <h1>{here ? here.course.title : "培训签到"}</h1>
        {here && <p className="secondary">{here.course.unit}</p>}
      </header>
      <section className="surface">
        <div className="surface-body stack">{here ? <Test here={here} /> : <Arrive onHere={setHere} />}</div>
      </section>
    </>
  );
}

function Arrive({ onHere }: { onHere: (here: Here) => void }) {
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => (/^\d{8}$/.test(code.trim()) ? {} : { code: "签到码是8位数字" }),
  });
  const code = form.values.code.trim();
  const arrive = useAction<z.output<typeof Arrived>>("POST", "/api/public/course/arrival", {
    refreshes: ["/never"],
    onDone: (course) => onHere({ code, course }),
  });
  return (
    <Form form={form} problem={arrive.problem} onSubmit={() => arrive.run({ token, code })}>
      <TextField name="code" label="签到码" inputMode="numeric" hint="报名时给的8位数字" />
      <div>
        <Button kind="primary" type="submit" busy={arrive.busy}>
          签到
        </Button>
      </div>
    </Form>
  );
}

function Test({ here }: { here: Here }) {
  const [tested, setTested] = useState<z.output<typeof Tested>>();
  const take = useAction<z.output<typeof Tested>>("POST", "/api/public/course/test", {
    refreshes: ["/never"],
    onDone: setTested,
  });
  if (here.course.isTested) return <Done title="已签到，也已经考过">证书号请问本单位经办人。</Done>;
  if (tested)
    return (
      <>
        <Done
          title={
            tested.certificate ? `通过，推行员证书${tested.certificate}` : `答对${tested.right}题，还差一点`
          }
        >
          {tested.certificate ? `有效到${tested.validUntil}前一天。` : "可以报下一场培训再考。"}
        </Done>
        <QuizAnswers answers={tested.answers} />
      </>
    );
  return (
    <>
      <Note title="已签到">听完课再答下面的题，每人答一次。</Note>
      <Quiz
        questions={here.course.questions}
        problem={take.problem}
        busy={take.busy}
        onSend={(choices) => take.run({ token, code: here.code, choices })}
      />
    </>
  );
}
