import { useState } from "react";
import type { z } from "zod";
import { refresh, useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Facts, Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { asProblem, type ProblemError } from "#ui/problem.ts";
import { ReasonDialog } from "#ui/ReasonDialog.tsx";
import { navigate, useParam } from "#ui/router.tsx";
import { Done, Loaded, PageBones, ProblemNote } from "#ui/States.tsx";
import { TakePhoto } from "#ui/TakePhoto.tsx";
import { DateText } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { sendFile } from "#ui/upload.ts";
import type { RecipientPage } from "../contract.ts";
import { proofNames } from "../text.ts";
import { SignaturePad } from "./SignaturePad.tsx";
import "./care.css";

type Recipient = z.output<typeof RecipientPage>;

/** On the phone, with the worker beside: who it is, one signature, done. */
export function HandPage() {
  const packId = useParam("packId");
  const found = useGet<Recipient>(`/api/care-packs/${packId}/recipients/${useParam("recipientId")}`);
  return (
    <Loaded from={found} bones={<PageBones />}>
      {(recipient) => <View packId={packId} recipient={recipient} />}
    </Loaded>
  );
}

function View({ packId, recipient }: { packId: string; recipient: Recipient }) {
  const path = `/api/care-packs/${packId}/recipients/${recipient.id}`;
  const back = `/care-packs/${packId}`;
  const may = (what: Recipient["allowed"][number]) => recipient.allowed.includes(what);
  const [isTakingBack, takeBack] = useState(false);
  const strike = useAction("DELETE", path, { onDone: () => navigate(back) });
  return (
    <Page>
      <PageTitle
        title={recipient.state === "handed" ? `${recipient.fullName}已经领了` : `请${recipient.fullName}领取`}
        subtitle={recipient.pack}
        crumb={recipient.name}
      >
        {may("strike_out") && (
          <Button busy={strike.busy} onClick={() => strike.run({})}>
            从名单去掉
          </Button>
        )}
        {may("take_back") && <Button onClick={() => takeBack(true)}>发错了，收回</Button>}
      </PageTitle>
      <ProblemNote problem={strike.problem} />
      <Surface>
        <Facts
          rows={[
            ["单位", recipient.unit],
            ...(recipient.mark ? [["区别", recipient.mark] as const] : []),
            ["里面有", recipient.contents],
            ...(recipient.own && may("hand_over")
              ? [["从哪里发", `${recipient.own.name}，现有${recipient.own.left}份`] as const]
              : []),
          ]}
        />
      </Surface>
      {may("hand_over") && <Hand path={path} back={back} recipient={recipient} />}
      {recipient.handings.length > 0 && <Handings packId={packId} recipient={recipient} />}
      {isTakingBack && (
        <ReasonDialog
          title="收回这一份？"
          hint="一份回到原来的库存，这个人回到待领名单，原来的凭证仍然留着。"
          yes="收回"
          path={`${path}/taking-back`}
          onClose={() => takeBack(false)}
        />
      )}
    </Page>
  );
}

type HandProps = { path: string; back: string; recipient: Recipient };

function Hand({ path, back, recipient }: HandProps) {
  const [proof, setProof] = useState<{ readonly kind: "signature" | "photo"; readonly file: File }>();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [busy, setBusy] = useState(false);
  const own = recipient.own?.left ?? 0;
  const send = async () => {
    if (!proof || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const key = `${recipient.id} ${proof.file.lastModified}`;
      await sendFile(`${path}/handing?kind=${proof.kind}`, proof.file, { key, onProgress: () => undefined })
        .reply;
      await refresh("/api/care-packs");
      toast(`${recipient.fullName}领到了。`);
      navigate(back);
    } catch (thrown) {
      setProblem(asProblem(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Surface title="本人签名" note="不方便签名的，拍一张领取的照片">
      <div className="stack">
        {proof?.kind === "photo" ? (
          <Done title="已拍照">{proof.file.name}</Done>
        ) : (
          <SignaturePad onChange={(file) => setProof(file && { kind: "signature", file })} />
        )}
        <TakePhoto onPhoto={(file) => setProof({ kind: "photo", file })}>
          {proof?.kind === "photo" ? "重新拍" : "改用照片"}
        </TakePhoto>
        <ProblemNote problem={problem} />
        <div>
          <Button
            kind="primary"
            busy={busy}
            why={own < 1 ? "这里没有库存，先调拨过来" : proof ? undefined : "先签名，或者拍一张照片"}
            onClick={() => void send()}
          >
            交给他，登记领取
          </Button>
        </div>
      </div>
    </Surface>
  );
}

const eventNames = { handed: "发放", taken_back: "收回" } as const;

/** What was handed over and taken back, each with its proof. */
function Handings({ packId, recipient }: { packId: string; recipient: Recipient }) {
  const [shown, show] = useState<string>();
  return (
    <>
      <Surface title="领取记录" note="打开凭证会留下记录" flush>
        <Lines>
          {recipient.handings.map((each) => (
            <Line
              key={each.id}
              title={
                <>
                  <DateText day={each.on} />，{each.by}
                  {eventNames[each.event]}
                </>
              }
              note={each.note || (each.from && `从${each.from}发出`)}
              action={each.proof && <Button onClick={() => show(each.id)}>看{proofNames[each.proof]}</Button>}
            />
          ))}
        </Lines>
      </Surface>
      {shown && (
        <Surface title="领取凭证">
          <img
            className="care-proof"
            src={`/api/care-packs/${packId}/proofs/${shown}`}
            alt={`${recipient.name}的领取凭证`}
          />
        </Surface>
      )}
    </>
  );
}
