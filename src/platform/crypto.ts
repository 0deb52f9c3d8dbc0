import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from "node:crypto";
import { type KeyFile, makeKeyFile, parseKeyFile, readKeyFile, stampOf } from "./keys/key-file.ts";

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
  /** The key that seals now, and whether it is the one that sealed this. */
  readonly keyNumber: () => number;
  readonly isCurrent: (sealed: Buffer) => boolean;
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
    keyNumber: () => keys.current,
    isCurrent: (sealed) => sealed[0] === keys.current,
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

/** How often a program looks whether its keys have changed: a rotation waits for longer before it counts on it. */
export const keysLookedAtMs = 1_000;

/**
 * Keys from TONGZHOU_KEYS (the same JSON) or from `keys.json` in the data folder, made on first start for its owner only. A
 * file that changes while the program runs is read again: within a second for sealing, at once where something is to be
 * opened whose key is not known yet.
 */
export function openVault(dataFolder: string, environment: string | undefined): Vault {
  if (environment) return makeVault(keysOf(parseKeyFile(environment)));
  makeKeyFile(dataFolder);
  let file = readKeyFile(dataFolder);
  let inner = makeVault(keysOf(file.keys));
  const look = () => {
    if (stampOf(dataFolder) === file.stamp) return;
    file = readKeyFile(dataFolder);
    inner = makeVault(keysOf(file.keys));
  };
  const watch = () => {
    try {
      look();
    } catch {
      // A file that cannot be read just now is looked at again; what is known goes on sealing.
    }
  };
  setInterval(watch, keysLookedAtMs).unref();
  const known = (sealed: Buffer): Vault => {
    if (!(String(sealed[0]) in file.keys.sealing)) look();
    return inner;
  };
  return {
    seal: (plain) => inner.seal(plain),
    open: (sealed) => known(sealed).open(sealed),
    sealBytes: (plain) => inner.sealBytes(plain),
    openBytes: (sealed) => known(sealed).openBytes(sealed),
    blindIndex: (value) => inner.blindIndex(value),
    keyNumber: () => inner.keyNumber(),
    isCurrent: (sealed) => inner.isCurrent(sealed),
  };
}

const keysOf = ({ current, sealing, index }: KeyFile): Keys => {
  const secret = (text: string) => createSecretKey(Buffer.from(text, "base64"));
  return {
    current,
    sealing: new Map(Object.entries(sealing).map(([number, text]) => [Number(number), secret(text)])),
    index: secret(index),
  };
};

let opened: Vault | undefined;

/** Set once at start (and in tests), before anything is served. */
export function setVault(vault: Vault): void {
  opened = vault;
}

export function vault(): Vault {
  if (!opened) throw new Error("The vault is opened at start.");
  return opened;
}
