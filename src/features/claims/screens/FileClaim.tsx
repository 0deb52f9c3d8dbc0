import { useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { UploadArea } from "#ui/forms/UploadArea.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useParam, useQueryState } from "#ui/router.tsx";
import { Loaded, Note, PageBones, ProblemNote } from "#ui/States.tsx";
import { useMay, useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import { useUpload } from "#ui/upload.ts";
import { payeeNames } from "../text.ts";
import { FilingSteps } from "./FilingSteps.tsx";
import { MoneyStep } from "./MoneyStep.tsx";
import { Sheet } from "./parts.tsx";
import { type Claim, claimChanged, sayEventOf } from "./words.ts";
import "./claims.css";

/** Filing for somebody, from the second step on; also where what was returned is put right. */
export function FileClaim() {
  const id = useParam("claimId");
  const claim = useGet<Claim>(`/api/claims/${id}`);
  const [step, setStep] = useQueryState("step", "2");
  return (
    <Loaded from={claim} bones={<PageBones />}>
      {(shown) => (
        <Filing claim={shown} at={Math.max(2, Number(step) || 2)} go={(to) => setStep(String(to))} />
      )}
    </Loaded>
  );
}

type Props = { claim: Claim; at: number; go: (to: number) => void };

const titles = ["", "", "交这些材料", "填费用和收款账户", "核对后提交"] as const;

function Filing({ claim, at, go }: Props) {
  const today = useToday();
  const isOpen = claim.allowed.includes("submit") || claim.allowed.includes("resubmit");
  if (!isOpen)
    return (
      <Page>
        <PageTitle title={`${claim.number ?? "这件申领"}已经提交`} />
        <Surface>
          <Button kind="primary" onClick={() => navigate(`/claims/${claim.id}`)}>
            看办到哪里
          </Button>
        </Surface>
      </Page>
    );
  const asked = claim.course.filter(({ event }) => event === "returned").at(-1);
  return (
    <Page>
      <PageTitle
        title={`${claim.person.name} ${sayEventOf(claim, today)}：${titles[at] ?? ""}`}
        subtitle={`第${at}步，共4步。每一步都会保存。`}
      />
      <FilingSteps at={at} />
      {claim.state === "returned" && (
        <Note tone="wait" title={asked?.what ?? "退回补材料"}>
          {asked?.note}
        </Note>
      )}
      {at === 2 && <PapersStep claim={claim} at={at} go={go} />}
      {at === 3 && (
        <Surface>
          <MoneyStep claim={claim} back={() => go(2)} next={() => go(4)} />
        </Surface>
      )}
      {at === 4 && <CheckStep claim={claim} at={at} go={go} />}
    </Page>
  );
}

function PapersStep({ claim, go }: Props) {
  const missing = claim.needed.filter(({ isMissing }) => isMissing);
  return (
    <Surface
      title={missing.length > 0 ? `还缺${missing.length}份` : "材料齐全"}
      note="拍照或扫描，四个角都要看清。可以先存着，以后再传。"
    >
      <div className="claim-paper-list">
        {claim.needed.map((needed) => (
          <OnePaper key={needed.code} claim={claim} needed={needed} />
        ))}
      </div>
      <div className="row">
        <Button kind="primary" onClick={() => go(3)}>
          下一步
        </Button>
      </div>
    </Surface>
  );
}

function OnePaper({ claim, needed }: { claim: Claim; needed: Claim["needed"][number] }) {
  const [isOpen, setOpen] = useState(false);
  const brought = claim.papers.filter(({ code }) => code === needed.code);
  const changed = () => void claimChanged(claim.id);
  const upload = useUpload<{ documentId: string }>(
    `/api/claims/${claim.id}/papers?code=${needed.code}`,
    () => {
      setOpen(false);
      changed();
    },
  );
  const remove = useAction<unknown, string>("DELETE", (id) => `/api/claims/${claim.id}/papers/${id}`, {
    refreshes: ["/never"],
    onDone: changed,
  });
  const isSending = upload.state.at === "sending" || upload.state.at === "failed";
  return (
    <div className="claim-paper-line" data-missing={needed.isMissing || undefined}>
      <span>
        {needed.name}
        {needed.clause && <span className="secondary">　{needed.clause}</span>}
      </span>
      <span className="row">
        {brought.map(({ id }, place) => (
          <span key={id} className="row">
            <a
              className="link"
              href={`/api/claims/${claim.id}/papers/${id}`}
              target="_blank"
              rel="noreferrer"
            >
              看第{place + 1}份
            </a>
            <Button kind="plain" small busy={remove.busy} onClick={() => remove.run(id)}>
              删去
            </Button>
          </span>
        ))}
        <span className={needed.isMissing ? "wait" : "good"}>
          {needed.isMissing ? (brought.length > 0 ? "要重新拍" : "还没有") : "已收到"}
        </span>
        <Button small onClick={() => setOpen(!isOpen)}>
          {isOpen ? "收起" : brought.length > 0 ? "再传一份" : "上传"}
        </Button>
      </span>
      {(isOpen || isSending) && (
        <UploadArea
          title={`上传${needed.name}`}
          accepts="JPEG、PNG、WebP图片或PDF，每份最大20MB"
          extensions=".jpg,.jpeg,.png,.webp,.pdf"
          maxBytes={20 * 1024 * 1024}
          state={upload.state}
          onFile={upload.start}
          onCancel={upload.cancel}
        />
      )}
    </div>
  );
}

/** The last step shows everything, and all that is missing. */
function CheckStep({ claim, go }: Props) {
  const mayCertify = useMay()("claims.certify");
  const [certifies, setCertifies] = useState(mayCertify);
  const [hasConsent, setConsent] = useState(false);
  const submit = useAction<{ number: string; state: string }, object>(
    "POST",
    `/api/claims/${claim.id}/submission`,
    { refreshes: ["/never"] },
  );
  const missing = claim.needed.filter(({ isMissing }) => isMissing);
  const lacking = missing.length + claim.faults.length;
  const isAnew = claim.state === "returned";
  const send = () =>
    submit.run({ expectedVersion: claim.version, ...(!isAnew && { certifies, hasConsent }) }, () => {
      void claimChanged(claim.id);
      navigate(`/claims/${claim.id}`);
    });
  return (
    <div className="claim-columns">
      <div>
        <Sheet claim={claim} />
      </div>
      <div>
        <Surface title={lacking > 0 ? `还差${lacking}项` : "都齐了"}>
          <div className="stack">
            {lacking > 0 && (
              <ul>
                {missing.map(({ code, name }) => (
                  <li key={code} className="wait">
                    缺{name}
                  </li>
                ))}
                {claim.faults.map(({ code, text }) => (
                  <li key={code} className="wait">
                    {text}
                  </li>
                ))}
              </ul>
            )}
            <p>
              收款人：
              {claim.told?.payee
                ? `${claim.told.payee.name}（${payeeNames[claim.payeeKind]}），${claim.told.payee.bankName} ${claim.told.payee.account}`
                : "还没有填"}
            </p>
            <p>
              医疗费总额{sayMoney(claim.figures.total)}元，材料{claim.papers.length}份。
            </p>
            {!isAnew && (
              <>
                {mayCertify && (
                  <label className="claim-check-line">
                    <input
                      type="checkbox"
                      checked={certifies}
                      onChange={(event) => setCertifies(event.target.checked)}
                    />
                    证明他事发时在本单位在职
                  </label>
                )}
                <label className="claim-check-line">
                  <input
                    type="checkbox"
                    checked={hasConsent}
                    onChange={(event) => setConsent(event.target.checked)}
                  />
                  本人已书面同意处理医疗健康信息（本人在手机上同意过的不用再签）
                </label>
              </>
            )}
            <ProblemNote problem={submit.problem} />
            <div className="row">
              <Button
                kind="primary"
                busy={submit.busy}
                why={lacking > 0 ? `还差${lacking}项，补齐后可以提交` : undefined}
                onClick={send}
              >
                {isAnew ? "重新提交" : "提交申领"}
              </Button>
              <Button onClick={() => go(3)}>上一步</Button>
            </div>
          </div>
        </Surface>
      </div>
    </div>
  );
}
