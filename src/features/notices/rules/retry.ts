/** ☆ Pauses before the next try, in seconds: a gateway's hiccup, its bad hour, its bad day. */
const pauses = [60, 300, 1_800, 7_200, 21_600] as const;

/** Seconds until a delivery that failed is tried again after so many tries; undefined where it has failed for good. */
export const pauseAfter = (tries: number): number | undefined => pauses[tries - 1];

/** While one program sends, no other takes the same message; a program that died lets go after so long. */
export const leaseSeconds = 120;
