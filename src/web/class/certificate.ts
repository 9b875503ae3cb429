import { createPrivateKey, generateKeyPairSync, randomBytes, sign, X509Certificate } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { isIP, isIPv4 } from 'node:net';
import path from 'node:path';
import { readLocalFile } from '../../core/gates/local-file.ts';
import { writePrivate } from '../../core/gates/private-file.ts';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { bits, der, integer, octets, oid, sequence, utcTime, yes } from './der.ts';

export interface Certificate {
  cert: string;
  key: string;
  /** SHA-256, in pairs with colons, as browsers show it. */
  fingerprint: string;
  /** Names and addresses that it is for. */
  names: string[];
}

const dayMs = 86_400_000;
/** Some systems take none that is good for longer than 825 days. */
const goodDays = 730;
const mostBytes = 256 * 1024;

/** The server's own certificate, made once and kept; made again where it expires within a week, or others could read its key. */
export async function ownCertificate(folder: string, names: readonly string[], now = Date.now()): Promise<Certificate> {
  const [certFile, keyFile] = ['certificate.pem', 'key.pem'].map((name) => path.join(folder, name)) as [string, string];
  const found = await lstat(keyFile).catch(() => undefined);
  if (found?.isFile() && (found.mode & 0o077) === 0) {
    const kept = await readPair(certFile, keyFile).catch(() => undefined);
    if (kept && Date.parse(new X509Certificate(kept.cert).validTo) > now + 7 * dayMs) return kept;
  }
  const { cert, key } = makeCertificate(names, now);
  await writePrivate(keyFile, key);
  await writePrivate(certFile, cert);
  return describe(cert, key);
}

/** One that the instructor brings along. */
export async function givenCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  try {
    return await readPair(certFile, keyFile);
  } catch (cause) {
    if (cause instanceof LabError) throw cause;
    throw new LabError('bad-input', texts.serve.badCertificate({ cert: certFile, key: keyFile }), {
      remedy: texts.serve.badCertificateRemedy,
      cause,
    });
  }
}

async function readPair(certFile: string, keyFile: string): Promise<Certificate> {
  const [cert, key] = await Promise.all([certFile, keyFile].map(readPem));
  return describe(cert ?? '', key ?? '');
}

async function readPem(file: string): Promise<string> {
  const bytes = await readLocalFile(file, { what: texts.serve.aPemFile, file }, { most: mostBytes });
  if (!bytes) throw new LabError('not-found', texts.serve.noSuchFile({ file }));
  return bytes.toString('utf8');
}

function describe(cert: string, key: string): Certificate {
  const read = new X509Certificate(cert);
  if (!read.checkPrivateKey(createPrivateKey(key))) throw new Error('the key belongs to another certificate');
  const names = (read.subjectAltName ?? '').split(', ').flatMap((one) => {
    const name = one.replace(/^(DNS|IP Address):/, '');
    return name === one || name.includes('*') ? [] : [name];
  });
  return { cert, key, fingerprint: read.fingerprint256, names };
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
const extension = (id: string, value: Uint8Array, critical = false) =>
  sequence(oid(id), ...(critical ? [yes] : []), octets(value));

/**
 * Key and signature are node:crypto's; it cannot write the certificate around them, whose shape is fixed: these lines
 * are less to trust than a package with its own ASN.1, and node reads them back.
 */
export function makeCertificate(names: readonly string[], now: number): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const name = sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from('Overlay Lab class')))));
  const extensions = sequence(
    extension('2.5.29.19', sequence(), true), // no authority
    extension('2.5.29.15', der(0x03, Buffer.of(7, 0x80)), true), // signs alone
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))), // for a server
    extension('2.5.29.17', sequence(...names.map(generalName))),
  );
  const body = sequence(
    der(0xa0, integer(Buffer.of(2))),
    integer(serial),
    ecdsaWithSha256,
    name,
    sequence(utcTime(new Date(now - dayMs)), utcTime(new Date(now + goodDays * dayMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  return {
    cert: new X509Certificate(whole).toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function generalName(name: string): Buffer {
  if (!isIP(name)) return der(0x82, Buffer.from(name, 'latin1'));
  return der(0x87, isIPv4(name) ? Buffer.from(name.split('.').map(Number)) : ipv6Bytes(name));
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const parts = (text: string) => (text === '' ? [] : text.split(':'));
  const [first, last] = [parts(head), parts(tail ?? '')];
  const zeros = Array<string>(8 - first.length - last.length).fill('0');
  const words = [...first, ...zeros, ...last].map((part) => Number.parseInt(part, 16));
  return Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}
