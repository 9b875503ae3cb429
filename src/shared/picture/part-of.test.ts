import { expect, it } from 'vitest';
import { outlineOf, trackIds } from '../tracks/tracks.ts';
import { standingLab } from './fixtures/two-nodes.ts';
import { logOf } from './log-of.ts';
import { isAbout, withoutOthers } from './part-of.ts';
import { thingKinds } from './picture.ts';
import { pictureOf } from './picture-of.ts';

const whole = pictureOf(standingLab());

it('leaves out what is not the lab’s, and every tie to it', () => {
  const { things, ties } = withoutOthers(whole);
  const names = things.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['node1', 'worker-1', 'vxlan0', 'docker_gwbridge']));
  expect(names).not.toContain('docker0');
  expect(names).not.toContain('theirs');
  const ids = new Set(things.map(({ id }) => id));
  for (const { from, to } of ties) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
});

it('knows what each part of each track is about, but for those that are about all of it', () => {
  const parts = trackIds.flatMap((id) => outlineOf(id).parts.map(({ id }) => id));
  const unknown = new Set(parts.filter((id) => !thingKinds.some((kind) => isAbout(id, { kind, name: '' }))));
  expect(unknown).toEqual(new Set(['ping', 'performance']));
});

it('says by which command the log of a thing is read, with no word of a node’s that a shell would read', () => {
  const log = (name: string) => {
    const thing = whole.things.find((one) => one.name === name);
    return thing && logOf(whole, thing);
  };
  expect(log('worker-1')).toEqual({ node: 'node1', command: 'docker logs --tail 50 worker-1' });
  expect(log('node2')).toEqual({ node: 'node2', command: 'journalctl -u docker -n 50 --no-pager' });
  expect(log('etcd, 2 members')?.command).toContain('journalctl -u overlay-lab-etcd');
  const [container] = whole.things.filter(({ kind }) => kind === 'container');
  expect(container && logOf(whole, { ...container, name: 'x; reboot' })).toBeUndefined();
});
