import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Link } from "#ui/router.tsx";
import { ProblemNote } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { StatusTag } from "#ui/Text.tsx";
import { type Claim, claimChanged } from "./words.ts";

type Finding = Claim["findings"][number];

/** 核查发现: what a reviewer must look at, with its evidence; then what was found in order. */
export function Findings({ claim }: { claim: Claim }) {
  const open = claim.findings.filter(({ weight, checkedAt }) => weight === "hard" || !checkedAt).length;
  return (
    <section className="claim-desk-part">
      <h2>
        核查发现
        <span className="secondary">
          　{open > 0 ? `${open}条需要看` : "没有需要看的"}
          {claim.fine.length > 0 && `，${claim.fine.length}条无异常`}
        </span>
      </h2>
      {claim.findings.map((finding) => (
        <FindingRow key={finding.code} claim={claim} finding={finding} />
      ))}
      {claim.fine.length > 0 && <p className="secondary">无异常：{claim.fine.join(" · ")}</p>}
    </section>
  );
}

function FindingRow({ claim, finding }: { claim: Claim; finding: Finding }) {
  const today = useToday();
  const check = useAction<Claim, { isChecked: boolean }>(
    "PUT",
    `/api/claims/${claim.id}/findings/${finding.code}`,
    { refreshes: ["/never"], onDone: () => void claimChanged(claim.id) },
  );
  const isHard = finding.weight === "hard";
  const mayCheck = claim.allowed.includes("pass");
  return (
    <div className="claim-finding">
      <StatusTag tone={isHard ? "bad" : finding.checkedAt ? "good" : "wait"}>
        {isHard ? "不能给付" : finding.checkedAt ? "已核对" : "请核对"}
      </StatusTag>
      <div>
        <strong className="strong">{finding.title}</strong>
        <div className="secondary">
          {finding.detail}
          {finding.claims.slice(0, 5).map((other) => (
            <Link key={other.id} className="link" to={`/claims/${other.id}`}>
              {" "}
              {other.number}
            </Link>
          ))}
          {finding.checkedAt && ` ${finding.checkedBy}${sayInstant(finding.checkedAt, today)}核对。`}
        </div>
        <ProblemNote problem={check.problem} />
      </div>
      {!isHard && mayCheck && (
        <Button small busy={check.busy} onClick={() => check.run({ isChecked: !finding.checkedAt })}>
          {finding.checkedAt ? "再看" : "已核对"}
        </Button>
      )}
    </div>
  );
}
