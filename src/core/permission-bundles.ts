/** What everybody who works in the unions sees of enrolment and money. */
export const look = [
  "organisations.read",
  "people.read",
  "enrolment.read",
  "plans.read",
  "funding.read",
  "receipts.read",
  "insight.read",
] as const;

/** What everybody of a city's unions may see of the work with people; relief is seen by those who deal with it. */
export const seeWork = [
  "duties.read",
  "committees.read",
  "directives.read",
  "fieldwork.read",
  "targets.read",
  "bulletins.read",
  "inspections.read",
  "surveys.read",
  "honours.read",
  "questions.read",
  "training.read",
  "publicity.read",
  "care.read",
  "donations.read",
  "budgets.read",
  "reports.read",
  "reports.query",
] as const;

/** What the office of the leading group does beyond looking. */
export const driveWork = [
  "duties.manage",
  "committees.manage",
  "directives.manage",
  "fieldwork.manage",
  "targets.manage",
  "targets.colour",
  "livelihood.manage",
  "bulletins.publish",
  "inspections.manage",
  "inspections.visit",
  "surveys.manage",
  "honours.manage",
  "questions.ask",
  "training.manage",
  "publicity.manage",
  "reports.write",
] as const;

/** What those do who answer people and look after who is in need. */
export const careForPeople = [
  "duties.manage",
  "questions.ask",
  "questions.answer",
  "questions.rule",
  "stations.manage",
  "relief.read",
  "relief.propose",
  "relief.match",
  "care.manage",
  "care.hand_over",
  "donations.manage",
  "people.unmask",
] as const;

/** What a county or industry union does in the work with people. */
export const workAtCounty = [
  ...seeWork,
  "duties.manage",
  "questions.ask",
  "questions.answer",
  "inspections.visit",
  "fieldwork.manage",
  "training.join",
  "honours.submit",
  "relief.read",
  "relief.propose",
  "care.hand_over",
  "budgets.manage",
] as const;

/** What a unit does in the work with people. */
export const workAtUnit = [
  "duties.read",
  "duties.manage",
  "directives.read",
  "targets.read",
  "bulletins.read",
  "inspections.read",
  "surveys.read",
  "honours.read",
  "honours.submit",
  "questions.read",
  "questions.ask",
  "training.read",
  "training.join",
  "publicity.read",
  "care.read",
  "care.hand_over",
  "relief.read",
  "relief.propose",
  "fieldwork.read",
] as const;

/** What a clerk of the city does in the work with people. */
export const workAtCity = [
  ...seeWork,
  "duties.manage",
  "questions.ask",
  "questions.answer",
  "relief.read",
  "relief.propose",
  "care.hand_over",
  "fieldwork.manage",
] as const;

/** What a leader sees and decides of the work with people. */
export const leadWork = [
  ...seeWork,
  "targets.colour",
  "honours.manage",
  "relief.read",
  "relief.decide",
  "donations.decide",
  "questions.rule",
  "publicity.approve",
] as const;

/** What the province does in the work with people. */
export const workAtProvince = [
  ...seeWork,
  "duties.manage",
  "questions.answer",
  "questions.rule",
  "bulletins.publish",
  "relief.read",
  "training.manage",
  "directives.manage",
] as const;
