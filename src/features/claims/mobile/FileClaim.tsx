import { useEffect } from "react";
import { useGet } from "#ui/api.ts";
import { useDraft } from "#ui/phone/drafts.ts";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Fetched } from "#ui/phone/parts.tsx";
import { CheckStep } from "./CheckStep.tsx";
import { type Draft, draftKey, emptyDraft, type StepProps } from "./draft.ts";
import { EventStep } from "./EventStep.tsx";
import { MoneyStep } from "./MoneyStep.tsx";
import { PapersStep } from "./PapersStep.tsx";
import type { Choices } from "./words.ts";

/** Filing in four steps. Everything stays on the phone until it is handed in; without a network one goes on all the same. */
export function FileClaim() {
  const { value: draft, change, ready, saved, drop } = useDraft<Draft>(draftKey, emptyDraft);
  const choices = useGet<Choices>("/api/me/claims/choices");
  const { data } = choices;
  // The covers as they are now; the ones kept last time until then.
  useEffect(() => {
    if (ready && data) change({ covers: data.covers });
  }, [ready, data, change]);
  if (!ready || (draft.covers.length === 0 && !data))
    return (
      <PhonePage bar="申领互助金" back="/m/">
        <Fetched from={choices}>{() => <div className="ph-bones" />}</Fetched>
      </PhonePage>
    );
  const props: StepProps = {
    draft,
    change,
    saved,
    go: (step) => {
      change({ step });
      scrollTo(0, 0);
    },
  };
  if (draft.step === 2) return <PapersStep {...props} />;
  if (draft.step === 3) return <MoneyStep {...props} />;
  if (draft.step === 4) return <CheckStep {...props} drop={drop} />;
  return <EventStep {...props} />;
}
