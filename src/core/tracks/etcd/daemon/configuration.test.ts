import { describe, expect, it, test } from 'vitest';
import { labSchema } from '../../../../shared/lab/lab.ts';
import type { FileState } from '../../../machine/file.ts';
import { fileRead, sha256 } from '../../../machine/file.ts';
import type { Node } from '../../../machine/port.ts';
import { wantedOf } from '../../common/support/names.ts';
import { configurationFor, dropIn } from './configuration.ts';

const lab = labSchema.parse({
  name: 'lab',
  track: 'etcd',
  network: {},
  nodes: [1, 2, 3, 4].map((n) => ({ name: `node${n}`, address: `10.0.0.${n}`, ssh: { host: `n${n}` } })),
});
const wanted = wantedOf(lab, '10.0.0.1');
test('an engine whose node has no member has all of them as its store', () => {
  const members = '10.0.0.1:2379,10.0.0.2:2379,10.0.0.3:2379';
  expect(wantedOf(lab, '10.0.0.4')).toEqual({ store: `etcd://${members}`, advertise: '10.0.0.4:2375' });
  expect(wanted.store).toBe('etcd://10.0.0.1:2379');
});

const plain = '/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock';

/** A node on which just this one file is read. */
function nodeWith(path: string, file: FileState | undefined): Node {
  const run: Node['run'] = async (operation, args) => {
    expect([operation, args]).toEqual([fileRead, { path }]);
    return file as never;
  };
  return { name: 'node1', run } as unknown as Node;
}
const json = '/etc/docker/daemon.json';
const drop = '/etc/systemd/system/docker.service.d/zz-overlay-lab.conf';
const signal = new AbortController().signal;

it('wants the node’s own member, and advertises the node', () => {
  expect(wanted).toEqual({ store: 'etcd://10.0.0.1:2379', advertise: '10.0.0.1:2375' });
});

describe('configurationFor', () => {
  it('writes a daemon.json where there is none', async () => {
    const { change, text, mode } = await configurationFor(nodeWith(json, undefined), wanted, plain, signal);
    expect(JSON.parse(text)).toEqual({ 'cluster-store': wanted.store, 'cluster-advertise': wanted.advertise });
    expect({ change, mode }).toEqual({
      mode: '644',
      change: { kind: 'file', path: json, before: null, wrote: sha256(text), reload: 'docker' },
    });
  });

  it('merges into one that is there, with its mode, and keeps what stood there', async () => {
    const before = { mode: '600', base64: Buffer.from('{\n\t"debug": true\n}\n').toString('base64') };
    const { change, text, mode } = await configurationFor(nodeWith(json, before), wanted, plain, signal);
    expect(text.startsWith('{\n\t"debug": true,\n\t"cluster-store"')).toBe(true);
    expect([change.before, mode]).toEqual([before, '600']);
  });

  it.each(['{"debug": tru', '[]', 'null'])('refuses to merge into %j', async (content) => {
    const before = { mode: '644', base64: Buffer.from(content).toString('base64') };
    const refused = configurationFor(nodeWith(json, before), wanted, plain, signal);
    await expect(refused).rejects.toMatchObject({
      code: 'refused',
      details: { node: 'node1', remedy: expect.any(String) },
    });
  });

  it.each(['--cluster-store=consul://x', '--cluster-advertise eth0:2375'])(
    'uses a drop-in where the unit has %s already (row 11)',
    async (flag) => {
      const { change, text } = await configurationFor(nodeWith(drop, undefined), wanted, `${plain} ${flag}`, signal);
      expect([change.path, change.wrote]).toEqual([drop, sha256(text)]);
    },
  );
});

describe('dropIn', () => {
  const execOf = (command: string) => {
    const lines = dropIn(command, wanted).split('\n');
    const [empty, exec, ...more] = lines.filter((line) => line.startsWith('ExecStart='));
    expect([empty, more]).toEqual(['ExecStart=', []]);
    return exec?.slice('ExecStart='.length).split(' ');
  };
  const ours = [`--cluster-store=${wanted.store}`, `--cluster-advertise=${wanted.advertise}`];

  it.each([
    '--cluster-store=consul://x:8500 --cluster-advertise=eth0:2375',
    '--cluster-store consul://x:8500 --cluster-advertise eth0:2375',
    '--cluster-advertise eth0:2375 --cluster-store=consul://x:8500',
    '--cluster-store=a --cluster-store=b',
  ])('gives each option once, in place of %s', (flags) => {
    expect(execOf(`${plain} ${flags} --debug`)).toEqual([...plain.split(' '), '--debug', ...ours]);
  });

  it('leaves other options alone, also those that begin alike', () => {
    const opt = '--cluster-store-opt kv.path=docker --insecure-registry=a';
    expect(execOf(`${plain} ${opt} --cluster-store=x`)).toEqual([...plain.split(' '), ...opt.split(' '), ...ours]);
  });

  it('made of its own command is the same again', () => {
    const once = dropIn(plain, wanted);
    const command =
      once
        .split('\n')
        .findLast((line) => line.startsWith('ExecStart='))
        ?.slice('ExecStart='.length) ?? '';
    expect(dropIn(command, wanted)).toBe(once);
  });
});
