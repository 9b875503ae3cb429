import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { whoAreYou } from '../../../src/core/app/router/labs-handlers.ts';
import { inventoryRead } from '../../../src/core/ledger/baseline-script.ts';
import { ledgerRead } from '../../../src/core/ledger/read-state.ts';
import { ledgerWriter } from '../../../src/core/ledger/scribe.ts';
import type { RemoteProcess } from '../../../src/core/machine/port.ts';
import { probe } from '../../../src/core/runs/node-sessions.ts';
import { processorTime } from '../../../src/core/tracks/common/observe/processor-time.ts';
import { factsRead } from '../../../src/core/tracks/common/support/facts.ts';
import { pairsTrier } from '../../../src/core/tracks/common/support/pairs.ts';
import { releasePrepare, releaseUnpack, releaseVersion } from '../../../src/core/tracks/etcd/store/release.ts';
import { typedRead } from '../../../src/core/typed/find-typed.ts';
import { nodeWatch } from '../../../src/core/watch/node-program.ts';
import { scratchLab as lab, type Proof, scratchDirectory, sh, withScratch } from './place.ts';

/** Its lines, one after another; it is stopped with the test. */
export function talking(process: RemoteProcess): AsyncIterator<string> {
  process.ended.catch(() => undefined);
  onTestFinished(async () => {
    process.stdin.end();
    await process.stop();
  });
  return createInterface({ input: process.stdout })[Symbol.asyncIterator]();
}

const release = `mkdir -p x/etcd-v3 && cd x && printf '#!/bin/sh\\necho "etcd Version: 3.4.99"\\n' >etcd-v3/etcd && chmod 755 etcd-v3/etcd && tar -czf ../etcd-bin/release.tar.gz etcd-v3`;

export const readings: Record<string, Proof> = {
  [probe.name]: async ({ node }) => expect(await node.run(probe, {})).toBeUndefined(),
  [whoAreYou.name]: async ({ node }) => {
    const told = await node.run(whoAreYou, {});
    expect(told).toContain(`Linux ${await sh(node, 'uname -r | cut -d- -f1')}`);
    expect(told).toContain(`Docker ${await sh(node, "docker version -f '{{.Server.Version}}'")}`);
  },
  [processorTime.name]: async ({ node }) => {
    const before = (await node.run(processorTime, {})) ?? Number.NaN;
    await sh(node, 'end=$(($(date +%s) + 1)); while [ $(date +%s) -le $end ]; do :; done');
    expect((await node.run(processorTime, {})) ?? 0).toBeGreaterThan(before);
  },
  [factsRead.name]: async ({ node, other }) => {
    const addresses = [node.address, other.address];
    const { facts, state } = await node.run(factsRead, {
      lab,
      address: node.address,
      dataPort: 4789,
      isEncrypted: false,
      addresses,
    });
    expect(facts).toMatchObject({
      hostname: await sh(node, 'hostname'),
      kernel: await sh(node, 'uname -r'),
      uid: 0,
      underlayMtu: Number(
        await sh(
          node,
          `ip -o link show "$(ip -o -4 addr | awk '/ ${node.address}\\//{print $2}')" | sed 's/.* mtu //; s/ .*//'`,
        ),
      ),
    });
    expect(facts.addresses).toContainEqual(expect.objectContaining({ address: node.address }));
    expect(state.units['docker.service']?.active).toBe('active');
  },
  [inventoryRead.name]: async ({ node }) => {
    const lines = await node.run(inventoryRead, { lab });
    const sum = (await sh(node, 'sha256sum /etc/docker/key.json')).split(' ')[0];
    expect(lines).toContainEqual(['files', '/etc/docker/key.json', sum]);
    expect(lines).toContainEqual([
      'links',
      'docker0',
      'mtu',
      await sh(node, "ip -o link show docker0 | sed 's/.* mtu //; s/ .*//'"),
    ]);
    expect(lines).toContainEqual(expect.arrayContaining(['units', 'docker.service', 'active']));
  },
  [typedRead.name]: async ({ node }) => {
    const { processes } = await node.run(typedRead, { lab });
    const pid = Number(await sh(node, 'systemctl show -p MainPID --value docker'));
    expect(processes).toContainEqual(expect.objectContaining({ pid }));
  },
  [ledgerWriter.name]: async ({ node }) => {
    await withScratch(node);
    const process = await node.converse(ledgerWriter, { lab, holder: 'me', takeOver: false });
    const lines = talking(process);
    expect((await lines.next()).value).toMatch(/^ok 1/);
    process.stdin.write('put {"a":1}\n');
    expect((await lines.next()).value).toBe('ok');
    expect(await sh(node, `cat ${scratchDirectory}/ledger.jsonl`)).toBe('{"a":1}');
  },
  [nodeWatch.name]: async ({ node }) => {
    const process = await node.converse(nodeWatch, { lab });
    const lines = talking(process);
    const until = async (pattern: RegExp) => {
      for (;;) {
        const { value, done } = await lines.next();
        if (done || pattern.test(value)) return value as string;
      }
    };
    expect(await until(/^upto all$/)).toBe('upto all');
    await sh(node, 'ip link add proof-link type bridge');
    onTestFinished(async () => void (await sh(node, 'ip link del proof-link')));
    expect(await until(/^I \[LINK\].*proof-link/)).toContain('mtu 1500');
    process.stdin.write('17\n');
    expect(await until(/^t /)).toBe('t 17');
  },
  [ledgerRead.name]: async ({ node }) => {
    await withScratch(node, `echo '{"a":1}' >ledger.jsonl`);
    const { files, large } = await node.run(ledgerRead, { lab });
    expect([...files.keys()]).toEqual(['present', 'ledger.jsonl']);
    expect(files.get('ledger.jsonl')?.toString()).toBe('{"a":1}\n');
    expect(large.size).toBe(0);
  },
  [pairsTrier.name]: async ({ node }) => {
    const process = await node.converse(pairsTrier, {
      token: 'proof',
      address: node.address,
      sizes: '64',
      dataPort: 4789,
      others: [],
      triers: 0,
    });
    expect((await talking(process).next()).value).toMatch(/^ready .*tcp:5201/);
    expect(await sh(node, `ss -Hltn | grep -c '${node.address}:5201'`)).toBe('1');
  },
  [releasePrepare.name]: async ({ node }) => {
    await withScratch(node);
    await node.run(releasePrepare, { lab });
    expect(await sh(node, `stat -c '%a %F' ${scratchDirectory}/etcd-bin`)).toBe('755 directory');
  },
  [releaseUnpack.name]: async ({ node }) => {
    await withScratch(node, `mkdir etcd-bin; ${release}`);
    expect(await node.run(releaseUnpack, { lab })).toEqual({ ok: true, reason: '' });
    expect(await sh(node, `ls ${scratchDirectory}/etcd-bin`)).toBe('etcd');
    expect(await node.run(releaseUnpack, { lab })).toMatchObject({ ok: false, reason: expect.stringContaining('tar') });
  },
  [releaseVersion.name]: async ({ node }) => {
    await withScratch(node, `mkdir etcd-bin; ${release}; cp etcd-v3/etcd ../etcd-bin/`);
    expect(await sh(node, `${scratchDirectory}/etcd-bin/etcd --version`)).toBe('etcd Version: 3.4.99');
    expect(await node.run(releaseVersion, { lab })).toBe('3.4.99');
  },
};
