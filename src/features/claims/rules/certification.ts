/**
 * What the unit says of the claimant's employment on the day of the event. `silent`: it said nothing in time and the city
 * looks for itself; `not_needed`: nobody is asked (an automatic claim, a unit that is closed).
 */
export const certifications = ["employed", "not_employed", "silent", "not_needed"] as const;
export type Certification = (typeof certifications)[number];
