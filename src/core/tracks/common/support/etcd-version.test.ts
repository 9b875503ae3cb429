import { describe, expect, it } from 'vitest';
import { etcdChoice } from './etcd-version.ts';

const one = (version: string) => etcdChoice([{ path: '/usr/bin/etcd', version }]);

describe('etcdChoice', () => {
  it.each([
    ['2.2.0', false],
    ['2.3.8', false],
    ['3.0.17', false],
    ['3.3.25', false],
    ['3.4.0', true],
    ['3.4.23', true],
    ['3.5.16+dfsg', true],
  ])('takes %s, with --enable-v2: %s', (version, enableV2) => {
    expect(one(version)).toEqual({ ok: true, path: '/usr/bin/etcd', version, enableV2 });
  });

  it.each(['3.6.0', '3.10.1', '4.0.0'])('refuses %s, which has no v2 API (row 4)', (version) => {
    expect(one(version)).toMatchObject({ ok: false, diagnosis: 4, reason: expect.stringContaining(version) });
  });

  it.each(['0.4.6', '2.0.13', '2.1.3'])('refuses %s as too old', (version) => {
    expect(one(version)).toEqual({ ok: false, reason: expect.stringContaining('older than 2.2') });
  });

  it.each(['', '3', 'unknown', 'v3.4.1', '-nan.1'])('does not guess at %j', (version) => {
    expect(one(version)).toEqual({ ok: false, reason: expect.stringContaining('does not report its version') });
  });

  it('says that there is none', () => {
    expect(etcdChoice([])).toEqual({ ok: false, reason: 'etcd is not installed' });
  });

  it('prefers what the lab uploaded, and falls back to the system’s', () => {
    const system = { path: '/usr/bin/etcd', version: '3.4.23' };
    expect(etcdChoice([system, { path: '/lab/etcd', version: '3.5.1' }])).toMatchObject({ path: '/lab/etcd' });
    expect(etcdChoice([system, { path: '/lab/etcd', version: '3.6.1' }])).toMatchObject({ path: '/usr/bin/etcd' });
  });
});
