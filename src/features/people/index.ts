export { employPeople } from "./commands/employ.ts";
export { addUnknown, welcomeKnown } from "./commands/enrol-people.ts";
export { proposeMerge } from "./commands/merge.ts";
export { hasNamePart, peopleList } from "./queries/search.ts";
export { normalNumber } from "./rules/identity-number.ts";
export { namePart } from "./rules/name-part.ts";
export { addPeople, type KnownPerson, type NewPerson, peopleByNumbers, recordsOf } from "./store.ts";
