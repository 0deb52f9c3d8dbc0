import { useState } from "react";
import { type PlainDate, sayDay } from "#core/dates.ts";
import { useAction, useGet } from "#ui/api.ts";
import { PhoneCheck, PhoneChoice, PhoneField } from "#ui/phone/fields.tsx";
import { useMe } from "#ui/phone/me.tsx";
import { useOnline } from "#ui/phone/online.ts";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Nothing, Row, SumText, Trouble } from "#ui/phone/parts.tsx";
import { Sheet } from "#ui/phone/Sheet.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { type Settled, type SettledRow, sayEvent } from "./words.ts";

/** One claim that is worked out: the account and a yes, and it is under way. */
export function SettledClaim() {
  const id = useParam("claimId");
  const settled = useGet<Settled>("/api/me/settled-claims");
  const row = settled.data?.rows.find(({ claimId }) => claimId === id);
  if (settled.data && row) return <Confirm row={row} settled={settled.data} />;
  return (
    <PhonePage bar="互助金" back="/m/" action={{ label: "看我的申领", to: "/m/claims" }}>
      <Fetched from={settled}>
        {() => <Nothing title="这笔已经办理过了">办到哪一步，在“我的申领”里看。</Nothing>}
      </Fetched>
    </PhonePage>
  );
}

const isAccount = (text: string): boolean => /^\d{12,19}$/.test(text);

function Confirm({ row, settled }: { row: SettledRow; settled: Settled }) {
  const { today, person } = useMe();
  const online = useOnline();
  const [which, setWhich] = useState<"card" | "other">(settled.card ? "card" : "other");
  const [account, setAccount] = useState("");
  const [bankName, setBankName] = useState("");
  const [agrees, setAgrees] = useState(false);
  const confirm = useAction<{ number: string }, object>(
    "POST",
    `/api/me/settled-claims/${row.claimId}/confirmation`,
    { onDone: () => go(`/m/claims/${row.claimId}`, { replace: true }) },
  );
  const { consentVersion, card } = settled;
  const why = !online
    ? "有网络后再确认"
    : which === "other" && !isAccount(account)
      ? "请填写银行卡号"
      : consentVersion !== null && !agrees && "请先勾选同意";
  const send = () =>
    confirm.run({
      bankName,
      ...(which === "other" && { account }),
      ...(consentVersion !== null && { consentVersion }),
    });
  return (
    <PhonePage
      bar="互助金"
      title="有一笔可以领的互助金"
      note="按医保结算算好了，不用交材料。核对下面的内容，没错就确认。"
      back="/m/"
      action={{ label: "确认，开始办", busy: confirm.busy, why, onPress: send }}
    >
      <Told row={row} today={today} />
      {card && (
        <PhoneChoice
          label="打到哪里"
          value={which}
          onChange={setWhich}
          options={[
            { value: "card", label: card, note: "单位名册上您的卡" },
            { value: "other", label: "另一张卡", note: "要用本人的" },
          ]}
        />
      )}
      {which === "other" && (
        <PhoneField
          label={`${person.name}的银行卡号`}
          hint="互助金打到这张卡，要用本人的"
          inputMode="numeric"
          autoComplete="off"
          value={account}
          onChange={(text) => setAccount(text.replaceAll(/[\s-]/g, ""))}
          fault={account.length >= 12 && !isAccount(account) ? "银行卡号是12至19位数字" : undefined}
        />
      )}
      <PhoneField
        label="哪家银行"
        hint="例如建设银行"
        autoComplete="off"
        value={bankName}
        onChange={setBankName}
      />
      {consentVersion !== null && (
        <PhoneCheck checked={agrees} onChange={setAgrees}>
          同意市总工会为办理这件申领处理我的医疗健康信息。
          <Link to="/m/my/consents/health_claim">看全文</Link>
        </PhoneCheck>
      )}
      <Trouble problem={confirm.problem} />
      <Decline row={row} />
    </PhonePage>
  );
}

const Told = ({ row, today }: { row: SettledRow; today: string }) => (
  <>
    <Card>
      <p>按条款算，预计</p>
      <SumText yuan={row.benefit} big />
      <p className="secondary">{sayEvent(row, today)}</p>
    </Card>
    <List label="医保结算">
      <Row label="医院" value={row.hospital} />
      <Row label="医疗费总额" value={<SumText yuan={row.total} />} />
      <Row label="医保等付了" value={<SumText yuan={row.paidByOthers} />} />
      <Row label="保障计划" value={row.planName} />
      {row.fileUntil && (
        <Row label="最晚确认" value={sayDay(row.fileUntil as PlainDate, today as PlainDate)} />
      )}
    </List>
  </>
);

function Decline({ row }: { row: SettledRow }) {
  const [isAsking, setAsking] = useState(false);
  const decline = useAction("POST", `/api/me/settled-claims/${row.claimId}/refusal`, {
    onDone: () => go("/m/", { replace: true }),
  });
  return (
    <>
      <PhoneButton quiet label="不领这一笔" onPress={() => setAsking(true)} />
      {isAsking && (
        <Sheet title="不领这一笔？" closeLabel="再看看" onClose={() => setAsking(false)}>
          <p>这次结算的内容会删掉，不再提醒。期限内想领，可以自己交结算单申领。</p>
          <Trouble problem={decline.problem} />
          <PhoneButton solid label="不领，删掉" busy={decline.busy} onPress={() => decline.run({})} />
        </Sheet>
      )}
    </>
  );
}
