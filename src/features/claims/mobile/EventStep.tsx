import { useState } from "react";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { PhoneChoice, PhoneField } from "#ui/phone/fields.tsx";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Nothing, Trouble } from "#ui/phone/parts.tsx";
import { asProblem } from "#ui/problem.ts";
import { kindNames } from "../text.ts";
import { begin, coverOf, type Draft, type StepProps, savedWords } from "./draft.ts";
import { type Cover, isLasting } from "./words.ts";

/** What happened, when, and under which cover. */
export function EventStep({ draft, change, go, saved }: StepProps) {
  const { today } = useMe();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const { covers } = draft;
  if (covers.length === 0)
    return (
      <PhonePage bar="申领互助金" title="您还没有保障" back="/m/">
        <Nothing title="单位确认名册、会费上缴以后才有保障">请问一问单位工会是不是已经参加。</Nothing>
      </PhonePage>
    );
  const cover = coverOf(draft) ?? covers[0];
  const kind = draft.kind || cover?.kinds[0] || "inpatient";
  const why = faultOf(draft, kind, today);
  const next = async () => {
    if (!cover) return;
    const endedOn = isLasting(kind) ? draft.endedOn : draft.on;
    const event = { coverId: cover.coverId, kind, cause: draft.cause, on: draft.on, endedOn };
    setBusy(true);
    setProblem(undefined);
    try {
      const claimId = await begin(draft, event);
      change({ ...event, claimId });
      go(2);
    } catch (thrown) {
      // Without a network one goes on: the claim is begun when there is one again.
      if (!asProblem(thrown).mayRetry) return setProblem(thrown);
      change(event);
      go(2);
    } finally {
      setBusy(false);
    }
  };
  return (
    <PhonePage
      bar="申领互助金"
      title="发生了什么事？"
      steps={{ at: 1, of: 4 }}
      back="/m/"
      action={{ label: "下一步", busy, why, onPress: () => void next() }}
      under={savedWords(saved)}
    >
      {covers.length > 1 && (
        <PhoneChoice
          label="哪一份保障"
          options={covers.map((each) => ({
            value: each.coverId,
            label: each.planName,
            note: sayCover(each),
          }))}
          value={cover?.coverId}
          onChange={(coverId) => change({ coverId, kind: "" })}
        />
      )}
      {covers.length === 1 && cover && (
        <Card>
          <h2>{cover.planName}</h2>
          <p className="secondary">{sayCover(cover)}</p>
        </Card>
      )}
      <WhatHappened draft={draft} kind={kind} kinds={cover?.kinds ?? []} change={change} />
      <Trouble problem={problem} />
    </PhonePage>
  );
}

type WhatProps = Pick<StepProps, "draft" | "change"> & {
  kind: Cover["kinds"][number];
  kinds: Cover["kinds"];
};

/** Which kind of event, why, and its days. */
function WhatHappened({ draft, kind, kinds, change }: WhatProps) {
  const { today } = useMe();
  return (
    <>
      {kinds.length > 1 && (
        <PhoneChoice
          label="什么情况"
          options={kinds.map((each) => ({ value: each, label: kindNames[each] }))}
          value={kind}
          onChange={(each) => change({ kind: each })}
        />
      )}
      <PhoneChoice
        label="原因"
        options={[
          { value: "illness", label: "生病" },
          { value: "accident", label: "意外受伤" },
        ]}
        value={draft.cause}
        onChange={(cause) => change({ cause })}
      />
      <PhoneField
        label={kind === "inpatient" ? "入院日期" : "哪一天"}
        type="date"
        max={today}
        value={draft.on}
        onChange={(on) => change({ on })}
      />
      {isLasting(kind) && (
        <PhoneField
          label={kind === "inpatient" ? "出院日期" : "哪一天结束"}
          type="date"
          min={draft.on}
          max={today}
          value={draft.endedOn}
          onChange={(endedOn) => change({ endedOn })}
        />
      )}
    </>
  );
}

const sayCover = ({ from, through, isRemitted }: Cover): string =>
  isRemitted
    ? `保障${sayFullDay(from as PlainDate)}–${sayFullDay(through as PlainDate)}`
    : "会费还没有上缴，保障未开始";

function faultOf(draft: Draft, kind: Cover["kinds"][number], today: string): string | false {
  if (!draft.on) return "请填写日期";
  if (draft.on > today) return "日期在今天之后";
  if (!isLasting(kind)) return false;
  if (!draft.endedOn) return kind === "inpatient" ? "请填写出院日期" : "请填写结束日期";
  if (draft.endedOn < draft.on) return "结束日期早于开始日期";
  return draft.endedOn > today ? "出院后才能申领" : false;
}
