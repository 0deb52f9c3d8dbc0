import { Select } from "antd";
import type { Choice, FieldParts } from "./parts.ts";

export type SelectPartProps = {
  readonly parts: FieldParts;
  readonly value: string;
  readonly options: readonly Choice[];
  readonly optional: boolean;
  readonly set: (value: string) => void;
  readonly check: () => void;
};

/** Ant's select: with more than eight options one types to find. */
export const AntSelect = ({ parts, value, options, optional, set, check }: SelectPartProps) => {
  const { name: _, ...rest } = parts;
  return (
    <Select
      {...rest}
      value={value || null}
      placeholder="请选择"
      allowClear={optional}
      showSearch={options.length > 8 && { optionFilterProp: "label" }}
      notFoundContent="没有这一项"
      options={options.filter((option) => option.value !== "").map(({ value, label }) => ({ value, label }))}
      onChange={(chosen) => set(chosen ?? "")}
      onBlur={check}
    />
  );
};
