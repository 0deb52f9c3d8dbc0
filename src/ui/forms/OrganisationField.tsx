import { useState } from "react";
import { useGet } from "../api.ts";
import { SearchInput } from "../table/filters.tsx";
import { type FieldProps, SelectField } from "./fields.tsx";

type Choices = {
  readonly rows: readonly { readonly id: string; readonly code: string; readonly name: string }[];
};

/** An organisation of one's part of the tree: looked for by name or code, then chosen. */
export function OrganisationField(props: FieldProps) {
  const [q, setQ] = useState("");
  const found = useGet<Choices>("/api/organisations/choices", { q });
  const options = (found.data?.rows ?? []).map(({ id, code, name }) => ({
    value: id,
    label: `${name} ${code}`,
  }));
  return (
    <SelectField
      {...props}
      options={options}
      above={<SearchInput placeholder="先查名称或编号，再选" value={q} type={setQ} />}
    />
  );
}
