import { createHash } from 'node:crypto';
import { LabError } from '../../../../shared/errors.ts';
import { readLocalFile } from '../../../gates/local-file.ts';
import { ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { etcdBinDirectory } from '../../common/support/names.ts';

/** Releases of etcd are 8 to 25 MB. */
const maxBytes = 200 * 1024 * 1024;

const makeScript = `${ownDirectoryScript}
enter "$1" && make_own etcd-bin 755 || { echo "$why" >&2; exit 1; }`;

/** The release that the user named, checked, on the node; what it is and where. */
export async function uploadRelease(context: LabContext, node: Node): Promise<{ path: string; version: string }> {
  const archive = context.options.etcdArchive;
  if (!archive) throw new Error('no archive was given');
  const bytes = await context.once('etcd-archive', () => fetchRelease(archive, context.signal));
  const directory = etcdBinDirectory(context.lab.name);
  await context.change(node, { kind: 'directory', path: directory }, async () => {
    const file = `${directory}/release.tar.gz`;
    await node.script(makeScript, [stateDirectory(context.lab.name)], { signal: context.signal });
    await node.upload(bytes, file, {
      signal: context.signal,
      onProgress: (sent) => context.progress(`uploading etcd to ${node.name}`, sent / bytes.length),
    });
    const { status, stderr } = await node.script(
      'cd "$1" && tar -xzf release.tar.gz --strip-components=1 --no-same-owner --wildcards "*/etcd" && rm release.tar.gz && chmod 755 etcd',
      [directory],
      { signal: context.signal, expect: 'any' },
    );
    if (status !== 0)
      throw new LabError('refused', `${archive.source} is not an etcd release: ${stderr.trim().split('\n')[0] ?? ''}`, {
        node: node.name,
        remedy: 'Give the .tar.gz of a Linux release, such as etcd-v3.4.23-linux-amd64.tar.gz.',
      });
  });
  const { stdout } = await node.script(`"$1/etcd" --version | awk '/etcd Version/ {print $3}'`, [directory], {
    signal: context.signal,
  });
  return { path: `${directory}/etcd`, version: stdout.trim() };
}

async function fetchRelease(archive: { source: string; sha256: string }, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = /^https?:\/\//.test(archive.source)
    ? await download(archive.source, signal)
    : await readLocal(archive.source, signal);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum === archive.sha256.toLowerCase()) return bytes;
  throw new LabError('refused', `${archive.source} has the SHA-256 ${sum}, not the given ${archive.sha256}`, {
    remedy: 'Take the checksum from the SHA256SUMS of the release, and the archive from the same place.',
  });
}

async function readLocal(file: string, signal: AbortSignal): Promise<Uint8Array> {
  const subject = { what: 'an etcd release', remedy: 'Give the .tar.gz of a release; it has 8 to 25 MB.' };
  const bytes = await readLocalFile(file, subject, { most: maxBytes, signal });
  if (!bytes) throw new LabError('not-found', `Archive not found: ${file}`);
  return bytes;
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body) {
      length += part.length;
      if (length > maxBytes) throw new Error('it is larger than 200 MB');
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new LabError('unreachable', `${url} could not be downloaded: ${reason}`, {
      remedy: 'Download it manually and give the file.',
    });
  }
}
