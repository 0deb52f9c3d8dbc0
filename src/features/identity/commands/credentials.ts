import { createHash, randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { generateSecret, generateSync, generateURI, verifySync } from "otplib";

export const hashPassword = (password: string): Promise<string> => hash(password);

/** A password nobody has: checked where a login is unknown, so that both answers take the same time. */
const nobodys = hash(randomBytes(24).toString("base64"));

export const isPassword = async (stored: string | null, password: string): Promise<boolean> => {
  const right = await verify(stored ?? (await nobodys), password);
  return right && stored !== null;
};

/** A new token for its owner, and what the database keeps of it. */
export function newToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

/** The token has 256 random bits: a plain hash hides it well enough and is quick on every request. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

export const newTotpSecret = (): string => generateSecret();

export const totpAddress = (secret: string, login: string): string =>
  generateURI({ issuer: "同舟", label: login, secret });

export const totpCode = (secret: string, nowMs: number): string =>
  generateSync({ secret, epoch: Math.floor(nowMs / 1000) });

/** The step a code belongs to (one step early or late is fine), or undefined for a wrong or used one. */
export function totpStep(
  secret: string,
  code: string,
  nowMs: number,
  usedStep: number | undefined,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(nowMs / 1000);
  const found = verifySync({ secret, token: code, epoch, epochTolerance: 30 });
  if (!found.valid || !("timeStep" in found)) return undefined;
  return usedStep !== undefined && found.timeStep <= usedStep ? undefined : found.timeStep;
}
