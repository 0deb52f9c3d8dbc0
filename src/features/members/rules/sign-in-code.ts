/** ☆ Limits of signing in by a code, after common practice of Chinese services and of the gateways that send it. */
export const codeMinutes = 5;
export const triesPerCode = 5;
export const pauseSeconds = 60;
export const codesPerHour = 5;
export const codesPerDay = 10;
export const codesPerAddressAndHour = 30;
export const idleDays = 30;
export const sessionDays = 180;
export const wrongBindingsPerDay = 5;

/** What was asked before, by this number and from this address. */
export type Asked = {
  readonly lastMs: number | undefined;
  readonly inHour: number;
  readonly inDay: number;
  readonly fromAddressInHour: number;
};

/** Why no code is sent now, with the seconds until it may be tried again; undefined where one may. The same for every number. */
export function askFault(
  asked: Asked,
  nowMs: number,
): { readonly code: "code_just_sent" | "codes_too_many"; readonly seconds: number } | undefined {
  const since = asked.lastMs === undefined ? pauseSeconds : (nowMs - asked.lastMs) / 1000;
  if (since < pauseSeconds) return { code: "code_just_sent", seconds: Math.ceil(pauseSeconds - since) };
  if (asked.inDay >= codesPerDay) return { code: "codes_too_many", seconds: 24 * 3600 };
  if (asked.inHour >= codesPerHour || asked.fromAddressInHour >= codesPerAddressAndHour)
    return { code: "codes_too_many", seconds: 3600 };
  return undefined;
}

export type SentCode = {
  readonly expiresMs: number;
  readonly tries: number;
  readonly isUsed: boolean;
  readonly isRight: boolean;
};

/** Whether a code opens. One that is wrong, old, used, tried too often or never sent reads the same. */
export const opens = (code: SentCode | undefined, nowMs: number): boolean =>
  code !== undefined && !code.isUsed && code.isRight && code.tries < triesPerCode && nowMs < code.expiresMs;
