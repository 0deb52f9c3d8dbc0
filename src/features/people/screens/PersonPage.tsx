import { useState } from "react";
import type { z } from "zod";
import { useAction, useGet, useListing } from "#ui/api.ts";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DateField } from "#ui/forms/dates.tsx";
import { Form, useForm } from "#ui/forms/form.tsx";
import { MaskedText } from "#ui/MaskedText.tsx";
import { Course, Facts, Page, PageTitle, Surface } from "#ui/page.tsx";
import { Link, useParam } from "#ui/router.tsx";
import { Empty, Loaded, Note, PageBones } from "#ui/States.tsx";
import { useMay } from "#ui/session.tsx";
import { DateText, StatusTag } from "#ui/Text.tsx";
import { toast } from "#ui/Toast.tsx";
import type { Column } from "#ui/table/columns.ts";
import { DataTable } from "#ui/table/DataTable.tsx";
import { ArchiveBirthDateRequest, type PersonPage as Contract } from "../contract.ts";
import { identifierNames, sexNames } from "../text.ts";
import { ProposeMerge } from "./ProposeMerge.tsx";

type Person = z.output<typeof Contract>;

/** One person: who they are left, where they worked right. */
export function PersonPage() {
  const id = useParam("personId");
  const person = useGet<Person>(`/api/people/${id}`);
  return (
    <Loaded from={person} bones={<PageBones />}>
      {(shown) => <PersonView person={shown} />}
    </Loaded>
  );
}

function PersonView({ person }: { person: Person }) {
  const [asking, setAsking] = useState<"merge" | "birth">();
  const may = useMay();
  const isMerged = person.mergedInto !== null;
  const close = () => setAsking(undefined);
  return (
    <Page>
      <PageTitle
        title={person.name}
        subtitle={`${person.organisationName}，${person.unionName}`}
        crumb={person.name}
      >
        {!isMerged && may("relief.read") && (
          <ButtonLink to={`/relief/people/${person.id}`}>帮助记录</ButtonLink>
        )}
        {!isMerged && may("publicity.manage") && (
          <ButtonLink to={`/stories?person=${person.id}`}>写成故事</ButtonLink>
        )}
        {!isMerged && may("enrolment.review") && (
          <Button onClick={() => setAsking("birth")}>登记档案出生日期</Button>
        )}
        {!isMerged && person.allowed.includes("people.merge") && (
          <Button onClick={() => setAsking("merge")}>与另一条记录合并</Button>
        )}
      </PageTitle>
      {person.mergedInto && (
        <Note tone="wait" title="这条记录已并入另一条记录">
          <Link to={`/people/${person.mergedInto}`}>打开合并后的记录</Link>
        </Note>
      )}
      <div className="columns">
        <Surface title="本人">
          <Self person={person} />
        </Surface>
        <Surface title="经过">
          <Course happenings={happenings(person)} />
        </Surface>
      </div>
      {may("enrolment.read") && <Covers personId={person.id} />}
      {asking === "merge" && <ProposeMerge person={person} close={close} />}
      {asking === "birth" && <ArchiveBirthDate person={person} close={close} />}
    </Page>
  );
}

function Self({ person }: { person: Person }) {
  const reveal = (field: string) =>
    person.allowed.includes("people.unmask") ? `/api/people/${person.id}/unmask/${field}` : undefined;
  return (
    <Facts
      rows={[
        ...person.identifiers.map(
          (each) =>
            [
              identifierNames[each.kind] ?? "证件",
              <MaskedText key={each.number} masked={each.number} reveal={reveal("number")} />,
            ] as const,
        ),
        ["性别", person.sex ? sexNames[person.sex] : "–"],
        ["出生日期", <DateText key="born" day={person.bornOn} />],
        [
          "档案出生日期",
          person.archiveBornOn ? <DateText key="archive" day={person.archiveBornOn} /> : "没有登记",
        ],
        ["手机", <MaskedText key="phone" masked={person.phone} reveal={reveal("phone")} />],
        ["银行卡", <MaskedText key="card" masked={person.card} reveal={reveal("card")} />],
        [
          "单位",
          <Link key="unit" to={`/units/${person.organisationId}`}>
            {person.organisationName}
          </Link>,
        ],
      ]}
    />
  );
}

/** What `/api/covers`, of a later feature, says of a person's covers; in words, so that nothing is decided here. */
type Cover = {
  readonly id: string;
  readonly organisationName: string;
  readonly stateName: string;
  readonly tone: "good" | "wait" | "plain";
  readonly from: string;
  readonly through: string;
  readonly why: string;
};

function Covers({ personId }: { personId: string }) {
  const covers = useListing<Cover>("/api/covers", { personId });
  return (
    <Surface title="保障" flush>
      <DataTable
        label="保障"
        unit="份"
        from={covers}
        columns={coverColumns}
        rowKey={(cover) => cover.id}
        empty={<Empty title="还没有参加">名册确认以后，保障列在这里。</Empty>}
      />
    </Surface>
  );
}

const coverColumns: readonly Column<Cover>[] = [
  { key: "unit", title: "单位", cell: (cover) => cover.organisationName, phone: "title" },
  {
    key: "state",
    title: "情况",
    width: 112,
    phone: "state",
    cell: (cover) => <StatusTag tone={cover.tone}>{cover.stateName}</StatusTag>,
  },
  { key: "from", title: "保障开始", width: 116, tight: true, cell: (cover) => <DateText day={cover.from} /> },
  {
    key: "through",
    title: "保障到",
    width: 116,
    tight: true,
    cell: (cover) => <DateText day={cover.through} />,
  },
  { key: "why", title: "说明", phone: "second", cell: (cover) => cover.why || "–" },
];

function happenings(person: Person) {
  const now = {
    key: "now",
    when: person.employedFrom ? <DateText day={person.employedFrom} /> : "首次参加",
    what: `在${person.organisationName}`,
  };
  const before = person.employers.map((employer, place) => ({
    key: `before${place}`,
    when: employer.from ? <DateText day={employer.from} /> : "更早",
    what: `在${employer.name}${employer.until ? `，到${employer.until}为止` : ""}`,
  }));
  const merged = person.merged.map((record) => ({
    key: record.id,
    when: "合并",
    what: <Link to={`/people/${record.id}`}>并入了另一条记录：{record.name}</Link>,
  }));
  return [now, ...before, ...merged];
}

function ArchiveBirthDate({ person, close }: { person: Person; close: () => void }) {
  const form = useForm({
    initial: { bornOn: person.archiveBornOn ?? "", expectedVersion: person.version },
    schema: ArchiveBirthDateRequest,
  });
  const set = useAction("PUT", `/api/people/${person.id}/archive-birth-date`, {
    onDone: () => {
      toast("档案出生日期已登记");
      close();
    },
  });
  return (
    <Dialog title={`登记${person.name}的档案出生日期`} onClose={close}>
      <Form form={form} problem={set.problem} onSubmit={() => set.run(form.values)}>
        <DateField name="bornOn" label="档案出生日期" hint="以组织人事部门的档案认定为准，原出生日期保留。" />
        <div className="row">
          <Button kind="primary" type="submit" busy={set.busy}>
            登记
          </Button>
          <Button onClick={close}>再看看</Button>
        </div>
      </Form>
    </Dialog>
  );
}
