import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { freshForAll } from '../support/nodes/fresh-lab.ts';
import { inNode } from '../support/nodes/practice.ts';
import { differencesOf, errorOf, findingOf, labFile, mustPerform, perform } from '../support/nodes/run-lab.ts';

const sumOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A release as etcd's own are packed; `$1` says what stands in for the program. */
const pack = (program: string) =>
  `set -e; root=$(mktemp -d); dir=$root/etcd-v3.4.23-linux-amd64; mkdir "$dir"; ${program}; chmod 755 "$dir/etcd"; echo read >"$dir/README.md"
tar -C "$root" -czf - etcd-v3.4.23-linux-amd64 | base64 -w0; rm -r "$root"`;

describe.skipIf(!labFile)('etcd from a release archive', () => {
  const fresh = freshForAll(async ({ lab, nodes }) => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'overlay-lab-archive-'));
    archive = await packed('etcd.tar.gz', 'cp /usr/bin/etcd "$dir/etcd"');
    // So that only the archive's can be what runs.
    for (const node of nodes) await inNode(lab, node, 'mv /usr/bin/etcd /usr/bin/etcd.away');
  });
  let folder: string;
  let archive: { source: string; sha256: string };

  const run = (etcdArchive: { source: string; sha256: string }) =>
    perform(fresh.loaded, { command: 'run', only: ['preflight', 'etcd'], options: { etcdArchive } });

  const packed = async (name: string, program: string) => {
    const bytes = Buffer.from(await inNode(fresh.lab, 'node1', pack(program)), 'base64');
    const source = path.join(folder, name);
    await writeFile(source, bytes);
    return { source, sha256: sumOf(bytes) };
  };

  afterAll(async () => {
    if (folder) await rm(folder, { recursive: true });
    if (!fresh.loaded) return;
    for (const node of fresh.nodes) await inNode(fresh.lab, node, 'mv /usr/bin/etcd.away /usr/bin/etcd');
  });

  const resetIsEqual = async () => {
    const told = await mustPerform(fresh.loaded, { command: 'reset' });
    if (told.result.proofs.length > 0) expect(differencesOf(told)).toEqual([]);
    expect(await fresh.changes()).toEqual([]);
  };

  const worked = async () => {
    for (const node of fresh.nodes)
      expect(await inNode(fresh.lab, node, 'readlink /proc/$(pgrep -x etcd)/exe')).toBe(
        `/var/lib/overlay-lab/${fresh.lab}/etcd-bin/etcd\n`,
      );
  };

  test('without one, preflight says what is missing', async () => {
    const told = await perform(fresh.loaded, { command: 'check', only: ['preflight'] });
    expect(findingOf(told, 'preflight', 'node1')?.problems.find(({ code }) => code === 'etcd')).toMatchObject({
      level: 'error',
      remedy: expect.stringContaining('--etcd-archive'),
    });
  });

  test('by path: is uploaded, runs, is not uploaded again, and goes with the reset', async () => {
    const told = await run({ ...archive, sha256: archive.sha256.toUpperCase() });
    expect(told.result.errors).toEqual([]);
    await worked();
    expect((await run(archive)).result.changes).toBe(0);
    await resetIsEqual();
  });

  test('by URL', async () => {
    const bytes = await readFile(archive.source);
    const server = createServer((request, response) => {
      if (request.url === '/etcd.tar.gz') response.end(bytes);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const missing = await run({ source: `${base}/other.tar.gz`, sha256: archive.sha256 });
      expect(errorOf(missing, 'etcd')).toMatchObject({ code: 'unreachable', message: expect.stringContaining('404') });
      expect(missing.result.changes).toBe(0);
      expect((await run({ source: `${base}/etcd.tar.gz`, sha256: archive.sha256 })).result.errors).toEqual([]);
      await worked();
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    await resetIsEqual();
  });

  test('another sum: refused, both are named, and no byte reaches a node', async () => {
    const told = await run({ ...archive, sha256: '0'.repeat(64) });
    const error = errorOf(told, 'etcd');
    expect(error?.code).toBe('refused');
    expect(error?.message).toContain(archive.sha256);
    expect(error?.message).toContain('0'.repeat(64));
    expect(told.result.changes).toBe(0);
    expect(await fresh.changes()).toEqual([]);
  });

  test('a file that is not there', async () => {
    const told = await run({ source: path.join(folder, 'none.tar.gz'), sha256: archive.sha256 });
    expect(errorOf(told, 'etcd')?.code).toBe('not-found');
  });

  test('no archive at all, with the right sum', async () => {
    const source = path.join(folder, 'text.tar.gz');
    await writeFile(source, 'not a tar');
    const told = await run({ source, sha256: sumOf(Buffer.from('not a tar')) });
    expect(errorOf(told, 'etcd')).toMatchObject({ code: 'refused', message: expect.stringContaining('text.tar.gz') });
    await resetIsEqual();
  });

  test('a release without the v2 API is refused with the reason', async () => {
    const told = await run(
      await packed('etcd-3.6.tar.gz', `printf '#!/bin/sh\\necho "etcd Version: 3.6.4"\\n' >"$dir/etcd"`),
    );
    expect(errorOf(told, 'etcd')).toMatchObject({ code: 'refused', diagnosis: 4 });
    await resetIsEqual();
  });
});
