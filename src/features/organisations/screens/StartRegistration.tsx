import { useState } from "react";
import { z } from "zod";
import { useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { ChoiceField, SelectField, TextField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import type { Places } from "../contract.ts";
import { kindNames } from "../text.ts";

const Start = z.object({
  cityId: z.string().min(1),
  parentId: z.uuid("请选择上级工会。"),
  kind: z.string(),
  name: z.string().min(4, "请写单位全称。"),
});

/** The beginning: which city, under which union, what the unit is called. Then there is a link to come back with. */
export function StartRegistration({ onStarted }: { onStarted: (token: string) => void }) {
  const [city, setCity] = useState("");
  const places = useGet<z.output<typeof Places>>("/api/registration/places", city ? { cityId: city } : {});
  const form = useForm({
    initial: { cityId: "", parentId: "", kind: "member_unit", name: "" },
    schema: Start,
  });
  const start = useAction<{ token: string }>("POST", "/api/registration", {
    refreshes: ["/never"],
    onDone: ({ token }) => onStarted(token),
  });
  if (form.values.cityId !== city) setCity(form.values.cityId);
  const cities = places.data?.cities ?? [];
  // Where there is one city there is no question.
  if (cities.length === 1 && cities[0] && !city) form.set("cityId", String(cities[0].cityId));
  const { cityId, ...rest } = form.values;
  return (
    <>
      <header>
        <h1>单位登记</h1>
        <p className="secondary">
          登记通过后，就可以交名册、确认账单。要准备：信用代码证、缴费账户、联系人手机。
        </p>
      </header>
      <section className="surface">
        <div className="surface-body">
          <Form
            form={form}
            problem={start.problem}
            onSubmit={() => start.run({ ...rest, cityId: Number(cityId) })}
          >
            <SelectField
              name="cityId"
              label="所在市"
              options={cities.map((each) => ({
                value: String(each.cityId),
                label: each.name,
              }))}
            />
            <SelectField
              name="parentId"
              label="上级工会"
              options={(places.data?.unions ?? []).map((each) => ({ value: each.id, label: each.name }))}
              hint="按工会隶属选：县区、产业工会，或市总工会直属。"
            />
            <ChoiceField
              name="kind"
              label="类型"
              options={[
                { value: "member_unit", label: kindNames.member_unit },
                {
                  value: "joint_union",
                  label: kindNames.joint_union,
                  hint: "几家单位合建一个工会，或新业态劳动者",
                },
              ]}
            />
            <TextField name="name" label="单位全称" hint="与公章一致。" />
            <div>
              <Button kind="primary" type="submit" busy={start.busy}>
                开始登记
              </Button>
            </div>
          </Form>
        </div>
      </section>
    </>
  );
}
