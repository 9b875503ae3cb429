import { describe, expect, test } from 'vitest';
import { english } from '../../shared/texts/text.ts';
import { sha256 } from '../machine/file.ts';
import { dockerd, factsWith, signs, told } from './fixtures/typed-node.ts';
import { judgeEngine } from './judge-engine.ts';

const lesson =
  '-H tcp://0.0.0.0:2375 -H unix:///var/run/docker.sock --cluster-store=etcd://192.168.236.130:2379 --cluster-advertise=192.168.236.130:2375';
const store = '--cluster-store=etcd://192.168.236.130:2379 --cluster-advertise=192.168.236.130:2375';
const packaged = `[Unit]
Description=Docker
[Service]
EnvironmentFile=-/etc/default/docker
ExecStart=/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
Restart=on-failure
`;

describe('an engine', () => {
  const judge = (...processes: ReturnType<typeof dockerd>[]) => told(judgeEngine(factsWith({ processes }), signs()))[0];

  test('started as the lesson has it is ended, the system’s own never', () => {
    expect(judge(dockerd(lesson))).toBe('Docker, started by hand (process 8): end');
    expect(judge(dockerd(lesson, { service: 'ssh.service' }))).toContain(': end');
    expect(judge(dockerd('-H fd://', { service: 'docker.service' }))).toBeUndefined();
  });

  describe('of the system that runs with a store', () => {
    const own = dockerd(lesson, { service: 'docker.service' });
    const engine = { store: 'etcd://192.168.236.130:2379', advertise: '192.168.236.130:2375' };
    const dropIn = {
      path: '/etc/systemd/system/docker.service.d/a.conf',
      mode: '644',
      text: `ExecStart=dockerd ${store}`,
    };
    const whichRuns = (...more: Parameters<typeof dockerd>) => ({ processes: [dockerd(...more)] });
    const system = whichRuns('-H fd://', { service: 'docker.service' });
    const judgeRunning = (
      facts: Parameters<typeof factsWith>[0],
      by = signs(),
      says: typeof engine | undefined = engine,
    ) => told(judgeEngine(factsWith(facts), by, says)).filter((line) => /^Docker, (which|not)/.test(line));

    test('which no file names any more is started again, whether it answers or not', () => {
      const restart = [`Docker, which still runs with the store ${engine.store} that no file names any more: restart`];
      expect(judgeRunning(system)).toEqual(restart);
      expect(judgeRunning({ processes: [own] }, signs(), undefined)).toHaveLength(1);
    });

    test.each([
      ['which a file names', { ...system, files: [dropIn] }, signs()],
      ['which the app gave it', system, signs({}, ['/etc/docker/daemon.json'])],
      ['beside one that a person started', { processes: [own, dockerd(lesson)] }, signs()],
      ['and that is stopped', { ...system, docker: { active: 'inactive', enabled: true, loaded: true } }, signs()],
    ])('%s is not', (_, facts, by) => expect(judgeRunning(facts, by)).toEqual([]));

    test('at no node of the lab is nobody’s business; one that is told by a file of its own is left', () => {
      expect(judgeRunning(system, signs(), { store: 'etcd://10.9.9.9:2379', advertise: '' })).toEqual([]);
      const other = whichRuns('--config-file=/srv/docker.json', { service: 'docker.service' });
      expect(judgeRunning(other)).toEqual([expect.stringContaining('in a file of their own')]);
    });

    test('to which an earlier reset owes a start gets it', () => {
      const begun = { version: 1 as const, taken: [], engine: true };
      const without = { processes: [dockerd('-H fd://', { service: 'docker.service' })] };
      expect(told(judgeEngine(factsWith(without), { ...signs(), begun }, {}))).toEqual([
        'Docker, not restarted yet since an earlier reset was cut off: restart',
      ]);
      expect(told(judgeEngine(factsWith(without), { ...signs(), begun: { ...begun, engine: false } }, {}))).toEqual([]);
    });
  });

  test.each([
    ['of another store', '--cluster-store=etcd://10.9.9.9:2379', 'at no node of this lab'],
    ['without one', '-D', 'no cluster store'],
    [
      'that says it is another node',
      `${store.replace('advertise=192.168.236.130', 'advertise=192.168.236.131')}`,
      'not this node',
    ],
    ['with a socket of its own', `-H unix:///run/second.sock ${store}`, 'an engine of its own'],
  ])('%s is left', (_, flags, why) => expect(judge(dockerd(flags))).toContain(why));
});

describe('a file', () => {
  const judge = (path: string, text: string, before?: Parameters<typeof signs>[0]) =>
    judgeEngine(factsWith({ files: [{ path, mode: '644', text }], packaged }), signs(before))[0];
  const whyLeft = (...file: Parameters<typeof judge>) => english(judge(...file)?.why ?? '');
  const dropIn = '/etc/systemd/system/docker.service.d/store.conf';
  const variables = '/etc/default/docker';
  const json = '/etc/docker/daemon.json';

  test('a drop-in with the engine’s command as it was called of old goes', () => {
    const old = `[Service]\nExecStart=\nExecStart=/usr/bin/docker daemon -H fd:// ${store}\n`;
    expect(judge(dropIn, old)?.taking).toMatchObject({ do: 'file', text: null });
    expect(judge(dropIn, old.replace('daemon', 'daemon --debug'))?.taking).toMatchObject({
      text: expect.stringContaining('docker daemon --debug'),
    });
  });

  test.each([
    [
      'a drop-in with the engine’s command',
      dropIn,
      `[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd:// ${store}\n`,
      null,
    ],
    [
      'the same with the tutorial’s sockets',
      dropIn,
      `[Service]\nExecStart=\nExecStart=/usr/bin/dockerd ${lesson}\n`,
      null,
    ],
    ['a drop-in with a variable', dropIn, `[Service]\nEnvironment="DOCKER_OPTS=${store}"\n`, null],
    [
      'a drop-in with more of somebody',
      dropIn,
      `[Service]\nLimitNOFILE=7\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd:// ${store}\n`,
      '[Service]\nLimitNOFILE=7\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd://\n',
    ],
    [
      'a copy of the package’s unit',
      '/etc/systemd/system/docker.service',
      packaged.replace('$DOCKER_OPTS', `$DOCKER_OPTS ${store}`),
      null,
    ],
    [
      'the package’s unit itself',
      '/usr/lib/systemd/system/docker.service',
      packaged.replace('$DOCKER_OPTS', `$DOCKER_OPTS ${store}`),
      packaged,
    ],
    ['variables', variables, `# Docker\nDOCKER_OPTS="${store}"\n`, '# Docker\n'],
    ['variables with more', variables, `DOCKER_OPTS="-D ${store}"\nX=1\n`, 'DOCKER_OPTS="-D"\nX=1\n'],
    [
      'daemon.json',
      json,
      `{"cluster-store": "etcd://192.168.236.131:2379", "cluster-advertise": "192.168.236.130:2375"}`,
      null,
    ],
    [
      'daemon.json with more',
      json,
      `{\n  "debug": true,\n  "cluster-store": "etcd://192.168.236.130:2379"\n}\n`,
      '{\n  "debug": true\n}\n',
    ],
  ])('%s gives up what the lesson put there, and nothing else', (_, path, text, rest) => {
    expect(judge(path, text)?.taking).toMatchObject({ do: 'file', path, seen: sha256(text), text: rest });
  });

  test.each([
    ['another store', json, '{"cluster-store": "etcd://10.9.9.9:2379"}', 'at no node of this lab'],
    [
      'another node',
      variables,
      `DOCKER_OPTS="${store.replace('advertise=192.168.236.130', 'advertise=192.168.236.131')}"`,
      'not this node',
    ],
    ['no JSON', json, `{"cluster-store": "etcd://192.168.236.130:2379",}`, 'not the JSON'],
  ])('with %s is left', (_, path, text, why) => expect(whyLeft(path, text)).toContain(why));

  test('without a store, or with a comment that tells of one, is nobody’s business', () => {
    expect(judge(json, '{"debug": true}')).toBeUndefined();
    expect(judge(variables, `#DOCKER_OPTS="${store}"`)).toBeUndefined();
  });

  test('that had the same content before the lab is left; one that is the ledger’s is not typed', () => {
    const text = `{"cluster-store": "etcd://192.168.236.130:2379"}`;
    const files = [{ path: json, sha256: sha256(text) }];
    expect(whyLeft(json, text, { files })).toBe('it was there before the lab');
    expect(judgeEngine(factsWith({ files: [{ path: json, mode: '644', text }] }), signs({}, [json]))).toEqual([]);
  });

  test('of etcd’s package goes back only where that makes it what it was', () => {
    const path = '/etc/default/etcd';
    const text = '## etcd\nETCD_NAME=node1\nETCD_LISTEN_PEER_URLS=http://192.168.236.130:2380\n';
    expect(whyLeft(path, text)).toBe('what it said before is not known');
    const files = [{ path, sha256: sha256('## etcd\n') }];
    expect(judge(path, text, { files })?.taking).toMatchObject({ text: '## etcd\n' });
  });
});
