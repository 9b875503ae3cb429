import { createPublicKey, sign, verify } from 'node:crypto';
import { LabError } from '../../shared/errors.ts';
import { type Evidence, signedSchema } from '../../shared/evidence/evidence.ts';
import { texts, type Words } from '../../shared/texts/text.ts';
import { parseJson } from '../gates/limits.ts';
import { safeJson } from '../report/safe-json.ts';
import { fingerprintOf, type SigningKey } from './signing-key.ts';

/** Reports with all their outputs have some megabytes. */
export const mostEvidence = 64 * 1024 * 1024;

/** What is signed: the value as JSON, not the letters of a file. Who parses and writes it again has the same bytes. */
const bytesOf = (evidence: unknown): Buffer => Buffer.from(JSON.stringify(evidence), 'utf8');

/** The text of a file. Who changes a value in it breaks the signature; spaces and line ends may change. */
export function signedText(evidence: Evidence, { key, publicKey }: SigningKey): string {
  const value = sign(null, bytesOf(evidence), key).toString('base64');
  const signature = { algorithm: 'ed25519', publicKey: publicKey.toString('base64'), value };
  return `${safeJson({ evidence, signature }, 2)}\n`;
}

export interface Verified {
  evidence: Evidence;
  /** Of the key that signed it. */
  signer: string;
}

/** Throws `bad-input` for what is no such file, and `refused` where it is not what was signed. */
export function verified(text: string, file: string): Verified {
  const subject = { what: texts.evidence.aFile, file, remedy: texts.evidence.otherRemedy };
  const other = (why: Words) =>
    new LabError('bad-input', texts.evidence.other({ file, why }), { file, remedy: texts.evidence.otherRemedy });
  let raw: unknown;
  try {
    raw = parseJson(text, { bytes: mostEvidence }, subject);
  } catch (thrown) {
    throw thrown instanceof LabError ? thrown : other(texts.gates.notJson);
  }
  const parsed = signedSchema.safeParse(raw);
  if (!parsed.success) throw other(texts.gates.doesNotValidate);
  const { evidence, signature } = parsed.data;
  const publicKey = Buffer.from(signature.publicKey, 'base64');
  // What was parsed lacks what the schema does not know, and that was signed, too.
  const signed = bytesOf((raw as { evidence: unknown }).evidence);
  if (!holds(signed, publicKey, Buffer.from(signature.value, 'base64')))
    throw new LabError('refused', texts.evidence.changed({ file }), { file, remedy: texts.evidence.changedRemedy });
  return { evidence, signer: fingerprintOf(publicKey) };
}

function holds(signed: Buffer, publicKey: Buffer, value: Buffer): boolean {
  try {
    const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' && verify(null, signed, key, value);
  } catch {
    return false;
  }
}
