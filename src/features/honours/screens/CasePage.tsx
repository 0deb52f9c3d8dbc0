import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { TextArea, TextField } from "#ui/forms/fields.tsx";
import { OrganisationField } from "#ui/forms/OrganisationField.tsx";
import { Line, Lines, Page, PageTitle, Surface } from "#ui/page.tsx";
import { useParam } from "#ui/router.tsx";
import { Loaded, ProblemNote } from "#ui/States.tsx";
import { sayCount, sayShare } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import type { CasePage as Shape } from "../contract.ts";
import { CaseTag } from "./words.tsx";

type Reply = z.output<typeof Shape>;

/** One case: what it tells, where it stands, who does likewise. */
export function CasePage() {
  const id = useParam("caseId");
  const found = useGet<Reply>(`/api/innovation-cases/${id}`);
  return (
    <Page>
      <PageTitle
        title={found.data?.title}
        subtitle={found.data && `${found.data.organisation}，${found.data.submittedBy}提交`}
      />
      <Loaded from={found}>{(reply) => <CaseBody page={reply} />}</Loaded>
    </Page>
  );
}

function CaseBody({ page }: { page: Reply }) {
  return (
    <>
      <Surface>
        <p>
          <CaseTag state={page.state} />
        </p>
        <p style={{ whiteSpace: "pre-wrap" }}>{page.body}</p>
        {page.state === "returned" && (
          <p>
            {page.checkedBy}退回：{page.reason}
          </p>
        )}
        <Moves page={page} />
      </Surface>
      {page.state === "published" && (
        <Surface
          title={`采用率${sayShare(page.rate.adopters, page.rate.organisations)}（${sayCount(page.rate.adopters)}家，共${sayCount(page.rate.organisations)}家）`}
          flush
        >
          <Lines>
            {page.adopters.map((each) => (
              <Line key={each.organisation} title={each.organisation} note={`${each.since}起采用`} />
            ))}
          </Lines>
        </Surface>
      )}
    </>
  );
}

function Moves({ page }: { page: Reply }) {
  const path = `/api/innovation-cases/${page.id}`;
  const [open, setOpen] = useState<"return" | "adopt" | "again">();
  const accept = useAction("POST", `${path}/check`);
  const publish = useAction("POST", `${path}/publication`);
  const today = useToday();
  const close = () => setOpen(undefined);
  return (
    <>
      <ProblemNote problem={accept.problem ?? publish.problem} />
      <div className="row">
        {page.allowed.includes("check") && (
          <>
            <Button onClick={() => setOpen("return")}>退回修改</Button>
            <Button kind="primary" busy={accept.busy} onClick={() => accept.run({ accepts: true })}>
              审核通过
            </Button>
          </>
        )}
        {page.allowed.includes("publish") && (
          <Button kind="primary" busy={publish.busy} onClick={() => publish.run({})}>
            发布给全市
          </Button>
        )}
        {page.allowed.includes("resubmit") && (
          <Button kind="primary" onClick={() => setOpen("again")}>
            改好再提交
          </Button>
        )}
        {page.allowed.includes("adopt") && (
          <Button kind="primary" onClick={() => setOpen("adopt")}>
            我们也这样做
          </Button>
        )}
      </div>
      {open === "return" && (
        <FormDialog
          title="退回修改"
          path={`${path}/check`}
          initial={{ reason: "" }}
          check={({ reason }) => ({ reason: needed(reason, "请写明原因") })}
          body={({ reason }) => ({ accepts: false, reason })}
          yes="退回"
          onClose={close}
        >
          <TextArea name="reason" label="原因" hint="提交的单位按它修改" />
        </FormDialog>
      )}
      {open === "again" && (
        <FormDialog
          title="改好再提交"
          path={`${path}/resubmission`}
          initial={{ title: page.title, body: page.body }}
          yes="提交审核"
          onClose={close}
        >
          <TextField name="title" label="题目" />
          <TextArea name="body" label="做法和效果" />
        </FormDialog>
      )}
      {open === "adopt" && (
        <FormDialog
          title="登记采用"
          path={`${path}/adoptions`}
          initial={{ organisationId: "", since: today }}
          check={({ organisationId }) => ({ organisationId: needed(organisationId, "请选哪个单位采用") })}
          yes="登记"
          onClose={close}
        >
          <OrganisationField name="organisationId" label="哪个单位采用" />
          <DateField name="since" label="从哪天起" />
        </FormDialog>
      )}
    </>
  );
}
