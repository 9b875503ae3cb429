import { describe, expect, it } from 'vitest';
import { sha256 } from '../../machine/file.ts';
import { daemonJson } from '../../machine/fixtures/fake-world.ts';
import type { Change } from '../change.ts';
import { madeUpNode } from '../fixtures/made-up-node.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const store = { 'cluster-store': 'etcd://10.0.0.1:2379', 'cluster-advertise': '10.0.0.1:2375' };
const written = JSON.stringify({ debug: true, ...store });

const json = (before: string | null, wrote = written): Change => ({
  kind: 'file',
  path: daemonJson,
  before: before === null ? null : { base64: base64(before), mode: '600' },
  wrote: sha256(wrote),
  reload: 'docker',
});
const unitPath = '/etc/systemd/system/overlay-lab-etcd.service';
const unit: Change = { kind: 'file', path: unitPath, before: null, wrote: sha256('[Unit]\n'), reload: 'systemd' };

function withFile(path: string, text: string | undefined, mode = '644') {
  const made = madeUpNode();
  made.machine.files.delete(path);
  if (text !== undefined) made.machine.files.set(path, { text, mode });
  return { ...made, now: () => made.machine.files.get(path) };
}

describe('a file', () => {
  it.each([
    ['written', written],
    ['intended, and not begun', '{"debug": true}'],
    ['written, and then removed by someone', undefined],
  ])('that was %s is as before, with its mode', async (_, text) => {
    const { back, now } = withFile(daemonJson, text, text === '{"debug": true}' ? '600' : '644');
    await back(json('{"debug": true}'));
    expect(now()).toEqual({ text: '{"debug": true}', mode: '600' });
  });

  it.each([
    ['written', written],
    ['not begun', undefined],
  ])('that was not there and was %s is gone', async (_, text) => {
    const { back, now } = withFile(daemonJson, text);
    await back(json(null));
    expect(now()).toBeUndefined();
  });

  it('taken back twice stays as before', async () => {
    const { back, now } = withFile(daemonJson, written);
    await back(json('{}'));
    await back(json('{}'));
    expect(now()).toEqual({ text: '{}', mode: '600' });
  });

  it('of bytes that are no text comes back byte for byte', async () => {
    const bytes = '\u0000\u0001\n\r\n{';
    const { back, now } = withFile(unitPath, '[Unit]\n');
    await back({ ...unit, before: { base64: base64(bytes), mode: '644' } });
    expect(now()?.text).toBe(bytes);
  });

  it('restarts the engine also where the file is as before: it may run with what stood there in between', async () => {
    const { back, machine } = withFile(daemonJson, undefined);
    machine.engine = { store: 'etcd://x', advertise: 'y' };
    await back(json(null));
    expect(machine.engine.store).toBe('');
  });

  it('stops the timer that would put the configuration back once more', async () => {
    const { back, machine } = withFile(daemonJson, written);
    machine.timer = { path: daemonJson, before: undefined };
    await back(json('{}'));
    expect(machine.timer).toBeUndefined();
  });

  it('leaves containers of others running, also those that an interrupted restart had stopped', async () => {
    const { back, machine, container } = withFile(daemonJson, written);
    const stopped = container('stopped by a kill', machine, { running: false });
    machine.remembered = [stopped.id];
    await back(json('{}'));
    expect(machine.containers.map(({ name, running }) => [name, running])).toEqual([
      ['decoy', true],
      ['decoy-stopped', false],
      ['stopped by a kill', true],
    ]);
    expect(machine.remembered).toEqual([]);
  });
});

describe('a file that another hand changed since', () => {
  it('keeps their keys, and loses ours', async () => {
    const theirs = JSON.stringify({ ...store, mtu: 1400, debug: false });
    const { back, now } = withFile(daemonJson, theirs, '640');
    await back(json('{"debug": true}'));
    expect(JSON.parse(now()?.text ?? '')).toEqual({ mtu: 1400, debug: false });
    expect(now()?.mode).toBe('640');
  });

  it('gets a store of its own back that it had before the lab', async () => {
    const { back, now } = withFile(daemonJson, JSON.stringify({ ...store, mtu: 1400 }));
    await back(json('{"cluster-store": "consul://x"}'));
    expect(JSON.parse(now()?.text ?? '')).toEqual({ 'cluster-store': 'consul://x', mtu: 1400 });
  });

  it.each([
    ['that is no JSON any more', json('{}'), '{"debug": tru'],
    ['that is no JSON at all', unit, '[Unit]\n# theirs\n'],
  ])('%s is refused with a remedy, and left alone', async (_, change, text) => {
    const path = change.kind === 'file' ? change.path : '';
    const { back, now } = withFile(path, text);
    await expect(back(change)).rejects.toMatchObject({
      code: 'refused',
      details: { node: 'node1', remedy: expect.stringContaining('by hand') },
    });
    expect(now()?.text).toBe(text);
  });

  it('is not one where an earlier attempt of the lab wrote it', async () => {
    const { back, now } = withFile(unitPath, 'first attempt');
    await back(unit, undefined, { wrote: [sha256('first attempt'), sha256('[Unit]\n')] });
    expect(now()).toBeUndefined();
  });
});

describe('a unit', () => {
  const change = (name: string, own: boolean, active: boolean): Change => ({
    kind: 'unit',
    unit: name,
    own,
    before: { active, enabled: active },
  });

  it.each([true, false])('of the lab’s own is stopped and off, also twice (runs now: %s)', async (active) => {
    const { back, machine } = madeUpNode();
    machine.units.set('overlay-lab-etcd.service', { active, enabled: active });
    await back(change('overlay-lab-etcd.service', true, false));
    await back(change('overlay-lab-etcd.service', true, false));
    expect(machine.units.get('overlay-lab-etcd.service')).toEqual({ active: false, enabled: false });
  });

  it.each([true, false])('of the system runs again if it ran before: %s', async (active) => {
    const { back, machine } = madeUpNode();
    machine.units.set('etcd.service', { active: !active, enabled: !active });
    await back(change('etcd.service', false, active));
    expect(machine.units.get('etcd.service')).toEqual({ active, enabled: active });
  });
});

describe('a directory', () => {
  it('goes with all that is in it, and twice does no harm', async () => {
    const { back, machine } = madeUpNode();
    const path = '/var/lib/overlay-lab/lab/etcd-data';
    for (const one of [path, `${path}/member`, '/var/lib/overlay-lab/lab/etcd-bin']) machine.directories.add(one);
    await back({ kind: 'directory', path });
    await back({ kind: 'directory', path });
    expect([...machine.directories]).toEqual(['/var/lib/overlay-lab/lab/etcd-bin']);
  });

  it.each([
    '/',
    '/etc',
    '/var/lib/overlay-lab',
    '/var/lib/overlay-lab/lab',
    '/var/lib/overlay-lab/lab/',
    '/var/lib/overlay-lab/lab/..',
    '/var/lib/overlay-lab/lab/.',
    '/var/lib/overlay-lab/lab/../other',
    '/var/lib/overlay-lab/./other',
    '/var/lib/overlay-lab/other/etcd-data',
    '/var/lib/overlay-lab/lab/a/b',
    '/var/lib/overlay-lab/lab/a\n/etc',
    'var/lib/overlay-lab/lab/etcd-data',
    '/var/lib/docker',
  ])('that is not the lab’s own is refused, whatever a ledger says: %j', async (path) => {
    const { back } = madeUpNode();
    await expect(back({ kind: 'directory', path })).rejects.toMatchObject({ code: 'refused' });
  });
});
