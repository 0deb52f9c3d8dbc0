import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, Note, Nothing, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import { sayInstant } from "#ui/say.ts";
import type { Consents } from "./ConsentsPage.tsx";

type Consent = Consents["rows"][number];

/** The whole text of one purpose, and the one decision about it. */
export function ConsentPage() {
  const purpose = useParam("purpose");
  const consents = useGet<Consents>("/api/me/consents");
  const consent = consents.data?.rows.find((row) => row.purpose === purpose);
  if (!consent)
    return (
      <PhonePage bar="个人信息的同意" back="/m/my/consents">
        <Fetched from={consents}>{() => <Nothing title="没有这一项" />}</Fetched>
      </PhonePage>
    );
  return <Decide consent={consent} />;
}

function Decide({ consent }: { consent: Consent }) {
  const { today } = useMe();
  const path = `/api/me/consents/${consent.purpose}`;
  const giving = useAction<unknown, { version: string }>("PUT", path);
  const withdrawing = useAction("DELETE", path);
  const { given } = consent;
  const isOld = given !== null && given.version !== consent.version;
  return (
    <PhonePage
      bar="个人信息的同意"
      title={consent.title}
      note={
        given
          ? `${sayInstant(given.at, today)}您同意了${isOld ? `旧的一版（${given.version}）` : ""}。`
          : "您还没有同意。"
      }
      back="/m/my/consents"
      action={
        given && !isOld
          ? { label: "撤回同意", solid: false, busy: withdrawing.busy, onPress: () => withdrawing.run() }
          : {
              label: "看过了，同意",
              busy: giving.busy,
              onPress: () => giving.run({ version: consent.version }),
            }
      }
      second={
        isOld ? { label: "撤回同意", busy: withdrawing.busy, onPress: () => withdrawing.run() } : undefined
      }
    >
      <Trouble problem={giving.problem ?? withdrawing.problem} />
      {isOld && <Note>内容有了新的版本，请看过再决定。</Note>}
      <Card>
        {consent.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </Card>
      <Card tint>
        <h2>撤回会怎样？</h2>
        <p className="secondary">{consent.withdrawal}</p>
      </Card>
      <p className="secondary">版本{consent.version}</p>
    </PhonePage>
  );
}
