import { Fragment, useState } from "react";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextArea } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Course, Facts, Surface } from "#ui/page.tsx";
import { Link } from "#ui/router.tsx";
import { Loaded, Note } from "#ui/States.tsx";
import { sayInstant } from "#ui/say.ts";
import { useToday } from "#ui/session.tsx";
import { MoneyText, StatusTag, sayMoney } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import { kindNames, stateNames } from "../text.ts";
import { Choices } from "./Choices.tsx";
import type { LinePage } from "./words.ts";

type Props = { lineId: string; place: { at: number; of: number } | undefined; next: () => void };

/** One line: who paid what for what, and the question; or what was decided. */
export function LineDesk({ lineId, place, next }: Props) {
  const page = useGet<LinePage>(`/api/bank/lines/${lineId}`);
  return (
    <div className="bank-desk">
      <Loaded from={page}>{(data) => <Desk page={data} place={place} next={next} />}</Loaded>
    </div>
  );
}

function Desk({ page, place, next }: { page: LinePage; place: Props["place"]; next: () => void }) {
  const { line } = page;
  const mayDecide = page.allowed.includes("decide");
  const title =
    mayDecide || page.suggestions.length > 0 ? page.question : `${sayMoney(line.amount)}元：${kindOf(page)}`;
  return (
    <>
      <Surface title={title} aside={place && `第${place.at}笔，共${place.of}笔`}>
        <Facts
          rows={[
            [line.direction === "credit" ? "付款人" : "收款人", line.name || "–"],
            [
              "账号",
              <span key="account">
                {line.accountShown || "–"}
                {line.isFirstOfPayer && <span className="secondary">　第一次来款</span>}
              </span>,
            ],
            ["用途", <Marked key="memo" text={line.memo} marks={line.marks} />],
            ["流水号", `${line.serial} · ${line.on}${line.time ? ` ${line.time.slice(0, 5)}` : ""}`],
            ...(line.note ? ([["说明", line.note]] as const) : []),
          ]}
        />
        <Booked page={page} />
        {(mayDecide || page.suggestions.length > 0) && (
          <Choices key={line.version} page={page} mayDecide={mayDecide} next={next} />
        )}
        <Past page={page} />
      </Surface>
      {page.why && <p className="secondary bank-why">{page.why}</p>}
    </>
  );
}

const kindOf = ({ line }: LinePage): string =>
  line.kind
    ? kindNames[line.kind as keyof typeof kindNames]
    : stateNames[line.state as keyof typeof stateNames];

/** The payer's words as written, with what they name marked. */
function Marked({ text, marks }: { text: string; marks: readonly string[] }) {
  const [first] = [...marks].sort((a, b) => b.length - a.length);
  if (!first || !text.includes(first)) return <>{text || "–"}</>;
  const parts = text.split(first);
  return (
    <>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text do not move.
        <Fragment key={i}>
          {i > 0 && <mark>{first}</mark>}
          {part}
        </Fragment>
      ))}
    </>
  );
}

function Booked({ page }: { page: LinePage }) {
  const { line, booked } = page;
  if (booked.length === 0) return null;
  return (
    <table className="bank-items" aria-label="已记入">
      <thead>
        <tr>
          <th scope="col">已记入</th>
          <th scope="col" className="right">
            金额
          </th>
        </tr>
      </thead>
      <tbody>
        {booked.map(({ item, amount }) => (
          <tr key={item.id}>
            <td>
              {item.name}{" "}
              <span className="quiet">
                {item.code} · {item.month}
              </span>
            </td>
            <td className="right">
              <MoneyText yuan={amount} />
            </td>
          </tr>
        ))}
        {line.rest !== "0.00" && (
          <tr>
            <td className="wait">留在待查来款</td>
            <td className="right wait">
              <MoneyText yuan={line.rest} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** What happened so far, its vouchers, and the way back. */
function Past({ page }: { page: LinePage }) {
  const { line, course, vouchers } = page;
  const today = useToday();
  const [isUndoing, setUndoing] = useState(false);
  const isDone = ["matched", "left", "sent_back"].includes(line.state);
  return (
    <>
      {isDone && (
        <p className="row">
          <StatusTag tone={line.state === "matched" ? "good" : "plain"}>
            {stateNames[line.state as keyof typeof stateNames]}
          </StatusTag>
          <span className="secondary">
            {line.how === "rule" ? `自动核对：${line.reason}` : `${line.decidedBy ?? ""}核对`}
          </span>
        </p>
      )}
      {course.length > 0 && (
        <Course
          happenings={course.map(({ at, who, what, note }) => ({
            key: at,
            when: sayInstant(at, today),
            what: `${who}${what}${note ? `：${note}` : ""}`,
          }))}
        />
      )}
      {(vouchers.length > 0 || page.allowed.includes("undo")) && (
        <div className="row bank-past">
          {vouchers.map(({ id, voucher }) => (
            <Link key={id} to={`/ledger/vouchers/${id}`}>
              凭证{voucher}
            </Link>
          ))}
          {page.allowed.includes("undo") && (
            <Button small onClick={() => setUndoing(true)}>
              撤回这笔核对
            </Button>
          )}
        </div>
      )}
      {isUndoing && <Undo page={page} onClose={() => setUndoing(false)} />}
    </>
  );
}

function Undo({ page, onClose }: { page: LinePage; onClose: () => void }) {
  const { line } = page;
  const undo = useAction("POST", `/api/bank/lines/${line.id}/undoing`, {
    onDone: () => {
      onClose();
      toast("已撤回，这笔来款回到“需要决定”");
    },
  });
  const form = useForm({
    initial: { reason: "" },
    check: ({ reason }) => (reason.trim().length < 2 ? { reason: "请写明原因" } : {}),
  });
  return (
    <Dialog title={`撤回${sayMoney(line.amount)}元的核对？`} onClose={onClose}>
      <Note title="账单恢复未缴，凭证自动冲回，钱回到待查来款" />
      <Form
        form={form}
        problem={undo.problem}
        onSubmit={() => undo.run({ version: line.version, reason: form.values.reason.trim() })}
      >
        <TextArea name="reason" label="撤回的原因" hint="会留在经过里。" />
        <div className="row">
          <Button onClick={onClose}>再看看</Button>
          <Button kind="primary" type="submit" busy={undo.busy}>
            撤回
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
