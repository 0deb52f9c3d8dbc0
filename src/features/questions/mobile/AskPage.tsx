import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { useDraft } from "#ui/phone/drafts.ts";
import { PhoneChoice } from "#ui/phone/fields.tsx";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Trouble } from "#ui/phone/parts.tsx";
import type { AskReply, Similar } from "../contract.ts";
import type { topicNames } from "../text.ts";

type Draft = { body: string; kind: "question" | "suggestion"; topic: keyof typeof topicNames };

/** 问一问: answers to the like are shown while one types; what is typed stays on the phone without a network. */
export function AskPage() {
  const {
    value: draft,
    change,
    drop,
  } = useDraft<Draft>("question", { body: "", kind: "question", topic: "other" });
  const [asked, setAsked] = useState("");
  const similar = useGet<z.output<typeof Similar>>(asked.length >= 4 ? "/api/me/questions/similar" : null, {
    text: asked.slice(0, 500),
  });
  const send = useAction<z.output<typeof AskReply>>("POST", "/api/me/questions", {
    onDone: ({ id }) => {
      void drop();
      go(`/m/questions/${id}`, { replace: true });
    },
  });
  return (
    <PhonePage
      bar="问一问"
      title="想问什么？"
      note="服务时间内半小时有人答复。不用写证件号和卡号。"
      back="/m/questions"
      action={{
        label: draft.kind === "suggestion" ? "提建议" : "提问",
        busy: send.busy,
        why: draft.body.trim().length < 4 && "请写要问的事",
        onPress: () => send.run({ ...draft, body: draft.body.trim() }),
      }}
    >
      <PhoneChoice
        label="这是"
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={[
          { value: "question", label: "咨询" },
          { value: "suggestion", label: "意见建议" },
        ]}
      />
      <div className="ph-field">
        <label htmlFor="body">用您自己的话写</label>
        <textarea
          id="body"
          rows={5}
          maxLength={2_000}
          value={draft.body}
          onChange={(event) => change({ body: event.target.value })}
          onBlur={() => setAsked(draft.body.trim())}
        />
      </div>
      <Trouble problem={send.problem} />
      {(similar.data?.rows ?? []).map((row) => (
        <Card key={row.id} tint>
          <h2>{row.question}</h2>
          <p>{row.answer}</p>
        </Card>
      ))}
    </PhonePage>
  );
}
