import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { useMe } from "#ui/phone/me.tsx";
import { PhoneButton } from "#ui/phone/PhoneButton.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Card, Fetched, List, Note, Row, Trouble } from "#ui/phone/parts.tsx";
import { Sheet } from "#ui/phone/Sheet.tsx";
import { sayInstant } from "#ui/say.ts";
import type { MyProfile } from "../contract.ts";

type Profile = z.output<typeof MyProfile>;

/** What the roster says of me, masked; taken along as a file, asked to be deleted. */
export function MyDataPage() {
  const profile = useGet<Profile>("/api/me/profile");
  return (
    <PhonePage bar="我的资料" title="单位名册上的您" note="有不对的，请单位经办人改正。" back="/m/my">
      <Fetched from={profile}>{(mine) => <Mine mine={mine} />}</Fetched>
    </PhonePage>
  );
}

function Mine({ mine }: { mine: Profile }) {
  const { today } = useMe();
  const [asks, setAsks] = useState<"deletion" | "unbinding">();
  return (
    <>
      <List label="资料">
        <Row label="姓名" value={mine.name} />
        {mine.idNumbers.map((number) => (
          <Row key={number} label="证件号码" value={number} />
        ))}
        <Row label="手机" value={mine.phone ?? "没有登记"} />
        <Row label="银行卡" value={mine.card ?? "没有登记"} />
        <Row label="单位" value={mine.organisationName} />
        {mine.unionName && <Row label="上级工会" value={mine.unionName} />}
      </List>
      <Card tint>
        <h2>这些资料归您</h2>
        <p className="secondary">可以导出一份完整的，里面有没有遮盖的号码，请自己保管好。</p>
        <a className="ph-button" href="/api/me/data" download>
          导出我的资料
        </a>
      </Card>
      {mine.deletionAskedAt ? (
        <Note tone="plain">
          {sayInstant(mine.deletionAskedAt, today)}您申请了删除资料，市总工会会答复您。
        </Note>
      ) : (
        <PhoneButton quiet label="申请删除我的资料" onPress={() => setAsks("deletion")} />
      )}
      <PhoneButton quiet label="解除这个手机号码的认证" onPress={() => setAsks("unbinding")} />
      {asks === "deletion" && <Deletion close={() => setAsks(undefined)} />}
      {asks === "unbinding" && <Unbinding close={() => setAsks(undefined)} />}
    </>
  );
}

function Deletion({ close }: { close: () => void }) {
  const asking = useAction("POST", "/api/me/deletion-requests", { onDone: close });
  return (
    <Sheet title="申请删除资料" closeLabel="再看看" onClose={close}>
      <p>
        申请会交给市总工会，由他们答复。保障还没到期的，到期后才能删；会费、互助金的账簿和凭证，法律规定要保存三十年，不能提前删，期间只保存、不使用。
      </p>
      <Trouble problem={asking.problem} />
      <PhoneButton solid label="提交申请" busy={asking.busy} onPress={() => asking.run()} />
    </Sheet>
  );
}

function Unbinding({ close }: { close: () => void }) {
  const ending = useAction("DELETE", "/api/me/binding", { onDone: () => location.assign("/m/") });
  return (
    <Sheet title="解除认证？" closeLabel="再看看" onClose={close}>
      <p>
        解除后，这个手机号码在所有手机上都看不到您的保障和申领。已经提交的申领照常办。换号码时不用解除，用新号码认证就行。
      </p>
      <Trouble problem={ending.problem} />
      <PhoneButton solid label="解除认证" busy={ending.busy} onPress={() => ending.run()} />
    </Sheet>
  );
}
