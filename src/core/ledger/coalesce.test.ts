import { describe, expect, it } from 'vitest';
import { sha256 } from '../machine/file.ts';
import type { Change } from './change.ts';
import { coalesce } from './coalesce.ts';
import type { Entry } from './open-entries.ts';

const file = (before: string | null, wrote: string, path = '/etc/docker/daemon.json'): Change => ({
  kind: 'file',
  path,
  before: before === null ? null : { base64: Buffer.from(before).toString('base64'), mode: '644' },
  wrote: sha256(wrote),
  reload: 'docker',
});
const unit = (active: boolean): Change => ({
  kind: 'unit',
  unit: 'etcd.service',
  own: false,
  before: { active, enabled: active },
});
const entries = (...changes: (Change | [Change, string])[]): Entry[] =>
  changes.map((one, index) => {
    const [change, detail] = Array.isArray(one) ? one : [one];
    return {
      id: String(index),
      step: 'daemon',
      change,
      outcome: detail === undefined ? undefined : { ok: true, detail },
    };
  });

describe('coalesce', () => {
  it('walks backwards over things that were changed once', () => {
    const container: Change = { kind: 'container', name: 'worker-1' };
    const result = coalesce(entries({ kind: 'gwbridge' }, container, { kind: 'image', reference: 'x' }));
    expect(result.map(({ change }) => change.kind)).toEqual(['image', 'container', 'gwbridge']);
    expect(result.map(({ ids }) => ids)).toEqual([['2'], ['1'], ['0']]);
  });

  it('keeps what stood before the first of several attempts, and all that the lab wrote', () => {
    const [one, ...rest] = coalesce(entries(file('{}', 'A'), file('A', 'B'), file('B', 'C')));
    expect(rest).toEqual([]);
    expect(one).toMatchObject({ ids: ['0', '1', '2'], wrote: [sha256('A'), sha256('B'), sha256('C')] });
    expect(one?.change).toEqual({ ...file('{}', 'C') });
  });

  it('counts an attempt that never got to writing', () => {
    const [one, ...rest] = coalesce(entries(file('{}', 'A'), file('{}', 'B')));
    expect(rest).toEqual([]);
    expect(one?.change).toEqual(file('{}', 'B'));
  });

  it('keeps that nothing stood there before the first attempt', () => {
    const [one] = coalesce(entries(file(null, 'A'), file('A', 'A')));
    expect(one?.change).toMatchObject({ before: null });
  });

  it('tells apart what someone else wrote between two attempts, so that theirs is not lost', () => {
    const result = coalesce(entries(file('{}', 'A'), file('theirs', 'B'), file('B', 'C')));
    expect(result.map(({ ids }) => ids)).toEqual([['1', '2'], ['0']]);
    expect(result.map(({ change }) => change)).toEqual([file('theirs', 'C'), file('{}', 'A')]);
  });

  it('brings back what someone else removed between two attempts only where it stood there before the lab', () => {
    const attempts = entries(file('{}', 'A'), file(null, 'B'));
    const back = (...before: Parameters<typeof coalesce>[1][]) =>
      coalesce(attempts, ...before).map(({ ids, change }) => [ids, change.kind === 'file' && change.before]);
    const theirs = { base64: Buffer.from('{}').toString('base64'), mode: '644' };
    expect(back([{ path: '/etc/docker/daemon.json', sha256: sha256('{}') }])).toEqual([[['0', '1'], theirs]]);
    expect(back([])).toEqual([[['0', '1'], null]]);
    expect(back(undefined), 'nobody knows').toEqual([[['0', '1'], theirs]]);
  });

  it('keeps two files, and a file and a directory of one path, apart', () => {
    const changes: Change[] = [file(null, 'A', '/a'), file(null, 'A', '/b'), { kind: 'directory', path: '/a' }];
    expect(coalesce(entries(...changes))).toHaveLength(3);
  });

  it('keeps how a unit was before the first attempt stopped it', () => {
    const [one, ...rest] = coalesce(entries(unit(true), unit(false)));
    expect([one?.change, rest]).toEqual([unit(true), []]);
  });

  it('takes the newest id that is known of what was made', () => {
    const image: Change = { kind: 'image', reference: 'x' };
    expect(coalesce(entries([image, 'first'], [image, 'second']))[0]?.detail).toBe('second');
    expect(coalesce(entries([image, 'first'], image))[0]?.detail).toBe('first');
  });

  it('takes a thing back in the place of its newest attempt', () => {
    const order = coalesce(entries(unit(true), file(null, 'A'), unit(false))).map(({ change }) => change.kind);
    expect(order).toEqual(['unit', 'file']);
  });
});
