import { FormDialog, needed } from "#ui/FormDialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { MoneyField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { navigate } from "#ui/router.tsx";
import { useToday } from "#ui/session.tsx";
import { sayMoney } from "#ui/Text.tsx";
import type { Use } from "../rules/donation.ts";
import type { GrantSource } from "../rules/grant.ts";
import { fundNames, sourceNames, useNames } from "../text.ts";
import { useOptions } from "./words.tsx";

type Props = {
  source: GrantSource;
  sourceId?: string;
  /** The one use that it is bound to. */
  onlyFor?: Use | null;
  left: string;
  onClose: () => void;
};

/** 提出拨付: by a resolution; another person decides. */
export function ProposeDialog({ source, sourceId, onlyFor, left, onClose }: Props) {
  const today = useToday();
  const options = onlyFor ? [{ value: onlyFor, label: useNames[onlyFor] }] : useOptions;
  const where = useOptions.map(({ value, label }) => `${label}进${fundNames[value]}`).join("，");
  return (
    <FormDialog
      title={`从${sourceNames[source]}提出拨付`}
      path="/api/fund-grants"
      initial={{
        useFor: options[0]?.value ?? "relief",
        purpose: "",
        amount: source === "goods" ? left : "",
        resolution: "",
        resolvedOn: today,
      }}
      check={({ purpose, amount, resolution }) => ({
        purpose: purpose.trim().length < 2 && "请写明用来做什么",
        amount: needed(amount, "请填写金额"),
        resolution: resolution.trim().length < 4 && "请写明是哪次会议、哪份文件定的",
      })}
      body={(values) => ({ ...values, source, ...(sourceId && { sourceId }) })}
      yes="提出"
      onClose={onClose}
      onDone={(reply) => navigate(`/fund-grants/${(reply as { id: string }).id}`)}
    >
      <SelectField
        name="useFor"
        label="用于"
        options={options}
        hint={source === "goods" ? "物资发给谁用，不记账" : `批准后自动记账：${where}`}
      />
      <TextField name="purpose" label="用来做什么" hint="会写进给捐赠人的反馈" />
      <MoneyField
        name="amount"
        label={source === "goods" ? "发出物资的价值" : "金额"}
        hint={`最多${sayMoney(left)}元`}
      />
      <TextField name="resolution" label="决议" hint="例如：2025年第3次主席办公会" />
      <DateField name="resolvedOn" label="决议日期" />
    </FormDialog>
  );
}
