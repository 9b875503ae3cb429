import { createHash } from 'node:crypto';
import { LabError, Reason, wordsOf } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import { readLocalFile } from '../../../gates/local-file.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Node } from '../../../machine/port.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { etcdBinDirectory } from '../../common/support/names.ts';

/** Releases of etcd are 8 to 25 MB. */
const maxBytes = 200 * 1024 * 1024;

/** A directory for the release. */
export const releasePrepare = operation<{ lab: string }>({
  name: 'release.prepare',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
enter "$1" && make_own etcd-bin 755 || { echo "$why" >&2; exit 1; }`,
    words: [stateDirectory(lab)],
  }),
  read: nothing,
});

/** Takes etcd out of the archive that was uploaded; gives why it could not, in a line. */
export const releaseUnpack = operation<{ lab: string }, { ok: boolean; reason: string }>({
  name: 'release.unpack',
  program: ({ lab }) => ({
    script:
      'cd "$1" && tar -xzf release.tar.gz --strip-components=1 --no-same-owner --wildcards "*/etcd" && rm release.tar.gz && chmod 755 etcd',
    words: [etcdBinDirectory(lab)],
    expect: 'any',
  }),
  read: ({ status, stderr }) => ({ ok: status === 0, reason: stderr.trim().split('\n')[0] ?? '' }),
});

export const releaseVersion = operation<{ lab: string }, string>({
  name: 'release.version',
  program: ({ lab }) => ({
    script: `"$1/etcd" --version | awk '/etcd Version/ {print $3}'`,
    words: [etcdBinDirectory(lab)],
  }),
  read: ({ stdout }) => stdout.trim(),
});

/** The release that the user named, checked, on the node; what it is and where. */
export async function uploadRelease(context: LabContext, node: Node): Promise<{ path: string; version: string }> {
  const archive = context.options.etcdArchive;
  if (!archive) throw new Error('no archive was given');
  const { signal } = context;
  const lab = context.lab.name;
  const bytes = await context.once('etcd-archive', () => fetchRelease(archive, signal));
  const directory = etcdBinDirectory(lab);
  await context.change(node, { kind: 'directory', path: directory }, async () => {
    const file = `${directory}/release.tar.gz`;
    await node.run(releasePrepare, { lab }, { signal });
    await node.upload(bytes, file, {
      signal,
      onProgress: (sent) => context.progress(texts.etcd.uploading({ node: node.name }), sent / bytes.length),
    });
    const { ok, reason } = await node.run(releaseUnpack, { lab }, { signal });
    if (!ok)
      throw new LabError('refused', texts.etcd.notRelease({ archive: archive.source, why: reason }), {
        node: node.name,
        remedy: texts.etcd.notReleaseRemedy,
      });
  });
  return { path: `${directory}/etcd`, version: await node.run(releaseVersion, { lab }, { signal }) };
}

async function fetchRelease(archive: { source: string; sha256: string }, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = /^https?:\/\//.test(archive.source)
    ? await download(archive.source, signal)
    : await readLocal(archive.source, signal);
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (sum === archive.sha256.toLowerCase()) return bytes;
  throw new LabError('refused', texts.etcd.otherSum({ archive: archive.source, sum, given: archive.sha256 }), {
    remedy: texts.etcd.otherSumRemedy,
  });
}

async function readLocal(file: string, signal: AbortSignal): Promise<Uint8Array> {
  const subject = { what: texts.etcd.aRelease, remedy: texts.etcd.aReleaseRemedy };
  const bytes = await readLocalFile(file, subject, { most: maxBytes, signal });
  if (!bytes) throw new LabError('not-found', texts.etcd.archiveMissing({ file }));
  return bytes;
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Reason(texts.etcd.serverAnswered({ status: response.status }));
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body) {
      length += part.length;
      if (length > maxBytes) throw new Reason(texts.etcd.tooLarge);
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (error) {
    signal.throwIfAborted();
    throw new LabError('unreachable', texts.etcd.notDownloaded({ url, why: wordsOf(error) }), {
      remedy: texts.etcd.notDownloadedRemedy,
    });
  }
}
