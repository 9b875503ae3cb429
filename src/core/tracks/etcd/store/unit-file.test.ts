import { describe, expect, it } from 'vitest';
import { labSchema } from '../../../../shared/lab/lab.ts';
import { etcdChoice } from '../../common/support/etcd-version.ts';
import { guardUnitFile } from '../../common/support/guard-unit.ts';
import { storeGuarded } from './guarded.ts';
import { unitFile } from './unit-file.ts';

const lab = labSchema.parse({
  name: 'class-a',
  track: 'etcd',
  network: {},
  nodes: [1, 2, 3].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}`, ssh: { host: `n${n}` } })),
});
function unitFor(version: string, index = 0) {
  const choice = etcdChoice([{ path: '/usr/bin/etcd', version }]);
  const node = lab.nodes[index];
  if (!choice.ok || !node) throw new Error('no such binary or node');
  return unitFile(lab, node, choice);
}

/** The flags of the command that systemd runs, its continued lines joined. */
function flagsOf(unit: string): Map<string, string> {
  const [, command = ''] = /^ExecStart=(.*)$/m.exec(unit.replaceAll(' \\\n', ' ')) ?? [];
  const words = command.split(/\s+/).slice(1);
  const flags = new Map<string, string>();
  for (let index = 0; index < words.length; index += 1) {
    const [flag = '', value] = (words[index] ?? '').split('=', 2) as [string, string?];
    if (flag === '--enable-v2') flags.set(flag, value ?? '');
    else flags.set(flag, words[++index] ?? '');
  }
  return flags;
}

describe('unitFile', () => {
  it('listens on the node’s own address and loopback only, and advertises what others can reach', () => {
    const flags = flagsOf(unitFor('3.4.23', 1));
    expect(flags.get('--name')).toBe('node2');
    expect(flags.get('--listen-client-urls')).toBe('http://10.1.0.2:2379,http://127.0.0.1:2379');
    expect(flags.get('--advertise-client-urls')).toBe('http://10.1.0.2:2379');
    expect(flags.get('--listen-peer-urls')).toBe('http://10.1.0.2:2380');
    expect(flags.get('--initial-advertise-peer-urls')).toBe('http://10.1.0.2:2380');
    expect(unitFor('3.4.23')).not.toContain('0.0.0.0');
  });

  it('lets in the nodes and nobody else, by rules that come and go with it, and by systemd', () => {
    const [first] = lab.nodes;
    if (!first) throw new Error('no node');
    const unit = unitFile(lab, first, { path: '/usr/bin/etcd', enableV2: true, sources: ['10.1.0.2', '10.9.0.2'] });
    const [, before = ''] = /^ExecStartPre=\/bin\/sh -c '([^']*)'$/m.exec(unit) ?? [];
    const [, after = ''] = /^ExecStopPost=\/bin\/sh -c '([^']*)'$/m.exec(unit) ?? [];
    const letIn = [...before.matchAll(/-A OVERLAY-LAB -s (\S+) -j RETURN/g)].map(([, from]) => from);
    expect(letIn).toEqual(['127.0.0.1', '10.1.0.1', '10.1.0.2', '10.1.0.3', '10.9.0.2']);
    expect(before).toMatch(/-A OVERLAY-LAB -j DROP/);
    // Who enters the chain, before whom: all that the tutorial opens, after everything is ready.
    const order = [
      '-N OVERLAY-LAB',
      '-j DROP',
      '--dport 2379:2380',
      'tcp --dport 7946',
      'udp --dport 7946',
      'udp --dport 4789',
    ];
    const places = order.map((word) => before.indexOf(word));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(after).toContain('-X OVERLAY-LAB');
    expect(unit).toMatch(/^IPAddressDeny=any$/m);
    expect(/^IPAddressAllow=(.*)$/m.exec(unit)?.[1]).toBe(letIn.join(' '));
    // systemd takes $ and % for its own.
    expect(before.replaceAll('$$', '')).not.toMatch(/[$\\]/);
  });

  it('names every member alike on every node', () => {
    const clusters = [0, 1, 2].map((index) => flagsOf(unitFor('3.5.0', index)).get('--initial-cluster'));
    expect(new Set(clusters)).toEqual(
      new Set(['node1=http://10.1.0.1:2380,node2=http://10.1.0.2:2380,node3=http://10.1.0.3:2380']),
    );
  });

  it('gives many members more time between heartbeats than few', () => {
    const many = labSchema.parse({
      ...lab,
      etcd: { members: 5 },
      nodes: [1, 2, 3, 4, 5].map((n) => ({ name: `node${n}`, address: `10.1.0.${n}`, ssh: { host: `n${n}` } })),
    });
    const [first] = many.nodes;
    if (!first) throw new Error('no node');
    const flags = flagsOf(unitFile(many, first, { path: '/usr/bin/etcd', enableV2: true }));
    const few = flagsOf(unitFor('3.4.23'));
    for (const [of, heartbeat] of [[few, 50] as const, [flags, 100] as const]) {
      expect(of.get('--heartbeat-interval')).toBe(String(heartbeat));
      expect(of.get('--election-timeout')).toBe(String(10 * heartbeat));
    }
  });

  it('of a node without a member has the same rules and no member', () => {
    const [, , node] = lab.nodes;
    if (!node) throw new Error('no node');
    const rules = (unit: string) =>
      unit.split('\n').filter((line) => /^(Exec(StartPre|StopPost)|IPAddress)/.test(line));
    const guard = guardUnitFile({ ...lab, etcd: { members: 2 } }, node, storeGuarded, ['10.2.0.1']);
    expect(rules(guard)).toEqual(
      rules(unitFor('3.4.23', 2)).map((line) =>
        line
          .replace(/(?<=IPAddressAllow=.*)$/, ' 10.2.0.1')
          .replace(/(?=iptables -w -A OVERLAY-LAB -p tcp)/, 'iptables -w -A OVERLAY-LAB -s 10.2.0.1 -j RETURN; '),
      ),
    );
    expect(guard).toContain('for the lab "class-a"');
    expect(guard).not.toContain('--name');
  });

  it('keeps its data in the lab’s own directory', () => {
    expect(flagsOf(unitFor('3.4.23')).get('--data-dir')).toBe('/var/lib/overlay-lab/class-a/etcd-data');
  });

  it.each(['2.2.5', '2.3.8', '3.0.17', '3.3.25'])('gives %s no flag that it does not know', (version) => {
    expect(flagsOf(unitFor(version)).has('--enable-v2')).toBe(false);
  });

  it.each(['3.4.0', '3.5.16'])('turns the v2 API of %s on', (version) => {
    expect(flagsOf(unitFor(version)).get('--enable-v2')).toBe('true');
  });

  it('says in its first line which lab wrote it: that is how a reset knows its own', () => {
    expect(unitFor('3.4.23').split('\n')[0]).toContain('for the lab "class-a"');
  });

  it('starts before the engine, which wants its store', () => {
    expect(unitFor('3.4.23')).toMatch(/^Before=docker\.service$/m);
  });
});
