import type { TableRule } from "./table-rule.ts";

/** The tables of the work with people: what is owed, asked, aimed at. */
export const workTables: Readonly<Record<string, TableRule>> = {
  // duties: a part of the tree sees what its organisations owe, an account what it owes itself
  duty: {
    kind: "distributed",
    wall: {
      using: "organisation_id in {parts} or account_id::text = {actor}",
      check: "organisation_id in {parts} or account_id::text = {actor}",
    },
  },
  duty_event: { kind: "distributed", wall: "organisation", appendOnly: true },

  // questions: an asker sees theirs, a part of the tree those of its units; answers for everybody are for everybody
  station: {
    kind: "distributed",
    wall: "organisation",
    personal: "organisation_id = any((select own_units())::uuid[])",
  },
  station_shift: { kind: "distributed", wall: "organisation" },
  question: { kind: "distributed", wall: "organisation", personal: "person_id", personalWrites: true },
  question_entry: { kind: "distributed", wall: "organisation", personal: "person_id" },
  question_word: { kind: "distributed", wall: "organisation" },
  faq_entry: { kind: "distributed", wall: "shared" },
  faq_word: { kind: "distributed", wall: "shared" },

  // targets: a part of the tree sees how far it is; what was computed is only added to
  target: { kind: "distributed", wall: "organisation" },
  target_group: { kind: "distributed", wall: "shared" },
  colour_rule: { kind: "distributed", wall: "shared", appendOnly: true },
  colour_mark: { kind: "distributed", wall: "organisation" },
  standing: { kind: "distributed", wall: "organisation", appendOnly: true },
  colour_change: { kind: "distributed", wall: "organisation", appendOnly: true },

  // workfund: a unit sees what it is given
  work_grant: { kind: "distributed", wall: "organisation" },

  // reports: what is entered is for all of the city
  external_fact: { kind: "distributed", wall: "shared", appendOnly: true },

  // relief: a unit sees grants to its people; budgets and who stands on hardship lists are the city's
  relief_budget: { kind: "distributed", wall: "city" },
  relief_grant: { kind: "distributed", wall: "organisation" },
  relief_opinion: { kind: "distributed", wall: "organisation", appendOnly: true },
  relief_objection: { kind: "distributed", wall: "organisation" },
  hardship_list: { kind: "distributed", wall: "city", appendOnly: true },
  hardship_mark: { kind: "distributed", wall: "city", changes: ["person_id"] },

  // publicity: materials and activities by place; the words of stories are for everybody, whom they are about is not
  publicity_material: { kind: "distributed", wall: "shared" },
  material_stock: { kind: "distributed", wall: "organisation" },
  material_move: { kind: "distributed", wall: "organisation", appendOnly: true },
  story: { kind: "distributed", wall: "shared" },
  story_person: { kind: "distributed", wall: "organisation" },
  ambassador: { kind: "distributed", wall: "organisation" },
  publicity_activity: {
    kind: "distributed",
    wall: {
      using:
        "{part} is not null and (organisation_id in {parts} or exists (select from activity_reach as own where own.city_id = publicity_activity.city_id and own.activity_id = publicity_activity.id))",
      check: "organisation_id in {parts}",
    },
    appendOnly: true,
  },
  activity_reach: { kind: "distributed", wall: "organisation", appendOnly: true },
  media_item: { kind: "distributed", wall: "shared", appendOnly: true },

  // committees: who sits where and what was met about is for the city's unions; a decision is seen by who owes it
  committee: { kind: "distributed", wall: "shared" },
  committee_seat: { kind: "distributed", wall: "shared" },
  committee_meeting: { kind: "distributed", wall: "shared", appendOnly: true },
  meeting_decision: { kind: "distributed", wall: "organisation", appendOnly: true },

  // directives: texts are for all unions of the city; what is owed and confirmed by part
  directive: { kind: "distributed", wall: "shared" },
  directive_task: { kind: "distributed", wall: "organisation", appendOnly: true },
  directive_receipt: { kind: "distributed", wall: "organisation" },

  // fieldwork: an area is seen by whose staff it is; visits, promises and foundings by part
  field_area: { kind: "distributed", wall: "organisation" },
  field_area_unit: { kind: "distributed", wall: "organisation" },
  field_visit: { kind: "distributed", wall: "organisation", appendOnly: true },
  visit_promise: { kind: "distributed", wall: "organisation", appendOnly: true },
  founding: { kind: "distributed", wall: "organisation", appendOnly: true },

  // surveys: by part of the tree; slips name nobody
  survey: { kind: "distributed", wall: "organisation" },
  survey_slip: { kind: "distributed", wall: "organisation", appendOnly: true },

  // training: courses are for all unions of the city; who sits there is seen by whose people they are
  course: { kind: "distributed", wall: "shared" },
  course_seat: { kind: "distributed", wall: "organisation" },

  // inspections: by part of the tree; how units were drawn is the city's
  inspection_template: { kind: "distributed", wall: "shared", appendOnly: true },
  inspection_round: { kind: "distributed", wall: "city", appendOnly: true },
  inspection: { kind: "distributed", wall: "organisation" },
  inspection_photo: { kind: "distributed", wall: "organisation", appendOnly: true },
  finding: { kind: "distributed", wall: "organisation" },
  mystery_call: { kind: "distributed", wall: "organisation", appendOnly: true },

  // bulletins: for all unions of the city, only added to; a unit reads its own lines
  bulletin: { kind: "distributed", wall: "shared", appendOnly: true },
  bulletin_line: { kind: "distributed", wall: "organisation", appendOnly: true },
  // donations: donors, fiscal money and what it is granted for are the city's
  donation: { kind: "distributed", wall: "city" },
  fiscal_grant: { kind: "distributed", wall: "city" },
  donation_arrival: { kind: "distributed", wall: "city" },
  fund_grant: { kind: "distributed", wall: "city" },
  fund_grant_part: { kind: "distributed", wall: "city", appendOnly: true },
  donation_report: { kind: "distributed", wall: "city", appendOnly: true },

  // care: packs and events are for all unions of the city, what they cost is the city's; stock and people by part
  care_pack: { kind: "distributed", wall: "shared" },
  care_purchase: { kind: "distributed", wall: "city", appendOnly: true },
  pack_stock: { kind: "distributed", wall: "organisation" },
  pack_move: { kind: "distributed", wall: "organisation", appendOnly: true },
  pack_recipient: { kind: "distributed", wall: "organisation" },
  pack_handing: { kind: "distributed", wall: "organisation", appendOnly: true },
  care_event: { kind: "distributed", wall: "shared" },
  care_event_cost: { kind: "distributed", wall: "city", appendOnly: true },
  care_event_seat: { kind: "distributed", wall: "organisation", personal: "person_id" },

  // budgets: a union sees its own
  subsidy_budget: { kind: "distributed", wall: "organisation", appendOnly: true },
  // honours: what is published or on notice is for all unions of the city; sheets by part, objections by who made them
  innovation_case: {
    kind: "distributed",
    wall: {
      using: "{part} is not null and (state = 'published' or organisation_id in {parts})",
      check: "organisation_id in {parts}",
    },
  },
  case_adoption: { kind: "distributed", wall: "shared", appendOnly: true },
  site_visit: {
    kind: "distributed",
    wall: {
      using:
        "{part} is not null and (organisation_id in {parts} or exists (select from site_visit_guest as own where own.city_id = site_visit.city_id and own.visit_id = site_visit.id))",
      check: "organisation_id in {parts}",
    },
    appendOnly: true,
  },
  site_visit_guest: { kind: "distributed", wall: "organisation", appendOnly: true },
  score_rule: { kind: "distributed", wall: "shared", appendOnly: true },
  score_sheet: { kind: "distributed", wall: "organisation", appendOnly: true },
  incentive: { kind: "distributed", wall: "organisation", appendOnly: true },
  model_unit: { kind: "distributed", wall: "shared" },
  model_objection: {
    kind: "distributed",
    wall: { using: "by_id = {actor}", check: "by_id = {actor}" },
  },
  commendation: {
    kind: "distributed",
    wall: {
      using: "{part} is not null and (is_public or organisation_id in {parts})",
      check: "organisation_id in {parts}",
    },
    appendOnly: true,
  },

  // livelihood: what was promised is for all of the city
  livelihood_item: { kind: "distributed", wall: "shared", appendOnly: true },
  livelihood_report: { kind: "distributed", wall: "shared", appendOnly: true },
};
