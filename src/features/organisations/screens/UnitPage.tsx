import { useState } from "react";
import type { z } from "zod";
import { useGet } from "#ui/api.ts";
import { Button } from "#ui/Button.tsx";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Loaded, PageBones } from "#ui/States.tsx";
import { sayCount } from "#ui/say.ts";
import { DateText } from "#ui/Text.tsx";
import type { OrganisationPage } from "../contract.ts";
import { categoryName, kindNames, labelTexts, noUsccReasonNames, usccFindingNames } from "../text.ts";
import { ChangeCategory, ChangeLabel, MoveUnit } from "./ChangeUnit.tsx";

type Unit = z.output<typeof OrganisationPage>;

/** One unit: what it is on the left, how it came to be so on the right. */
export function UnitPage() {
  const id = useParam("unitId");
  const unit = useGet<Unit>(`/api/organisations/${id}`);
  return (
    <Loaded from={unit} bones={<PageBones />}>
      {(shown) => <UnitView unit={shown} />}
    </Loaded>
  );
}

type Asking = "move" | "category" | "label" | undefined;

function UnitView({ unit }: { unit: Unit }) {
  const [asking, setAsking] = useState<Asking>();
  const mayChange = unit.allowed.includes("organisations.move") && unit.state === "registered";
  const close = () => setAsking(undefined);
  return (
    <Page>
      <PageTitle
        title={unit.state === "closed" ? `${unit.name}（已注销）` : unit.name}
        subtitle={`${kindNames[unit.kind]}，编号${unit.code}，由${unit.unionName}负责`}
        crumb={unit.name}
      >
        {mayChange && (
          <>
            <Button onClick={() => setAsking("category")}>改补助类别</Button>
            <Button onClick={() => setAsking("label")}>贴标签</Button>
            <Button onClick={() => setAsking("move")}>调整隶属</Button>
          </>
        )}
      </PageTitle>
      <div className="columns">
        <Surface title="登记信息">
          <Profile unit={unit} />
        </Surface>
        <Surface title="经过">
          <Course happenings={happenings(unit)} />
        </Surface>
      </div>
      {asking === "move" && <MoveUnit unit={unit} close={close} />}
      {asking === "category" && <ChangeCategory unit={unit} close={close} />}
      {asking === "label" && <ChangeLabel unit={unit} close={close} />}
    </Page>
  );
}

function Profile({ unit }: { unit: Unit }) {
  const mayReveal = unit.allowed.includes("people.unmask");
  const reveal = (field: string) => (mayReveal ? `/api/organisations/${unit.id}/unmask/${field}` : undefined);
  const labels = unit.labels.filter((label) => label.until === null);
  return (
    <Facts
      rows={[
        ["上级", unit.parentName ?? "–"],
        ["补助类别", categoryName(unit.category) || "还没有定"],
        ["标签", labels.length > 0 ? labels.map(sayLabel).join("、") : "没有"],
        ["统一社会信用代码", <Uscc key="uscc" unit={unit} />],
        ["行业", unit.sector ?? "–"],
        ["职工人数", unit.staff === null ? "–" : `${sayCount(unit.staff)}人`],
        ["会费由谁交", unit.payer === "unit" ? "单位" : "职工个人"],
        ["缴费户名", unit.accountName ?? "–"],
        ["缴费账号", <MaskedText key="account" masked={unit.accountNo} reveal={reveal("account")} />],
        ["联系人", unit.contact ?? "–"],
        ["联系人手机", <MaskedText key="phone" masked={unit.phone} reveal={reveal("phone")} />],
        ["下属单位", unit.children > 0 ? <Below key="below" unit={unit} /> : "没有"],
      ]}
    />
  );
}

const sayLabel = ({ label, value }: { label: string; value: string }): string => {
  const text = labelTexts[label as keyof typeof labelTexts];
  return text ? `${text.name}：${text.values[value] ?? value}` : value;
};

function Uscc({ unit }: { unit: Unit }) {
  if (!unit.uscc)
    return <>没有（{noUsccReasonNames[unit.noUsccReason as keyof typeof noUsccReasonNames] ?? "未说明"}）</>;
  return (
    <>
      {unit.uscc}
      {unit.usccFinding && !unit.usccConfirmed && (
        <div className="secondary wait">{usccFindingNames[unit.usccFinding]}</div>
      )}
      {unit.usccFinding && unit.usccConfirmed && (
        <div className="secondary">校验位不对，单位已核对无误。</div>
      )}
    </>
  );
}

const Below = ({ unit }: { unit: Unit }) => (
  <Link to={`/units?unionId=${unit.id}`}>{sayCount(unit.children)}家</Link>
);

function happenings(unit: Unit) {
  const moves = unit.moves.map((move, place) => ({
    day: move.from ?? "",
    key: `move${place}`,
    when: move.from ? <DateText day={move.from} /> : "登记时",
    what: `归${move.parentName}${move.reason === "registered" ? "" : `（${move.reason}）`}`,
  }));
  const categories = unit.categories.map((each, place) => ({
    day: each.from ?? "",
    key: `category${place}`,
    when: each.from ? <DateText day={each.from} /> : "登记时",
    what: `补助类别：${categoryName(each.category)}`,
  }));
  const labels = unit.labels.map((label, place) => ({
    day: label.from ?? "",
    key: `label${place}`,
    when: label.from ? <DateText day={label.from} /> : "登记时",
    what: label.until ? `${sayLabel(label)}，到${label.until}为止` : sayLabel(label),
  }));
  return [...moves, ...categories, ...labels].sort((a, b) => (a.day < b.day ? 1 : -1));
}
