import { useState } from "react";
import type { z } from "zod";
import { request, useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { asProblem, type ProblemError } from "#ui/problem.ts";
import { ProblemNote } from "#ui/States.tsx";
import { toast } from "#ui/Toast.tsx";
import { type PeopleList, type PersonPage, ProposeMergeRequest } from "../contract.ts";

type Found = z.output<typeof PeopleList>["rows"];
type Props = { person: z.output<typeof PersonPage>; close: () => void };

/** The record open is kept; the one chosen is merged into it once somebody else has agreed. */
export function ProposeMerge({ person, close }: Props) {
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<ProblemError>();
  const form = useForm({
    initial: { keptId: person.id, mergedId: "", reason: "", words: person.name },
    schema: ProposeMergeRequest,
  });
  const propose = useAction("POST", "/api/people-merges", {
    onDone: () => {
      toast("已提出合并，等另一位同事核定");
      close();
    },
  });
  const { words, ...proposal } = form.values;
  const look = () =>
    request<{ rows: Found }>("POST", "/api/people/search", { body: { text: words, limit: 20 } }).then(
      ({ rows }) => setFound(rows.filter((row) => row.id !== person.id)),
      (thrown) => setProblem(asProblem(thrown)),
    );
  return (
    <Dialog title={`把另一条记录并入${person.name}`} onClose={close} wide>
      <Form form={form} problem={propose.problem} onSubmit={() => propose.run(proposal)}>
        <div className="row">
          <TextField name="words" label="查另一条记录" hint="姓名的一部分，或完整证件号。" />
          <Button onClick={() => void look()}>查</Button>
        </div>
        <ProblemNote problem={problem} />
        {found?.length === 0 && <p className="secondary">没有查到另一条记录。</p>}
        {found?.map((row) => (
          <label key={row.id} className="choice">
            <input
              type="radio"
              name="mergedId"
              checked={proposal.mergedId === row.id}
              onChange={() => form.set("mergedId", row.id)}
            />
            <span>
              {row.name}　{row.idNumber}
              <span className="field-hint">　{row.organisationName}</span>
            </span>
          </label>
        ))}
        <TextField name="reason" label="依据" hint="例如：身份证换号，单位已出具证明。" />
        <div className="row">
          <Button
            kind="primary"
            type="submit"
            busy={propose.busy}
            why={proposal.mergedId ? undefined : "请先选另一条记录"}
          >
            提出合并
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
