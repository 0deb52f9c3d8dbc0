import type { PlainDate } from "#core/dates.ts";
import { Refusal } from "#core/refusal.ts";
import { isUnion, mayStandUnder, type OrganisationKind } from "./tree.ts";

/** An organisation as it is entered: by hand, by an approved registration, or from a city's list. */
export type NewOrganisation = {
  readonly code: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly parentCode: string | undefined;
  readonly regionCode?: string | undefined;
  readonly sector?: string | undefined;
  /** Decides who pays which share: municipal, county, or a word of the city's own. */
  readonly category?: string | undefined;
  readonly uscc?: string | undefined;
  readonly noUsccReason?: string | undefined;
  readonly staff?: number | undefined;
  readonly payer?: "unit" | "member" | undefined;
  readonly accountName?: string | undefined;
  readonly accountNo?: string | undefined;
  readonly contact?: string | undefined;
  readonly phone?: string | undefined;
  readonly openedOn: PlainDate;
};

/** What is known of a parent: one that stands already, or another of the same list. */
export type KnownParent = { readonly id: string; readonly kind: OrganisationKind; readonly unionId: string };

export type Placed = NewOrganisation & {
  readonly id: string;
  readonly parentId: string | undefined;
  readonly unionId: string;
};

/**
 * Gives each organisation of a list its id, its parent and the union that answers for it. Order does not matter.
 * Refuses: organisation_code_twice, parent_unknown, parent_kind_wrong, organisation_circle.
 */
export function placeOrganisations(
  rows: readonly NewOrganisation[],
  standing: ReadonlyMap<string, KnownParent>,
  newId: () => string,
): Placed[] {
  const listed = new Map(rows.map((row) => [row.code, row]));
  if (listed.size < rows.length) {
    const twice = rows.find((row, place) => rows.findIndex((other) => other.code === row.code) < place);
    throw new Refusal("invalid", "organisation_code_twice", { code: twice?.code ?? "" });
  }
  const placed = new Map<string, Placed>();
  const open = new Set<string>();
  const place = (row: NewOrganisation): Placed => {
    const done = placed.get(row.code);
    if (done) return done;
    if (open.has(row.code)) throw new Refusal("invalid", "organisation_circle", { code: row.code });
    open.add(row.code);
    const parent = row.parentCode === undefined ? undefined : parentOf(row, row.parentCode);
    if (parent && !mayStandUnder(row.kind, parent.kind)) {
      throw new Refusal("invalid", "parent_kind_wrong", { code: row.code, parent: row.parentCode ?? "" });
    }
    const id = newId();
    const unionId = isUnion(row.kind) || !parent ? id : parent.unionId;
    const answer = { ...row, id, parentId: parent?.id, unionId };
    placed.set(row.code, answer);
    return answer;
  };
  const parentOf = (row: NewOrganisation, code: string): KnownParent => {
    const sibling = listed.get(code);
    const parent = sibling ? place(sibling) : standing.get(code);
    if (!parent) throw new Refusal("invalid", "parent_unknown", { code: row.code, parent: code });
    return parent;
  };
  return rows.map(place);
}
