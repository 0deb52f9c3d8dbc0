import { addMonthsTo, firstOf, type PlainMonth, parseDate, parseMonth, sayFullDay } from "#core/dates.ts";
import { refresh, useAction, useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { DateField, MonthField } from "#ui/forms/dates.tsx";
import { ChoiceField, SelectField } from "#ui/forms/fields.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { Page, PageTitle, Surface } from "#ui/page.tsx";
import { navigate, useQueryState } from "#ui/router.tsx";
import { useSession, useToday } from "#ui/session.tsx";
import { SearchBox } from "#ui/table/filters.tsx";
import "#ui/table/table.css";

type Choice = { readonly id: string; readonly code: string; readonly name: string; readonly kind: string };
const withRosters = ["member_unit", "joint_union", "industry_union", "functional_zone"];

type Gift = { readonly funder: string; readonly title: string; readonly people: { readonly left: number } };
type Values = { organisationId: string; settlementMonth: string; coverFrom: string; label: string };

/** A roster is opened for a unit and a month; then its file is uploaded. */
export function OpenRoster() {
  const { current } = useSession();
  const [asked] = useQueryState("unit");
  const [q] = useQueryState("q");
  const [giftId] = useQueryState("gift");
  const gift = useGet<Gift>(giftId ? `/api/gifts/${giftId}` : null).data;
  const isUnit = current.role === "unit_clerk";
  const found = useGet<{ rows: readonly Choice[] }>(!isUnit && q ? "/api/organisations/choices" : null, {
    q,
  });
  const own: Choice = {
    id: current.organisationId,
    code: "",
    name: current.organisationName,
    kind: "member_unit",
  };
  const units = isUnit ? [own] : (found.data?.rows ?? []).filter(({ kind }) => withRosters.includes(kind));
  const only = units.find(({ id }) => id === asked) ?? (units.length === 1 ? units[0] : undefined);
  return (
    <Page>
      <PageTitle
        title={isUnit ? `${current.organisationName}报哪个月的名册` : "报哪个单位、哪个月的名册"}
        subtitle={
          gift
            ? `${gift.funder}赠送的“${gift.title}”，还剩${gift.people.left}人，单位不用缴会费。`
            : "先定单位和月份，再上传现有的表。"
        }
      />
      <Surface>
        {!isUnit && (
          <p>
            <SearchBox placeholder="查单位名称或编号" />
            {q && found.data && <span className="secondary"> 找到{units.length}家</span>}
          </p>
        )}
        {units.length > 0 && (
          <OpenForm key={only?.id ?? q} units={units} unitId={only?.id ?? ""} giftId={giftId} />
        )}
      </Surface>
    </Page>
  );
}

type FormProps = { units: readonly Choice[]; unitId: string; giftId: string };

function OpenForm({ units, unitId, giftId }: FormProps) {
  const today = useToday();
  const initial: Values = {
    organisationId: unitId,
    settlementMonth: today.slice(0, 7),
    coverFrom: "",
    label: "",
  };
  const form = useForm<Values>({ initial, check: faults });
  const open = useAction<{ id: string }>("POST", "/api/rosters", {
    onDone: ({ id }) => {
      void refresh("/api/rosters");
      navigate(`/rosters/${id}`);
    },
  });
  const { organisationId, settlementMonth, coverFrom, label } = form.values;
  const month = parseMonth(settlementMonth);
  const submit = () =>
    open.run({
      organisationId,
      settlementMonth,
      ...(coverFrom && { coverFrom }),
      ...(label && { label }),
      ...(giftId && { giftId }),
    });
  return (
    <Form form={form} onSubmit={submit} problem={open.problem}>
      <SelectField
        name="organisationId"
        label="单位"
        options={units.map(({ id, code, name }) => ({
          value: id,
          label: code ? `${name}（${code}）` : name,
        }))}
      />
      <MonthField name="settlementMonth" label="结算月" hint={month && sayCoverStart(month)} />
      <DateField name="coverFrom" label="保障开始的日期" hint="不填就按上面的日期。" optional />
      {!giftId && (
        <ChoiceField
          name="label"
          label="名册种类"
          options={[
            { value: "", label: "一般名册" },
            { value: "addition", label: "增员", hint: "已有名册之后新增的人" },
            { value: "platform_workers", label: "新就业形态", hint: "由联合工会报，不要用人单位的信用代码" },
          ]}
        />
      )}
      <div className="row">
        <Button kind="primary" type="submit" busy={open.busy}>
          下一步：上传名册
        </Button>
      </div>
    </Form>
  );
}

const sayCoverStart = (month: PlainMonth) =>
  `10日前缴齐会费的，保障从${sayFullDay(firstOf(addMonthsTo(month, 1)))}开始。`;

function faults({ organisationId, settlementMonth, coverFrom }: Values) {
  return {
    ...(!organisationId && { organisationId: "请选择单位。" }),
    ...(!parseMonth(settlementMonth) && { settlementMonth: "请填写月份，例如2025-01。" }),
    ...(coverFrom && !parseDate(coverFrom) && { coverFrom: "请填写日期，例如2025-01-01。" }),
  };
}
