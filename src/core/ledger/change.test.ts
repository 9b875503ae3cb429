import { describe, expect, it } from 'vitest';
import { changeSchema, describeChange } from './change.ts';
import { oneOfEach } from './fixtures/records.ts';

describe('describeChange', () => {
  it('says every kind of change in one line of its own', () => {
    const lines = oneOfEach.map(describeChange);
    expect(lines).toEqual([
      'directory /var/lib/overlay-lab/lab/etcd-data',
      'file /etc/docker/daemon.json',
      'new file /etc/systemd/system/x.service',
      'service etcd.service',
      'image overlay-lab/worker:1',
      'network myapp',
      'network docker_gwbridge (made by the engine)',
      'container worker-1',
    ]);
  });

  it('covers every kind that a ledger can hold', () => {
    const kinds = new Set(oneOfEach.map(({ kind }) => kind));
    expect(changeSchema.options.map(({ shape }) => shape.kind.value).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
