import { useEffect, useState } from "react";
import { useOnline } from "#ui/phone/online.ts";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { PhotoSlot } from "#ui/phone/PhotoSlot.tsx";
import { Card, Note } from "#ui/phone/parts.tsx";
import { begin, draftKey, papersOf, type StepProps, savedWords } from "./draft.ts";
import { usePapers } from "./usePapers.ts";

const hints: Readonly<Record<string, string>> = {
  bank_card: "互助金打到这张卡",
  settlement_sheet: "盖章的，或医保平台下载的",
  receipt: "发票原件，代码和号码要看得清",
  identity_card: "有照片的一面",
};

/** Every paper by itself; each is judged at once, and kept on the phone until it has arrived. */
export function PapersStep({ draft, change, go, saved }: StepProps) {
  const online = useOnline();
  const [fault, setFault] = useState<string>();
  // Begun without a network: the claim is begun as soon as there is one.
  useEffect(() => {
    if (!online || draft.claimId || !draft.coverId) return;
    const { coverId, kind, cause, on, endedOn } = draft;
    begin(draft, { coverId, kind, cause, on, endedOn })
      .then((claimId) => change({ claimId }))
      .catch((thrown: Error) => setFault(thrown.message));
  }, [online, draft, change]);
  const papers = usePapers({
    key: draftKey,
    claimId: draft.claimId,
    arrived: draft.arrived,
    onArrived: (code) => change(({ arrived }) => ({ arrived: [...new Set([...arrived, code])] })),
  });
  const asked = papersOf(draft);
  const states = asked.map(({ code }) => papers.stateOf(code));
  const missing = states.filter(({ at }) => at === "empty" || at === "refused").length;
  return (
    <PhonePage
      bar="申领互助金"
      title={`拍下这${asked.length}份材料`}
      note="拍清楚四个角就行，可以先存着，稍后再拍。"
      steps={{ at: 2, of: 4 }}
      back={() => go(1)}
      action={{ label: "下一步", why: missing > 0 && `还差${missing}份`, onPress: () => go(3) }}
      second={missing > 0 ? { label: "先填后面的", quiet: true, onPress: () => go(3) } : undefined}
      under={savedWords(saved)}
    >
      {fault && <Note tone="bad">{fault}</Note>}
      {asked.map(({ code, name }) => (
        <PhotoSlot
          key={code}
          title={name}
          {...(hints[code] && { hint: hints[code] })}
          state={papers.stateOf(code)}
          onPick={(file) => void papers.pick(code, file)}
        />
      ))}
      <Card tint>
        <h2>没有结算单？</h2>
        <p className="secondary">在国家医保服务平台里可以下载，或到医院医保窗口打印。</p>
      </Card>
    </PhonePage>
  );
}
