import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { PhotoSlot } from "#ui/phone/PhotoSlot.tsx";
import { Fetched, Note, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import { usePapers } from "./usePapers.ts";
import type { Claim } from "./words.ts";

/** What was asked for again, each at its place; then it goes back to where it came from. */
export function MorePapers() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/me/claims/${id}`);
  return (
    <Fetched from={claim}>{(shown) => <Asked claim={shown} again={() => void claim.refetch()} />}</Fetched>
  );
}

function Asked({ claim, again }: { claim: Claim; again: () => void }) {
  const [first] = useState(() => claim.needed.filter(({ isMissing }) => isMissing));
  const arrived = first.filter(({ code }) => !claim.needed.find((each) => each.code === code)?.isMissing);
  const papers = usePapers({
    key: `claim:${claim.id}`,
    claimId: claim.id,
    arrived: arrived.map(({ code }) => code),
    onArrived: again,
  });
  const submitting = useAction("POST", `/api/me/claims/${claim.id}/submission`, {
    onDone: () => go(`/m/claims/${claim.id}`, { replace: true }),
  });
  const left = first.length - arrived.length;
  const asked = claim.course.filter(({ event }) => event === "returned").at(-1);
  return (
    <PhonePage
      bar="补材料"
      title={first.length > 0 ? `补这${first.length}份` : "请看说明"}
      back={`/m/claims/${claim.id}`}
      action={{
        label: "补好了，提交",
        busy: submitting.busy,
        why: left > 0 && `还差${left}份`,
        onPress: () => submitting.run({}),
      }}
      under="照片先存在手机里，断网也不会丢"
    >
      {asked?.note && <Note>{asked.note}</Note>}
      {first.map(({ code, name }) => (
        <PhotoSlot
          key={code}
          title={name}
          state={papers.stateOf(code)}
          onPick={(file) => void papers.pick(code, file)}
        />
      ))}
      <Trouble problem={submitting.problem} />
    </PhonePage>
  );
}
