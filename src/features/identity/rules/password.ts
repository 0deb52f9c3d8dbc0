export type PasswordFault = "too_short" | "too_few_kinds" | "holds_login" | "too_long";

/** ☆ At least 8 characters of 3 kinds (large, small, digit, sign), not the login itself. All faults at once. */
export function passwordFaults(password: string, login: string): PasswordFault[] {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const faults: PasswordFault[] = [];
  if ([...password].length < 8) faults.push("too_short");
  if (password.length > 200) faults.push("too_long");
  if (kinds < 3) faults.push("too_few_kinds");
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) faults.push("holds_login");
  return faults;
}
