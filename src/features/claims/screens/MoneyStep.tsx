import { parseYuan, showYuan } from "#core/money.ts";
import { useAction } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { GroupedField, MoneyField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { hasExpense } from "../rules/event-kind.ts";
import { type SheetField, sheetNames } from "../text.ts";
import { type Claim, claimChanged } from "./words.ts";

const fields = Object.keys(sheetNames) as SheetField[];

/** The figures of the settlement sheet as printed, and where the money goes. */
export function MoneyStep({ claim, back, next }: { claim: Claim; back: () => void; next: () => void }) {
  const { figures, told, kind } = claim;
  const expense = hasExpense(kind);
  const shown = (yuan: string) => (yuan === "0.00" && figures.total === "0.00" ? "" : yuan);
  const initial: Record<string, string> = {
    ...Object.fromEntries(fields.map((field) => [field, shown(figures[field])])),
    bill: told?.bill ?? "",
    hospital: told?.hospital ?? "",
    illness: told?.illness ?? "",
    diagnosis: told?.diagnosis ?? "",
    grade: claim.grade === null ? "" : String(claim.grade),
    payeeName: told?.payee?.name ?? (claim.payeeKind === "self" ? claim.person.name : ""),
    account: "",
    bankName: told?.payee?.bankName ?? "",
  };
  const form = useForm<Record<string, string>>({
    initial,
    check: (values) => faults(values, Boolean(told?.payee)),
    warn: (values) => ({ ...(expense && sumWarning(values)) }),
  });
  const save = useAction("PUT", `/api/claims/${claim.id}/draft`, {
    refreshes: ["/never"],
    onDone: () => {
      void claimChanged(claim.id);
      next();
    },
  });
  const send = () => {
    const { payeeName, account, bankName, bill, hospital, illness, diagnosis, grade, ...amounts } =
      form.values;
    const given = Object.fromEntries(Object.entries(amounts).filter(([, yuan]) => yuan !== ""));
    const payee = account ? { kind: claim.payeeKind, name: payeeName, account, bankName } : undefined;
    save.run({
      ...(expense && { amounts: given, bill }),
      ...{ hospital, illness, diagnosis, expectedVersion: claim.version },
      ...(kind === "disability" && { grade: grade ? Number(grade) : null }),
      ...(payee && { payee }),
    });
  };
  return (
    <Form form={form} problem={save.problem} onSubmit={send} guard>
      {expense && <SheetFields />}
      <IllnessFields claim={claim} />
      <PayeeFields claim={claim} />
      <div className="row">
        <Button kind="primary" type="submit" busy={save.busy}>
          保存，下一步
        </Button>
        <Button onClick={back}>上一步</Button>
      </div>
    </Form>
  );
}

/** 结算单, as it is printed. */
const SheetFields = () => (
  <>
    <p className="secondary">
      照医保结算单上的数填。结算单可以在国家医保服务平台下载，或到医院医保窗口打印。
    </p>
    {fields.map((field) => (
      <MoneyField key={field} name={field} label={sheetNames[field]} optional={field !== "total"} />
    ))}
    <TextField
      name="bill"
      label="票据代码和号码"
      hint="发票右上角，例如41060124-6086830973。"
      autoComplete="off"
    />
  </>
);

const IllnessFields = ({ claim: { kind } }: { claim: Claim }) => (
  <>
    <TextField name="hospital" label="医院" optional autoComplete="off" />
    <TextField name="illness" label="诊断" optional hint="照出院记录或诊断证明写。" autoComplete="off" />
    <TextField
      name="diagnosis"
      label="诊断编码"
      optional={kind !== "diagnosis"}
      hint="结算单或诊断证明上有，例如C50.9。"
      autoComplete="off"
    />
    {kind === "disability" && (
      <TextField name="grade" label="伤残等级" hint="1至10级。" inputMode="numeric" />
    )}
  </>
);

const PayeeFields = ({ claim: { told, payeeKind } }: { claim: Claim }) => (
  <>
    <TextField
      name="payeeName"
      label="收款人"
      hint={payeeKind === "self" ? "要和职工姓名相同。" : "要有亲属或监护关系证明。"}
    />
    <GroupedField
      kind="card"
      name="account"
      label="银行卡号或账号"
      optional={Boolean(told?.payee)}
      hint={told?.payee ? `已填${told.payee.account}，不改可以留空。` : "互助金打到这张卡。"}
    />
    <TextField name="bankName" label="开户行" optional hint="例如建设银行。" />
  </>
);

function faults(values: Readonly<Record<string, string>>, hasPayee: boolean): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fields)
    if (values[field] && (parseYuan(values[field] ?? "") ?? -1n) < 0n)
      found[field] = "请填写金额，例如1234.50。";
  if (values.account && !/^\d{12,19}$/.test(values.account)) found.account = "银行账号应是12至19位数字。";
  if (!values.account && !hasPayee) found.account = "请填写收款账户。";
  if (values.grade && !/^([1-9]|10)$/.test(values.grade)) found.grade = "请填写1至10。";
  return found;
}

/** 三项相加与总额差多少: told while typing, so that nobody hands in a sheet that does not add up. */
function sumWarning(values: Readonly<Record<string, string>>): Record<string, string> {
  const amount = (field: string) => parseYuan(values[field] ?? "") ?? 0n;
  const off = amount("total") - amount("outOfScope") - amount("preSelfPay") - amount("inScope");
  if (amount("total") === 0n || (off <= 1n && off >= -1n)) return {};
  const size = off < 0n ? -off : off;
  return {
    inScope: `全自费、先行自付、符合政策范围三项相加比总额${off > 0n ? "少" : "多"}${showYuan(size as never)}元，请对照结算单。`,
  };
}
