import { expect, test } from 'vitest';
import { etcd, factsWith, lessonsData, signs, told } from './fixtures/typed-node.ts';
import { judgeStore } from './judge-store.ts';
import type { TypedProcess } from './typed-facts.ts';

const judge = (process: TypedProcess, data = lessonsData) =>
  told(judgeStore(factsWith({ processes: [process], data: [data] }), signs()));

test('a member started as the lesson has it goes, with its data', () => {
  expect(judge(etcd())).toEqual(['etcd, started by hand (process 7): end', 'etcd’s data in /root/node1.etcd: data']);
});

test('its settings may be variables, and its data anywhere', () => {
  const variables = {
    ETCD_NAME: 'node1',
    ETCD_INITIAL_CLUSTER: 'node1=http://192.168.236.130:2380',
    ETCD_DATA_DIR: '/srv/store',
  };
  const process = etcd('', { words: ['./etcd'], variables });
  expect(judge(process, { ...lessonsData, path: '/srv/store' })).toEqual([
    'etcd, started by hand (process 7): end',
    'etcd’s data in /srv/store: data',
  ]);
});

test.each([
  [
    'names a machine that is none of the lab',
    '-name node1 -initial-cluster node1=http://192.168.236.130:2380,x=http://192.168.236.132:2380',
    'its cluster names 192.168.236.132',
  ],
  [
    'has another name than its cluster gives it',
    '-name web -initial-cluster node1=http://192.168.236.130:2380',
    'its name is web, not node1',
  ],
  [
    'is of a cluster in which this node is not',
    '-name node2 -initial-cluster node2=http://192.168.236.131:2380',
    'nothing in how it was started names this node',
  ],
  ['says nothing of the lab', '--data-dir node1.etcd', 'nothing in how it was started names this node'],
  ['has its settings in a file', '--config-file=/etc/etcd.yml', 'its settings are in a file'],
])('one that %s is left, and its data with it', (_, flags, why) => {
  const [process, data] = judge(etcd(`${flags}`), {
    ...lessonsData,
    path: `/root/${/-name (\S+)/.exec(flags)?.[1] ?? (flags.includes('data-dir') ? 'node1' : 'default')}.etcd`,
  });
  expect(process).toContain(why);
  expect(data).toContain(why);
});

test.each([
  ['keys of somebody', { ...lessonsData, keys: ['docker', 'precious'] }, '/precious'],
  ['a foreign member', { ...lessonsData, urls: [...lessonsData.urls, 'http://10.1.1.1:2380'] }, 'names 10.1.1.1'],
  ['nothing of this node', { ...lessonsData, urls: [] }, 'does not name this node'],
])('data that holds %s is left, with the member that has it open and without one', (_, data, why) => {
  const [process, own] = judge(etcd(), data);
  expect(process).toContain(why);
  expect(own).toContain(why);
  expect(told(judgeStore(factsWith({ data: [data] }), signs()))).toEqual([expect.stringContaining(why)]);
});

test('data that no member has open any more goes by the same signs', () => {
  expect(told(judgeStore(factsWith({ data: [lessonsData] }), signs()))).toEqual([
    'etcd’s data in /root/node1.etcd: data',
  ]);
  const before = { data: [{ path: '/root/node1.etcd/member' }] };
  expect(told(judgeStore(factsWith({ data: [lessonsData] }), signs(before)))).toEqual([
    'etcd’s data in /root/node1.etcd: it was there before the lab',
  ]);
});

test('a unit that was written for it goes as a unit; sshd’s own, in which a shell’s children run, is none', () => {
  const text = `[Service]\nExecStart=/usr/bin/etcd \\\n  ${etcd().words.slice(1).join(' ')}\n`;
  const unit = { unit: 'store.service', active: true, enabled: true, path: '/etc/systemd/system/store.service', text };
  const found = (service: string, units = [unit], before?: Parameters<typeof signs>[0]) =>
    told(
      judgeStore(factsWith({ processes: [etcd(undefined, { service })], units, data: [lessonsData] }), signs(before)),
    )[0];
  expect(found('store.service')).toBe('service store.service, which runs etcd: unit');
  expect(found('ssh.service', [])).toBe('etcd, started by hand (process 7): end');
  const files = [{ path: unit.path, sha256: 'a'.repeat(64) }];
  expect(found('store.service', [unit], { files })).toContain('its file was there before the lab');
});

test('the system’s own etcd that ran before the lab is left, and what a ledger names is not typed', () => {
  const facts = factsWith({ processes: [etcd(undefined, { service: 'etcd.service' })], data: [lessonsData] });
  const units = [{ unit: 'etcd.service', active: 'active', enabled: 'enabled' }];
  expect(told(judgeStore(facts, signs({ units })))[0]).toContain('ran before the lab');
  const own = factsWith({ processes: [etcd(undefined, { service: 'overlay-lab-etcd.service' })], data: [lessonsData] });
  expect(judgeStore(own, signs())).toEqual([]);
});
