import ssh2, { BaseAgent, createAgent, type ParsedKey } from 'ssh2';
import { LabError, Reason, wordsOf } from '../../../shared/errors.ts';
import { texts, type Words } from '../../../shared/texts/text.ts';
import { readLocalFile } from '../../gates/local-file.ts';
import { within } from '../../gates/wait.ts';
import { answerOrNone } from './answer.ts';
import { Encrypted, fromPkcs8, isPkcs8 } from './pkcs8.ts';
import type { Prompts } from './prompts.ts';

const { utils } = ssh2; // Node does not see this name in the CommonJS module

/** A key on offer: its public half is shown first, and only if the node would take it is the private half needed. */
export interface Identity {
  label: Words;
  agent: BaseAgent;
}

type Sign = (data: Buffer, hash: string | undefined) => Promise<Buffer>;

/** ssh2 asks an 'agent' for its keys and for signatures; one with a single key lets us decide what is offered, and when. */
class OneKey extends BaseAgent<ParsedKey> {
  readonly #key: ParsedKey;
  readonly #sign: Sign;

  constructor(key: ParsedKey, sign: Sign) {
    super();
    this.#key = key;
    this.#sign = sign;
  }

  override getIdentities(callback: (error: Error | undefined, keys?: ParsedKey[]) => void): void {
    callback(undefined, [this.#key]);
  }

  override sign(_key: ParsedKey, data: Buffer, ...rest: unknown[]): void {
    const callback = rest.at(-1) as (error: Error | undefined, signature?: Buffer) => void;
    const options = rest.length > 1 ? (rest[0] as { hash?: string }) : {};
    this.#sign(data, options.hash).then(
      (signature) => callback(undefined, signature),
      (error: Error) => callback(error),
    );
  }
}

export interface AgentKey extends Identity {
  publicKey: Buffer;
}

/** Listing keys asks nobody anything. */
const agentMs = 5000;

/** The keys that the person's ssh-agent holds; none when there is no agent. Throws where it does not answer. */
export async function agentKeys(socket: string | undefined, node: string): Promise<AgentKey[]> {
  if (!socket) return [];
  const agent = createAgent(socket);
  const asked = { what: texts.remote.theAgentAt({ socket }), ms: agentMs, node };
  const keys = await within(
    asked,
    () =>
      new Promise<unknown[]>((resolve) => {
        agent.getIdentities((error, found) => resolve(error ? [] : (found ?? [])));
      }),
  );
  return (keys as ParsedKey[]).map((key) => {
    const sign: Sign = (data, hash) =>
      new Promise((resolve, reject) => {
        agent.sign(key, data, hash ? { hash: hash as 'sha256' } : {}, (error, signature) =>
          error || !signature ? reject(error ?? new Reason(texts.remote.agentDidNotSign)) : resolve(signature),
        );
      });
    return {
      label: texts.remote.agentKey({ name: key.comment || key.type }),
      agent: new OneKey(key, sign),
      publicKey: key.getPublicSSH(),
    };
  });
}

export interface KeyFile {
  label: Words;
  publicKey: Buffer;
  /** Absent where only the public half is there: an agent may hold the other. */
  agent?: BaseAgent;
}

/** Keys are small; the largest RSA key has some 13 KB. */
const mostBytes = 256 * 1024;

/** The file, `undefined` when there is none, or why it cannot be read. */
async function read(file: string, what: Words): Promise<Buffer | Error | undefined> {
  return readLocalFile(file, { what }, { most: mostBytes }).catch((error: Error) =>
    error instanceof LabError ? new Reason(error.words.message) : error,
  );
}

/** A key in any of the forms that ssh-keygen and openssl write. */
function parsed(text: Buffer, passphrase?: string): ParsedKey | Error {
  return isPkcs8(text) ? fromPkcs8(text, passphrase) : first(utils.parseKey(text, passphrase));
}

/** The private key of a file that asks nobody anything; undefined where it has none. */
export async function plainKey(file: string): Promise<ParsedKey | undefined | 'absent'> {
  const text = await read(file, texts.remote.identityFile);
  if (!text) return 'absent';
  const key = text instanceof Error ? text : parsed(text);
  return !(key instanceof Error) && key.isPrivateKey() ? key : undefined;
}

/**
 * A key file; undefined when there is none. The passphrase of an encrypted one is asked for only when the node has
 * said that it would take the key, as ssh does.
 */
export async function keyFile(file: string, node: string, prompts: Prompts): Promise<KeyFile | Error | undefined> {
  const label = texts.remote.key({ file });
  const text = await read(file, texts.remote.identityFile);
  if (text instanceof Error) return text;
  if (!text) {
    const half = await publicHalf(Buffer.alloc(0), file);
    return half && { label, publicKey: half.getPublicSSH() };
  }
  const plain = parsed(text);
  if (!(plain instanceof Error)) {
    if (!plain.isPrivateKey()) return { label, publicKey: plain.getPublicSSH() };
    return {
      label,
      agent: new OneKey(plain, async (data, hash) => plain.sign(data, hash)),
      publicKey: plain.getPublicSSH(),
    };
  }
  // ssh2 says it in these words alone.
  if (!(plain instanceof Encrypted) && !/encrypted/i.test(plain.message))
    return new Reason(texts.remote.notSupported({ why: wordsOf(plain), file }));
  const open = () => unlock(text, { node, file }, prompts);
  const shown = (await publicHalf(text, file)) ?? (await open());
  if (shown instanceof Error) return shown;
  const sign: Sign = async (data, hash) => {
    const key = shown.isPrivateKey() ? shown : await open();
    if (key instanceof Error) throw key;
    return key.sign(data, hash);
  };
  return { label, agent: new OneKey(shown, sign), publicKey: shown.getPublicSSH() };
}

const first = (parsed: ParsedKey | ParsedKey[] | Error): ParsedKey | Error =>
  Array.isArray(parsed) ? (parsed[0] ?? new Reason(texts.remote.noKeyInIt)) : parsed;

async function unlock(text: Buffer, question: { node: string; file: string }, prompts: Prompts) {
  for (let attempt = 0; attempt < 3; attempt++) {
    const passphrase = await answerOrNone(() => prompts.passphrase(question));
    if (passphrase === undefined) return new Reason(texts.remote.noPassphrase);
    const key = parsed(text, passphrase);
    if (!(key instanceof Error)) return key;
  }
  return new Reason(texts.remote.passphraseWrong);
}

/** The public key beside the file, or the clear part of an encrypted file in OpenSSH's own format. */
async function publicHalf(text: Buffer, file: string): Promise<ParsedKey | undefined> {
  const beside = await read(`${file}.pub`, texts.remote.publicKey);
  const key = beside && !(beside instanceof Error) ? first(utils.parseKey(beside)) : clearPart(text);
  return key instanceof Error ? undefined : key;
}

function clearPart(text: Buffer): ParsedKey | undefined {
  const body = /BEGIN OPENSSH PRIVATE KEY-+\s+([A-Za-z0-9+/=\s]+)-+END/.exec(text.toString('latin1'))?.[1];
  if (!body) return undefined;
  const blob = Buffer.from(body, 'base64');
  const magic = 'openssh-key-v1\0';
  if (blob.toString('latin1', 0, magic.length) !== magic) return undefined;
  let at = magic.length;
  const next = () => {
    const length = at + 4 <= blob.length ? blob.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    const part = blob.subarray(at + 4, at + 4 + length);
    at += 4 + length;
    return part;
  };
  for (const _ of ['cipher', 'kdf', 'kdf options']) next();
  at += 4; // number of keys
  const key = next();
  const type = key.length > 4 ? key.toString('latin1', 4, 4 + key.readUInt32BE(0)) : '';
  const shown = first(utils.parseKey(`${type} ${key.toString('base64')}`));
  return shown instanceof Error ? undefined : shown;
}
