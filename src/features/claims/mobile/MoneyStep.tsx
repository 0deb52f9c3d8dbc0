import { parseYuan, showYuan } from "#core/money.ts";
import { PhoneField } from "#ui/phone/fields.tsx";
import { useMe } from "#ui/phone/me.tsx";
import { PhonePage } from "#ui/phone/PhonePage.tsx";
import { Note } from "#ui/phone/parts.tsx";
import { amountFields, amountNames, type Draft, type StepProps, savedWords } from "./draft.ts";
import { hasExpense } from "./words.ts";

/** The figures as they are printed, and the account. */
export function MoneyStep({ draft, change, go, saved }: StepProps) {
  const { person } = useMe();
  const expense = draft.kind !== "" && hasExpense(draft.kind);
  const off = expense ? sumOff(draft) : undefined;
  const why = faultOf(draft, expense);
  return (
    <PhonePage
      bar="申领互助金"
      title={expense ? "照结算单填这几个数" : "填诊断和收款账户"}
      note={expense ? "结算单上没有的空着就行。看不准的照着填，审核时会再核对。" : ""}
      steps={{ at: 3, of: 4 }}
      back={() => go(2)}
      action={{ label: "下一步", why, onPress: () => go(4) }}
      under={savedWords(saved)}
    >
      {expense &&
        amountFields.map((name) => (
          <PhoneField
            key={name}
            label={`${amountNames[name]}（元）`}
            inputMode="decimal"
            autoComplete="off"
            value={draft[name]}
            onChange={(text) => change({ [name]: text.replaceAll(/[,，\s]/g, "") })}
            fault={draft[name] && parseYuan(draft[name]) === undefined ? "请填金额，例如1234.50" : undefined}
          />
        ))}
      {off && <Note>{off}</Note>}
      {expense && (
        <PhoneField
          label="票据代码和号码"
          hint="发票右上角，例如41060124-6086830973"
          autoComplete="off"
          value={draft.bill}
          onChange={(bill) => change({ bill })}
        />
      )}
      {draft.kind === "diagnosis" && (
        <PhoneField
          label="诊断编码"
          hint="诊断证明上有，例如C50.9"
          autoComplete="off"
          value={draft.diagnosis}
          onChange={(diagnosis) => change({ diagnosis })}
        />
      )}
      {draft.kind === "disability" && (
        <PhoneField
          label="伤残等级"
          hint="鉴定书上有，1至10级"
          inputMode="numeric"
          value={draft.grade}
          onChange={(grade) => change({ grade })}
        />
      )}
      <PhoneField
        label={`${person.name}的银行卡号`}
        hint="互助金打到这张卡，要用本人的"
        inputMode="numeric"
        autoComplete="off"
        value={draft.account}
        onChange={(text) => change({ account: text.replaceAll(/[\s-]/g, "") })}
        fault={
          draft.account && !isAccount(draft.account) && draft.account.length >= 12
            ? "银行卡号是12至19位数字"
            : undefined
        }
      />
      <PhoneField
        label="哪家银行"
        hint="例如建设银行"
        autoComplete="off"
        value={draft.bankName}
        onChange={(bankName) => change({ bankName })}
      />
    </PhonePage>
  );
}

const isAccount = (text: string): boolean => /^\d{12,19}$/.test(text);

function faultOf(draft: Draft, expense: boolean): string | false {
  if (expense) {
    if (!draft.total) return "请填写医疗费总额";
    if (amountFields.some((name) => draft[name] && parseYuan(draft[name]) === undefined)) return "有金额不对";
    if (!draft.bill.trim()) return "请填写票据号码";
  }
  if (draft.kind === "diagnosis" && !draft.diagnosis.trim()) return "请填写诊断编码";
  return isAccount(draft.account) ? false : "请填写银行卡号";
}

/** Whether the parts of the sheet make up its total, told while one still has it in one's hand. */
function sumOff(draft: Draft): string | undefined {
  const of = (name: (typeof amountFields)[number]) => parseYuan(draft[name] || "0") ?? 0n;
  const total = of("total");
  const off = total - of("outOfScope") - of("preSelfPay") - of("inScope");
  if (total === 0n || (off <= 1n && off >= -1n)) return undefined;
  const size = showYuan((off < 0n ? -off : off) as never);
  return `全自费、先行自付、符合政策范围三项相加，比总额${off > 0n ? "少" : "多"}${size}元。请再对一遍结算单，对上了才能提交。`;
}
