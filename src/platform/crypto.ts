import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomFillSync,
} from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Personal data at rest: AES-256-GCM, and a keyed index (HMAC-SHA-256) to find equal values without reading them.
 * A bare hash would not do: identity numbers can be enumerated. Keys are `KeyObject`s, which node signs with
 * ten times faster than with buffers.
 */
export type Vault = {
  /** Sealed text: 1 byte key number, 12 bytes nonce, 16 bytes tag, then the cipher text. */
  readonly seal: (plain: string) => Buffer;
  readonly open: (sealed: Buffer) => string;
  /** The same for a file or a part of one. */
  readonly sealBytes: (plain: Buffer) => Buffer;
  readonly openBytes: (sealed: Buffer) => Buffer;
  readonly blindIndex: (value: string) => Buffer;
};

type Keys = {
  readonly current: number;
  readonly sealing: ReadonlyMap<number, KeyObject>;
  readonly index: KeyObject;
};

export function makeVault(keys: Keys): Vault {
  const sealing = keyOf(keys, keys.current);
  const seal = (plain: string | Buffer) => {
    const nonce = nextNonce();
    const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
    const body = typeof plain === "string" ? cipher.update(plain, "utf8") : cipher.update(plain);
    cipher.final();
    return Buffer.concat([Buffer.of(keys.current), nonce, cipher.getAuthTag(), body]);
  };
  const open = (sealed: Buffer) => {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(keys, sealed[0] ?? 0), sealed.subarray(1, 13));
    decipher.setAuthTag(sealed.subarray(13, 29));
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
  };
  return {
    seal,
    open: (sealed) => open(sealed).toString("utf8"),
    sealBytes: seal,
    openBytes: open,
    blindIndex: (value) => createHmac("sha256", keys.index).update(value, "utf8").digest().subarray(0, 16),
  };
}

const nonceBytes = 12;
const nonces = Buffer.alloc(nonceBytes * 1024);
let nonceAt = nonces.length;

/** Random, and drawn a thousand at a time: asking for twelve bytes costs more than all of the sealing. */
function nextNonce(): Buffer {
  if (nonceAt === nonces.length) {
    randomFillSync(nonces);
    nonceAt = 0;
  }
  nonceAt += nonceBytes;
  return nonces.subarray(nonceAt - nonceBytes, nonceAt);
}

function keyOf(keys: Keys, number: number): KeyObject {
  const key = keys.sealing.get(number);
  if (!key) throw new Error(`No data key number ${number}.`);
  return key;
}

type KeyFile = { current: number; sealing: Record<string, string>; index: string };

/** Keys from TONGZHOU_KEYS (the same JSON) or from `keys.json` in the data folder, made on first start for its owner only. */
export function openVault(dataFolder: string, environment: string | undefined): Vault {
  const path = join(dataFolder, "keys.json");
  if (!environment && !existsSync(path)) {
    const fresh: KeyFile = {
      current: 1,
      sealing: { 1: randomBytes(32).toString("base64") },
      index: randomBytes(32).toString("base64"),
    };
    mkdirSync(dirname(path), { recursive: true });
    try {
      writeFileSync(path, JSON.stringify(fresh), { mode: 0o600, flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // another start made them first
    }
  }
  if (!environment) chmodSync(path, 0o600);
  const file = JSON.parse(environment ?? readFileSync(path, "utf8")) as KeyFile;
  const secret = (text: string) => createSecretKey(Buffer.from(text, "base64"));
  return makeVault({
    current: file.current,
    sealing: new Map(Object.entries(file.sealing).map(([number, text]) => [Number(number), secret(text)])),
    index: secret(file.index),
  });
}

let opened: Vault | undefined;

/** Set once at start (and in tests), before anything is served. */
export function setVault(vault: Vault): void {
  opened = vault;
}

export function vault(): Vault {
  if (!opened) throw new Error("The vault is opened at start.");
  return opened;
}
