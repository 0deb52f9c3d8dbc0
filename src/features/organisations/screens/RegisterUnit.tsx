import { useEffect, useState } from "react";
import type { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Steps } from "#ui/bars.tsx";
import { asProblem, type ProblemError } from "#ui/problem.ts";
import { Done, Note, PageBones, ProblemState } from "#ui/States.tsx";
import type { RegistrationByLink } from "../contract.ts";
import { missingNames, returnReasonNames, twinNames } from "../text.ts";
import { AccountStep, ContactStep, NameStep, UnitStep } from "./RegisterSteps.tsx";
import { StartRegistration } from "./StartRegistration.tsx";

type Registration = z.output<typeof RegistrationByLink>;

const stepNames = ["单位", "代码和人数", "缴费和联系人", "核对提交"] as const;
const tokenInAddress = () => location.hash.slice(1);

/**
 * A unit registers itself: four steps, each kept when it is left; the link in the address is the key to come back.
 * The token stands behind #, so that no server log ever holds it.
 */
export function RegisterUnit() {
  const [token, setToken] = useState(tokenInAddress());
  const [registration, setRegistration] = useState<Registration>();
  const [problem, setProblem] = useState<ProblemError>();
  useEffect(() => {
    if (!token) return;
    request<Registration>("POST", "/api/registration/open", { body: { token } }).then(
      setRegistration,
      (thrown) => setProblem(asProblem(thrown)),
    );
  }, [token]);
  if (problem) return <ProblemState problem={problem} />;
  if (!token) {
    return (
      <StartRegistration
        onStarted={(made) => {
          location.hash = made;
          setToken(made);
        }}
      />
    );
  }
  if (!registration) return <PageBones />;
  if (!registration.isOpen) return <Answer token={token} registration={registration} />;
  return <FourSteps token={token} registration={registration} onSaved={setRegistration} />;
}

type StepsProps = { token: string; registration: Registration; onSaved: (saved: Registration) => void };

function FourSteps({ token, registration, onSaved }: StepsProps) {
  const [at, setAt] = useState(Math.min(registration.step, 4));
  const save = useAction<Registration, Record<string, unknown>>("PUT", "/api/registration", {
    refreshes: ["/never"],
    onDone: (saved) => {
      onSaved(saved);
      setAt(Math.min(at + 1, 4));
    },
  });
  const next = (change: Record<string, unknown>) => save.run({ token, step: Math.min(at + 1, 4), ...change });
  const part = { registration, next, back: at > 1 ? () => setAt(at - 1) : undefined, save };
  return (
    <>
      <header>
        <h1>
          {registration.name}登记：第{at}步，共4步
        </h1>
        <p className="secondary">每一步填完就保存。收藏这个网址，以后可以接着填。</p>
      </header>
      {registration.state === "returned" && <Returned registration={registration} />}
      <Steps
        label="登记的四步"
        steps={stepNames.map((label, place) => ({
          key: label,
          label,
          state: place + 1 < at ? "done" : place + 1 === at ? "now" : "later",
        }))}
      />
      <section className="surface">
        <div className="surface-body">
          {at === 1 && <NameStep {...part} />}
          {at === 2 && <UnitStep {...part} />}
          {at === 3 && <ContactStep {...part} />}
          {at === 4 && (
            <Submit token={token} registration={registration} onSaved={onSaved} back={() => setAt(3)} />
          )}
        </div>
      </section>
    </>
  );
}

const Returned = ({ registration }: { registration: Registration }) => (
  <Note tone="wait" title="登记被退回，请改正后再提交">
    <ul>
      {registration.reasons.map((reason) => (
        <li key={reason}>{returnReasonNames[reason as keyof typeof returnReasonNames]}</li>
      ))}
    </ul>
    {registration.note}
  </Note>
);

function Submit({ token, registration, onSaved, back }: StepsProps & { back: () => void }) {
  const submit = useAction<Registration>("POST", "/api/registration/submission", {
    refreshes: ["/never"],
    onDone: onSaved,
  });
  const { missing, twinBy } = registration;
  return (
    <div className="stack">
      <AccountStep registration={registration} />
      {twinBy && (
        <Note tone="wait" title={`已有一家单位${twinNames[twinBy]}`}>
          如果确实是另一家单位，可以继续提交，审核时会核对；如果就是同一家，请联系上级工会开通账号。
        </Note>
      )}
      {missing.length > 0 && (
        <Note tone="wait" title={`还有${missing.length}项没有填好`}>
          <ul>
            {missing.map((code) => (
              <li key={code}>{missingNames[code as keyof typeof missingNames]}</li>
            ))}
          </ul>
        </Note>
      )}
      {submit.problem && <ProblemState problem={submit.problem} />}
      <div className="row">
        <Button
          kind="primary"
          busy={submit.busy}
          why={missing.length > 0 ? "补全上面的内容后可以提交" : undefined}
          onClick={() => submit.run({ token })}
        >
          提交登记
        </Button>
        <Button onClick={back}>上一步</Button>
      </div>
    </div>
  );
}

function Answer({ token, registration }: { token: string; registration: Registration }) {
  if (registration.mayOpenAccount) {
    return (
      <Done
        title={`${registration.name}已通过登记`}
        actions={
          <Button kind="primary" onClick={() => location.assign(`/join?unit#${token}`)}>
            开通经办人账号
          </Button>
        }
      >
        用这个链接开通第一个经办人账号，只能用一次。
      </Done>
    );
  }
  if (registration.state === "approved") {
    return (
      <Done
        title={`${registration.name}已开通`}
        actions={<Button onClick={() => location.assign("/")}>去登录</Button>}
      >
        这个链接已经用来开通过账号，请直接登录。
      </Done>
    );
  }
  if (registration.state === "refused") {
    return (
      <Note tone="wait" title="登记没有通过">
        {registration.note}
      </Note>
    );
  }
  return <Done title="登记已提交，等待审核">审核结果在这个网址上看。收藏它，或者把它发给自己。</Done>;
}
