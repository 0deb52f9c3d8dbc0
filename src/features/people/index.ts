export { employPeople } from "./commands/employ.ts";
export { normalNumber } from "./rules/identity-number.ts";
export { addPeople, type KnownPerson, type NewPerson, peopleByNumbers, recordsOf } from "./store.ts";
