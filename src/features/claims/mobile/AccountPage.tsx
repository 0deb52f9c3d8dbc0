import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { PhoneField } from "#ui/phone/fields.tsx";
import { useMe } from "#ui/phone/me.tsx";
import { go, PhonePage } from "#ui/phone/PhonePage.tsx";
import { Fetched, Note, Trouble } from "#ui/phone/parts.tsx";
import { useParam } from "#ui/router.tsx";
import type { Claim } from "./words.ts";

/** The bank could not pay: another account, and it is paid anew. */
export function AccountPage() {
  const id = useParam("claimId");
  const { person } = useMe();
  const claim = useGet<Claim>(`/api/me/claims/${id}`);
  const [account, setAccount] = useState("");
  const [bankName, setBankName] = useState("");
  const sending = useAction("POST", `/api/me/claims/${id}/account`, {
    onDone: () => go(`/m/claims/${id}`, { replace: true }),
  });
  return (
    <PhonePage
      bar="改正收款账户"
      title="换一张您本人的卡"
      note="原来那笔没有付成，钱没有少。改好后按新账户再付一次。"
      back={`/m/claims/${id}`}
      action={{
        label: "改好了，再付",
        busy: sending.busy,
        why: !/^\d{12,19}$/.test(account) && "请填写银行卡号",
        onPress: () => sending.run({ name: claim.data?.told?.payee?.name ?? person.name, account, bankName }),
      }}
    >
      <Fetched from={claim}>
        {(shown) => {
          const reason = shown.payments.find(({ state }) => state === "failed")?.reason;
          return reason ? <Note>银行说：{reason}</Note> : null;
        }}
      </Fetched>
      <PhoneField
        label={`${person.name}的银行卡号`}
        inputMode="numeric"
        autoComplete="off"
        value={account}
        onChange={(text) => setAccount(text.replaceAll(/[\s-]/g, ""))}
      />
      <PhoneField label="哪家银行" autoComplete="off" value={bankName} onChange={setBankName} />
      <Trouble problem={sending.problem} />
    </PhonePage>
  );
}
