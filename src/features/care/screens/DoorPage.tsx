import { useState } from "react";
import type { z } from "zod";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { ProblemError } from "#ui/problem.ts";
import { Done, ProblemState } from "#ui/States.tsx";
import type { Arrived } from "../contract.ts";

const token = location.hash.slice(1);
const incomplete = new ProblemError({
  status: 400,
  title: "这个链接不完整",
  detail: "请再扫一次门口的二维码。",
});

/** Behind the QR code at the door: one's six digits, and one is there. */
export function DoorPage() {
  const [there, setThere] = useState<z.output<typeof Arrived>>();
  const form = useForm({
    initial: { code: "" },
    check: ({ code }) => (/^\d{6}$/.test(code.trim()) ? {} : { code: "签到码是6位数字" }),
  });
  const arrive = useAction<z.output<typeof Arrived>>("POST", "/api/public/event/arrival", {
    refreshes: ["/never"],
    onDone: setThere,
  });
  if (!token) return <ProblemState problem={incomplete} />;
  return (
    <>
      <header>
        <h1>{there ? there.title : "活动签到"}</h1>
        {there && <p className="secondary">{there.place}</p>}
      </header>
      <section className="surface">
        <div className="surface-body stack">
          {there ? (
            <Done title="签到好了，请进">手机可以收起来了。</Done>
          ) : (
            <Form
              form={form}
              problem={arrive.problem}
              onSubmit={() => arrive.run({ token, code: form.values.code.trim() })}
            >
              <TextField
                name="code"
                label="签到码"
                inputMode="numeric"
                hint="报名时给的6位数字，手机“活动”里能看到"
              />
              <div>
                <Button kind="primary" type="submit" busy={arrive.busy}>
                  签到
                </Button>
              </div>
            </Form>
          )}
        </div>
      </section>
    </>
  );
}
