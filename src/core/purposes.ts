/** Why somebody sees a number in full: chosen from this list, and recorded by its code. */
export const purposes = {
  check_roster: "核对名册",
  contact_person: "联系本人",
  check_payment: "核对来款",
  handle_request: "处理申请",
} as const;

export type Purpose = keyof typeof purposes;
export const purposeCodes = Object.keys(purposes) as [Purpose, ...Purpose[]];

/** For how long the page shows it. */
export const shownSeconds = 30;
