import { useState } from "react";
import { queryClient, request, useGet } from "#ui/api.ts";
import { PhoneCheck } from "#ui/phone/fields.tsx";
import { useMe } from "#ui/phone/me.tsx";
import { useOnline } from "#ui/phone/online.ts";
import { go as goTo, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, List, Note, Row, SumText, Trouble } from "#ui/phone/parts.tsx";
import { Link } from "#ui/router.tsx";
import { amountFields, begin, coverOf, type Draft, papersOf, type StepProps, savedWords } from "./draft.ts";
import { sayEventOf } from "./words.ts";

type Consents = {
  readonly rows: readonly {
    readonly purpose: string;
    readonly version: string;
    readonly given: { readonly version: string } | null;
  }[];
};

/** Everything once more, the consent, and off it goes. */
export function CheckStep({ draft, change, go, saved, drop }: StepProps & { drop: () => Promise<void> }) {
  const { today, person } = useMe();
  const online = useOnline();
  const consents = useGet<Consents>("/api/me/consents");
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const consent = consents.data?.rows.find(({ purpose }) => purpose === "health_claim");
  // Nothing is asked for before it is known whether it has been given.
  const asksConsent = consent !== undefined && consent.given?.version !== consent.version;
  const papers = papersOf(draft);
  const missing = papers.filter(({ code }) => !draft.arrived.includes(code));
  const submit = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      if (asksConsent)
        await request("PUT", "/api/me/consents/health_claim", { body: { version: consent.version } });
      const claimId = await send(draft, person.name);
      await request("POST", `/api/me/claims/${claimId}/submission`, { body: {} });
      await drop();
      await queryClient.invalidateQueries();
      goTo(`/m/claims/${claimId}`, { replace: true });
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const why = !online
    ? "有网络后再提交"
    : missing.length > 0
      ? `还差${missing.length}份材料`
      : asksConsent && !draft.agrees && "请先勾选同意";
  return (
    <PhonePage
      bar="申领互助金"
      title="看一遍，没错就提交"
      steps={{ at: 4, of: 4 }}
      back={() => go(3)}
      action={{ label: "提交申领", busy, why, onPress: () => void submit() }}
      under={savedWords(saved)}
    >
      <Card>
        <h2>{draft.kind && sayEventOf({ kind: draft.kind, on: draft.on, endedOn: draft.endedOn }, today)}</h2>
        <p className="secondary">{coverOf(draft)?.planName}</p>
      </Card>
      <List label="填写的内容">
        {draft.total && <Row label="医疗费总额" value={<SumText yuan={padded(draft.total)} />} />}
        {draft.fundPay && <Row label="医保付了" value={<SumText yuan={padded(draft.fundPay)} />} />}
        <Row label="收款账户" value={`${draft.bankName} ${draft.account.slice(-4).padStart(8, "*")}`} />
        <Row
          label="材料"
          value={
            missing.length > 0
              ? `还差${missing.map(({ name }) => name).join("、")}`
              : `${papers.length}份都已收到`
          }
        />
      </List>
      {missing.length > 0 && (
        <Note>
          照片还在手机里，或者还没有拍。
          <button type="button" className="link" onClick={() => go(2)}>
            去看材料
          </button>
        </Note>
      )}
      {asksConsent && (
        <PhoneCheck checked={draft.agrees} onChange={(agrees) => change({ agrees })}>
          同意市总工会为办理这件申领处理我的医疗健康信息。
          <Link to="/m/my/consents/health_claim">看全文</Link>
        </PhoneCheck>
      )}
      <Trouble problem={problem} />
    </PhonePage>
  );
}

const padded = (yuan: string): string => {
  const [whole = "0", cents = ""] = yuan.split(".");
  return `${whole}.${cents.padEnd(2, "0")}`;
};

/** Brings what stands on the phone to the server. */
async function send(draft: Draft, name: string): Promise<string> {
  const { coverId, kind, cause, on, endedOn } = draft;
  const claimId = await begin(draft, { coverId, kind, cause, on, endedOn });
  const amounts = Object.fromEntries(
    amountFields.filter((field) => draft[field]).map((field) => [field, draft[field]]),
  );
  await request("PUT", `/api/me/claims/${claimId}/draft`, {
    body: {
      amounts,
      bill: draft.bill,
      diagnosis: draft.diagnosis,
      ...(draft.grade && { grade: Number(draft.grade) }),
      payee: { kind: "self", name, account: draft.account, bankName: draft.bankName },
    },
  });
  return claimId;
}
