export { type Label, labels } from "./labels.ts";
export { isUnion, isUnit, mayStandUnder, OrganisationKind, unionKinds, unitKinds } from "./tree.ts";
export { judgeUscc } from "./uscc.ts";
