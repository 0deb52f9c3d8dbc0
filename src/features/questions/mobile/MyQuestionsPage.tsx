import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Nothing, Row, Tag, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import { sayInstant } from "#ui/say.ts";
import type { MyQuestion, MyQuestions } from "../contract.ts";
import { entryNames } from "../text.ts";

type Mine = z.output<typeof MyQuestions>;
type Question = z.output<typeof MyQuestion>;

function State({ question }: { question: Question }) {
  if (question.state !== "open") return <Tag tone="good">已答复</Tag>;
  if (question.isLate) return <Tag tone="bad">晚了，上级在办</Tag>;
  return <Tag tone="wait">还有{question.minutesLeft}分钟</Tag>;
}

/** What I asked, with its clock; where to call; what is often asked. */
export function MyQuestionsPage() {
  const found = useGet<Mine>("/api/me/questions", {}, { everyMs: 60_000 });
  return (
    <PhonePage
      bar="问一问"
      title="有事就问"
      back="/m/"
      action={{ label: "提问", onPress: () => go("/m/questions/new") }}
    >
      <Fetched from={found}>
        {({ rows, station }) => (
          <>
            {rows.length === 0 && (
              <Nothing title="还没有问过">参加、会费、申领互助金，有不清楚的都可以问。</Nothing>
            )}
            {rows.length > 0 && (
              <List label="我问过的">
                {rows.map((row) => (
                  <Row
                    key={row.id}
                    label={row.body}
                    note={row.number}
                    value={<State question={row} />}
                    to={`/m/questions/${row.id}`}
                  />
                ))}
              </List>
            )}
            <List>
              <Row label="常见问题" to="/m/faq" />
            </List>
            {station && (
              <Card tint>
                <h2>{station.name}</h2>
                <p>{station.address}</p>
                <p>
                  <a href={`tel:${station.phone}`}>{station.phone}</a>
                </p>
              </Card>
            )}
          </>
        )}
      </Fetched>
    </PhonePage>
  );
}

/** One question: what was said; what is not clear is asked again. */
export function MyQuestionPage() {
  const id = useParam("questionId");
  const found = useGet<Mine>("/api/me/questions", {}, { everyMs: 60_000 });
  const question = found.data?.rows.find((row) => row.id === id);
  const { today } = useMe();
  const [more, setMore] = useState("");
  const again = useAction("POST", `/api/me/questions/${id}/asking-again`, { onDone: () => setMore("") });
  const mayAsk = question !== undefined && question.state !== "open";
  return (
    <PhonePage
      bar="问一问"
      title={question?.state === "open" ? "正在找人答复" : "有答复了"}
      back="/m/questions"
      {...(mayAsk && {
        action: {
          label: "再问",
          busy: again.busy,
          why: more.trim().length < 2 && "还有不清楚的，写在上面",
          onPress: () => again.run({ reason: more.trim() }),
        },
      })}
    >
      <Fetched from={found}>
        {() =>
          question ? (
            <>
              <State question={question} />
              {question.entries.map((entry) => (
                <Card key={entry.at + entry.event} tint={entry.event === "answered"}>
                  <p className="secondary">
                    {sayInstant(entry.at, today)} {entry.byPlace}{" "}
                    {entryNames[entry.event as keyof typeof entryNames]}
                  </p>
                  <p>{entry.body}</p>
                </Card>
              ))}
              {mayAsk && (
                <div className="ph-field">
                  <label htmlFor="more">还有不清楚的</label>
                  <textarea
                    id="more"
                    rows={3}
                    maxLength={500}
                    value={more}
                    onChange={(event) => setMore(event.target.value)}
                  />
                </div>
              )}
              <Trouble problem={again.problem} />
            </>
          ) : (
            <Nothing title="没有找到这个问题">请回到问过的问题里再看。</Nothing>
          )
        }
      </Fetched>
    </PhonePage>
  );
}
