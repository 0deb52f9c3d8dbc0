import type { z } from "zod";
import { plainDate, sayFullDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Note, Row, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import { sayInstant } from "#ui/say.ts";
import type { MyCertificate } from "../contract/certificates.ts";
import { sayPeriod } from "./MyCover.tsx";

type Mine = z.output<typeof MyCertificate>;

/** 电子凭证: who has confirmed taking part gets the paper; whoever has not, reads and confirms first. */
export function Certificate() {
  const coverId = useParam("coverId");
  const mine = useGet<Mine>(`/api/me/covers/${coverId}/certificate`);
  if (!mine.data)
    return (
      <PhonePage bar="电子凭证" back="/m/">
        <Fetched from={mine}>{() => null}</Fetched>
      </PhonePage>
    );
  return mine.data.state === "to_confirm" ? <Confirm mine={mine.data} /> : <Shown mine={mine.data} />;
}

function Facts({ mine }: { mine: Mine }) {
  return (
    <List label="凭证上写的">
      <Row label="姓名" value={mine.name} />
      <Row label="身份证号" value={mine.idNumber} />
      <Row label="保障期" value={sayPeriod(mine)} />
      <Row label="单位" value={mine.unit} />
      {mine.giftFrom && <Row label="会费" value={`${mine.giftFrom}赠送`} />}
    </List>
  );
}

function Shown({ mine }: { mine: Mine }) {
  const { today } = useMe();
  const isReady = mine.state === "ready";
  return (
    <PhonePage
      bar="电子凭证"
      title={isReady ? "保障凭证可以下载" : "现在还不能开凭证"}
      note={isReady ? mine.planName : mine.why || `会费上缴以后就能开。`}
      back="/m/"
      action={
        isReady
          ? {
              label: "下载凭证（PDF）",
              onPress: () => window.location.assign(`/api/me/covers/${mine.coverId}/certificate/paper`),
            }
          : undefined
      }
      under={isReady ? "别人扫上面的二维码，可以查到您今天是不是在保障中。" : undefined}
    >
      <Facts mine={mine} />
      {mine.confirmedAt && <p className="secondary">您{sayInstant(mine.confirmedAt, today)}确认本人参加。</p>}
    </PhonePage>
  );
}

function Confirm({ mine }: { mine: Mine }) {
  const act = useAction<unknown, { version: string }>("POST", `/api/me/covers/${mine.coverId}/confirmation`);
  return (
    <PhonePage
      bar="电子凭证"
      title="请先确认本人参加"
      note={`名册是单位交的。您确认参加${sayFullDay(plainDate(mine.from))}开始的保障，才能开凭证。`}
      back="/m/"
      action={{
        label: "确认参加，同意",
        busy: act.busy,
        onPress: () => act.run({ version: mine.consent.version }),
      }}
      under="以后可以在“我的 · 个人信息的同意”里撤回。"
    >
      <Trouble problem={act.problem} />
      <Facts mine={mine} />
      <Card>
        <h2>{mine.consent.title}</h2>
        {mine.consent.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </Card>
      <Note tone="plain">不是本人，或者没有同意参加，请不要确认，告诉单位经办人。</Note>
    </PhonePage>
  );
}
