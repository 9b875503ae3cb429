import { describe, expect, it } from 'vitest';
import { english } from '../../../../shared/texts/text.ts';
import type { EngineProcess, EngineState } from '../../../machine/engine-state.ts';
import { goodEngine, said } from './fixtures/good-facts.ts';

type Change = Parameters<typeof said>[0];
const errors = (change: Change) => said(change).filter(({ level, code }) => level === 'error' && code !== 'engine-ids');

const own = goodEngine().processes[0] as EngineProcess;
const unit = (name: string, load: string, active: string, result = 'success'): Partial<EngineState> => ({
  units: { 'docker.service': { load: 'loaded', active: 'inactive', result }, [name]: { load, active, result } },
});
const gone = { processes: [], listeners: [], isUntried: true };
const file = (text: string, more: Partial<EngineState> = {}): Change => ({
  state: { configuration: { path: '/etc/docker/daemon.json', text }, ...more },
});

describe('an engine that does not answer: one trouble, with the remedy of its cause', () => {
  const starts = /^systemctl reset-failed .*; systemctl start docker\.socket docker$/;
  it.each<[string, Partial<EngineState>, string, RegExp, RegExp]>([
    ['stopped', { ...gone, ...unit('docker.service', 'loaded', 'inactive') }, '', /is stopped/, starts],
    ['masked', { ...gone, ...unit('docker.service', 'masked', 'inactive') }, '', /masked/, /^systemctl unmask/],
    [
      'its start limit',
      { ...gone, ...unit('docker.service', 'loaded', 'failed', 'start-limit-hit') },
      '',
      /too often/,
      starts,
    ],
    [
      'failed',
      { ...gone, ...unit('docker.service', 'loaded', 'failed', 'exit-code') },
      'specified both',
      /failed to start: specified both/,
      /^Fix what it reports/,
    ],
    ['halted', { processes: [{ ...own, state: 'T' }] }, '', /process 7\) was stopped/, /^kill -CONT 7$/],
    ['hanging', {}, '', /does not answer: no answer/, /systemctl restart docker/],
    [
      'its socket gone',
      { socket: undefined, listeners: [] },
      '',
      /socket .* is gone/,
      /systemctl start docker\.socket/,
    ],
    [
      'another program at the socket',
      { listeners: [{ process: 'nc', pid: 9 }] },
      '',
      /does not listen/,
      /systemctl start docker\.socket/,
    ],
    [
      'nothing installed',
      { ...gone, units: {}, socket: undefined, client: undefined },
      '',
      /not installed/,
      /apt-get install docker\.io/,
    ],
    [
      'the snap, stopped',
      {
        ...gone,
        ...unit('snap.docker.dockerd.service', 'loaded', 'inactive'),
        units: { 'snap.docker.dockerd.service': { load: 'loaded', active: 'inactive', result: 'success' } },
      },
      '',
      /snap/,
      /snap remove docker/,
    ],
    [
      'rootless',
      { units: {}, processes: [{ ...own, uid: 1000, ofUser: true }], socket: undefined },
      '',
      /is rootless here \(user 1000/,
      /docker\.io/,
    ],
  ])('%s', (_, state, reason, message, remedy) => {
    const found = errors({ engine: null, state, reason });
    expect(found).toMatchObject([
      { code: 'engine', message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) },
    ]);
  });
});

describe('what answers and cannot be the lab’s engine is refused by name', () => {
  it.each<[string, Change, RegExp]>([
    ['the snap', { state: { processes: [{ ...own, unit: 'snap.docker.dockerd.service' }] } }, /snap\.docker\.dockerd/],
    [
      'Podman',
      { engine: { isPodman: true }, state: { processes: [], listeners: [{ process: 'podman', pid: 3 }] } },
      /Podman/,
    ],
    [
      'Podman under Docker’s name',
      { engine: { isPodman: true }, state: { client: '/usr/bin/docker podman' } },
      /Podman/,
    ],
    ['rootless Docker', { engine: { SecurityOptions: ['name=seccomp', 'name=rootless'] } }, /rootless/],
    [
      'another unit',
      { state: { processes: [{ ...own, unit: 'dockerd-lab.service' }] } },
      /runs as dockerd-lab\.service/,
    ],
    [
      'one that was started by hand',
      { state: { processes: [{ ...own, unit: 'session-4.scope' }] } },
      /manually \(process 7\)/,
    ],
  ])('%s', (_, change, message) => {
    expect(errors(change)).toMatchObject([{ message: expect.stringMatching(message), diagnosis: 50 }]);
  });

  it.each<[string, Change]>([
    [
      'an alias of docker.service',
      { state: { processes: [{ ...own, unit: 'moby.service' }], unitId: 'moby.service' } },
    ],
    [
      'one by hand that has the store',
      {
        engine: { ClusterStore: 'etcd://192.168.236.131:2379' },
        state: { processes: [{ ...own, unit: 'ssh.service' }] },
      },
    ],
    ['one of which nothing is seen', { state: { processes: [] } }],
  ])('but not %s', (_, change) => expect(errors(change)).toEqual([]));

  it('a swarm’s manager is left by force, and what that costs is said', () => {
    const swarm = (ControlAvailable: boolean) =>
      errors({ engine: { Swarm: { LocalNodeState: 'active', ControlAvailable } } })[0]?.remedy;
    expect(swarm(true)).toMatch(/leave --force\. .*manager.* lost/);
    expect(swarm(false)).not.toContain('--force');
  });
});

describe('with what its next start would fail is said before', () => {
  const untried = { isUntried: true };
  it.each<[string, Change, RegExp, number]>([
    ['hosts, with -H in the unit', file('{"hosts": ["fd://"]}', untried), /^hosts is set both in/, 11],
    [
      'a list, with its flag',
      file('{"labels": []}', { ...untried, command: 'dockerd --label=a=b' }),
      /^labels is set both in/,
      11,
    ],
    ['a byte order mark', file('\uFEFF{}'), /line 1, column 1: a byte order mark/, 52],
    ['a comment', file('{\n  // why\n  "debug": true\n}'), /line 2, column 3: a comment/, 52],
    ['a comma too many', file('{\n "debug": true,\n}'), /line 3, column 1: /, 52],
    [
      'another file',
      { state: { configuration: { path: '/srv/docker.json', text: '{}' } } },
      /--config-file \(\/srv\/docker\.json\)/,
      50,
    ],
    ['a list in place of an object', file('[]'), /is not a JSON object/, 52],
    [
      'a proxy',
      { state: { unitProxies: ['HTTP_PROXY'], unitNoProxy: 'example.org' } },
      /HTTP_PROXY.*192\.168\.236\.131/,
      51,
    ],
    [
      'a proxy, of the running engine',
      { state: { processes: [{ ...own, proxies: ['http_proxy'] }] } },
      /http_proxy/,
      51,
    ],
  ])('%s', (_, change, message, diagnosis) => {
    expect(errors(change)).toMatchObject([{ message: expect.stringMatching(message), diagnosis }]);
  });

  it.each<[string, Change]>([
    ['the same, where the engine runs with it', file('{"hosts": ["fd://"]}')],
    ['other keys', file('{"debug": true, "label": 1}', untried)],
    ['an empty file', file('\n', untried)],
    [
      'a proxy that excepts the nodes',
      { state: { unitProxies: ['HTTP_PROXY'], unitNoProxy: 'a.b, 192.168.236.0/24' } },
    ],
    ['a proxy for https alone', { state: { unitProxies: ['HTTPS_PROXY'], unitNoProxy: '' } }],
  ])('but not %s', (_, change) => expect(errors(change)).toEqual([]));

  it('the remedy of a proxy keeps what was excepted, and nothing that a shell would read', () => {
    const [found] = errors({ state: { unitProxies: ['HTTP_PROXY'], unitNoProxy: 'a.b,$(reboot),`x`' } });
    expect(found?.remedy).toContain('NO_PROXY=a.b,localhost,127.0.0.1,192.168.236.131,192.168.236.132"');
    expect(found?.remedy).not.toContain('reboot');
  });
});

it('says which other tracks are for this engine, and what each gives', () => {
  const of = (ServerVersion: string) =>
    english(said({ engine: { ServerVersion } }).find(({ code }) => code === 'tracks')?.message ?? '');
  expect(of('20.10.24')).toBe(
    'other tracks for this engine: swarm, Docker’s own overlay, without a store; vxlan, the same tunnel by hand; routed, no tunnel, routes alone; ovs, a tunnel by Open vSwitch',
  );
  expect(of('1.12.6')).toMatch(/vxlan, .*ovs, .*\. not for it: swarm \(Docker 1\.13 or newer\); routed/);
  expect(of('1.8.0')).toMatch(/^no other track is for this engine\. not for it: /);
});
