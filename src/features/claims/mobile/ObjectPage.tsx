import { useState } from "react";
import { type PlainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import type { Claim } from "./words.ts";

/** 申请复议: what is wrong, in one's own words; somebody else decides. */
export function ObjectPage() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/me/claims/${id}`);
  const [reason, setReason] = useState("");
  const sending = useAction("POST", `/api/me/claims/${id}/appeal`, {
    onDone: () => go(`/m/claims/${id}`, { replace: true }),
  });
  const until = claim.data?.appealUntil;
  return (
    <PhonePage
      bar="申请复议"
      title="哪里不对？"
      note={until ? `${sayFullDay(until as PlainDate)}前有效。由没有办过这件的人决定，30天内答复您。` : ""}
      back={`/m/claims/${id}/why`}
      action={{
        label: "申请复议",
        busy: sending.busy,
        why: reason.trim() === "" && "请写哪里不对",
        onPress: () => sending.run({ reason: reason.trim() }),
      }}
    >
      <Fetched from={claim}>
        {() => (
          <div className="ph-field">
            <label htmlFor="reason">请用您自己的话写</label>
            <textarea
              id="reason"
              rows={5}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <span className="secondary">例如：起付线写错了；这次是意外，不是生病。</span>
          </div>
        )}
      </Fetched>
      <Trouble problem={sending.problem} />
      <Card tint>
        <h2>不影响已经付的钱</h2>
        <p className="secondary">复议期间，已经付给您的不动；结果变多的补给您。</p>
      </Card>
    </PhonePage>
  );
}
