/** ICD-10 categories that only women, or only men, can have: first and last, both included. */
const onlyOf: readonly (readonly ["female" | "male", string, string])[] = [
  ["female", "C51", "C58"],
  ["female", "D06", "D06"],
  ["female", "D25", "D28"],
  ["female", "D39", "D39"],
  ["female", "N70", "N77"],
  ["female", "N80", "N98"],
  ["female", "O00", "O99"],
  ["male", "C60", "C63"],
  ["male", "D29", "D29"],
  ["male", "D40", "D40"],
  ["male", "N40", "N51"],
];

/** Whose diagnosis an ICD-10 code can only be; undefined where it can be anybody's, or is no code. */
export function sexOfDiagnosis(code: string): "female" | "male" | undefined {
  const category = code.slice(0, 3);
  if (!/^[A-Z]\d\d$/.test(category)) return undefined;
  return onlyOf.find(([, from, to]) => from <= category && category <= to)?.[0];
}
