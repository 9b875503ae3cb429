import { describe, expect, test } from 'vitest';
import { container, engineWith, factsWith, lab, signs, told } from './fixtures/typed-node.ts';
import { judgeObjects } from './judge-objects.ts';
import { judgeSwarm } from './judge-swarm.ts';
import { judgeWays } from './judge-ways.ts';

const names = { worker: 'worker-1', image: 'overlay-lab/worker:1' };
const store = 'etcd://192.168.236.130:2379';
const overlay = (name: string, more = {}) => ({
  id: `id-of-${name}`,
  name,
  driver: 'overlay',
  scope: 'global',
  ...more,
});
const bridge = (name: string) => ({ id: `id-of-${name}`, name, driver: 'bridge', scope: 'local' });

describe('in an engine', () => {
  const judge = (some: Parameters<typeof engineWith>[0], before?: Parameters<typeof signs>[0]) =>
    told(judgeObjects(engineWith({ store, ...some }), names, signs(before)));

  test('networks of the lab’s store go, with the lesson’s worker on them', () => {
    expect(
      judge({
        networks: [overlay('myapp'), bridge('others')],
        containers: [container('worker-1', ['myapp', 'docker_gwbridge'])],
      }),
    ).toEqual(['container worker-1: container', 'overlay network myapp: network']);
  });

  test('networks of another store, of another lab, and a swarm’s are left', () => {
    expect(judge({ store: 'etcd://10.9.9.9:2379', networks: [overlay('myapp')] })).toEqual([
      expect.stringContaining('at no node of this lab'),
    ]);
    expect(judge({ networks: [overlay('myapp', { lab: 'class-b' })] })).toEqual([
      expect.stringContaining('another lab (class-b)'),
    ]);
    expect(judge({ networks: [overlay('myapp', { lab: lab.name }), overlay('web', { scope: 'swarm' })] })).toEqual([]);
  });

  test.each([
    ['of another name, of a time that is unknown', container('db', ['myapp']), 'its name is not the lesson’s'],
    ['on another network too', container('worker-1', ['myapp', 'others']), 'also on the network others'],
    ['with a volume', container('worker-1', ['myapp'], { mounts: 1 }), 'a volume'],
    ['named as the lesson’s, elsewhere', container('worker-1', ['bridge']), 'on no network of this lab'],
  ])('a container %s is left', (_, one, why) => {
    expect(judge({ networks: [overlay('myapp')], containers: [one] })[0]).toContain(why);
  });

  test('one of another name is never taken, whenever it came', () => {
    const some = { networks: [overlay('myapp')], containers: [container('db', ['myapp'], { id: 'abcdef' })] };
    expect(judge(some, {})[0]).toContain('its name is not the lesson’s (worker-1)');
    expect(judge(some, { containers: [{ name: 'db', id: 'abcdef', state: 'running' }] })[0]).toContain(
      'there before the lab',
    );
  });

  test('others’ containers, tasks of services and the lab’s own are not looked at', () => {
    const containers = [
      container('db', ['others']),
      container('web.1', ['myapp'], { isTask: true }),
      container('worker-1', ['myapp'], { lab: lab.name }),
    ];
    expect(judge({ networks: [overlay('myapp')], containers })).toEqual(['overlay network myapp: network']);
  });

  test('docker_gwbridge goes with what it was made for, unless somebody uses it or it was there before', () => {
    const networks = [overlay('myapp'), bridge('docker_gwbridge')];
    const last = (some: object, before?: Parameters<typeof signs>[0]) => judge({ networks, ...some }, before).at(-1);
    expect(last({})).toContain(': gwbridge');
    expect(last({ containers: [container('x', ['docker_gwbridge'])] })).toContain('x uses it');
    expect(last({}, { networks: [{ name: 'docker_gwbridge', driver: 'bridge', subnets: [] }] })).toBe(
      'overlay network myapp: network',
    );
    expect(last({ store: undefined, networks: [bridge('docker_gwbridge')] })).toContain('nothing shows');
  });

  test('docker_gwbridge that the app’s ledger has was not typed', () => {
    const engine = engineWith({ store, networks: [bridge('docker_gwbridge')] });
    expect(told(judgeObjects(engine, names, signs({})))).toEqual([expect.stringContaining(': gwbridge')]);
    expect(told(judgeObjects(engine, names, signs({}, ['docker_gwbridge'])))).toEqual([]);
  });

  test('an image of the lesson’s name goes where it came after the baseline', () => {
    const image = { id: 'sha256:0123456789abcdef', name: names.image };
    const images = [image];
    expect(judge({ images }, {})).toEqual(['image overlay-lab/worker:1: image']);
    expect(judge({ images })[0]).toContain('nothing shows');
    expect(judge({ images }, { images: [{ id: '0123456789ab', tags: [] }] })[0]).toContain('before the lab');
  });

  test('one with the lab’s mark was typed as the lesson has it, whenever that was; the ledger’s and another lab’s were not', () => {
    const marked = (mark: string) =>
      engineWith({ images: [{ id: 'sha256:0123456789abcdef', name: names.image, lab: mark }] });
    const stood = { images: [{ id: '0123456789ab', tags: [] }] };
    for (const before of [undefined, {}, stood])
      expect(told(judgeObjects(marked(lab.name), names, signs(before)))).toEqual(['image overlay-lab/worker:1: image']);
    expect(told(judgeObjects(marked(lab.name), names, signs({}, [names.image])))).toEqual([]);
    expect(told(judgeObjects(marked('class-b'), names, signs({})))).toEqual([]);
  });
});

describe('a swarm', () => {
  const managers = ['192.168.236.130:2377'];
  const manager = (some: object = {}, more: object = {}) =>
    engineWith({
      swarm: { state: 'active', nodeId: 'a', isManager: true, managers, isReadable: true, ...more },
      members: { addresses: ['192.168.236.130', '192.168.236.131'], services: [], kept: [], ...some },
    });
  const judge = (engine: ReturnType<typeof engineWith>, before?: Parameters<typeof signs>[0], peers = [engine]) =>
    told(judgeSwarm(engine, peers, signs(before)))[0];

  test('of this lab’s nodes alone is left by all of them', () => {
    expect(judge(manager())).toBe('place in a swarm, as its manager: swarm');
    const worker = engineWith({
      swarm: { state: 'active', nodeId: 'b', isManager: false, managers, isReadable: false },
    });
    expect(judge(worker, undefined, [manager(), worker])).toBe('place in a swarm, as its worker: swarm');
    expect(judge(worker)).toContain('no manager of it could be asked');
  });

  const service = (name: string, more: object = {}) => ({
    ...{ id: `id-of-${name}`, name, replicas: 2, endpoints: 'dnsrr', networks: ['id-of-myapp'] },
    ...more,
  });
  const ours = { id: 'id-of-myapp', name: 'myapp', driver: 'overlay', scope: 'swarm' };

  test('with the lesson’s service goes with it; one on another network, or with a virtual IP, is somebody’s', () => {
    const having = (one: object) => ({ ...manager({ services: [one] }), networks: [ours] });
    const things = (one: object) => told(judgeSwarm(having(one), [having(one)], signs({})));
    expect(things(service('pair'))).toEqual(['service pair: service', 'place in a swarm, as its manager: swarm']);
    for (const other of [{ networks: ['id-of-web'] }, { endpoints: 'vip' }])
      expect(things(service('pair', other))).toEqual([expect.stringContaining('would be lost: pair')]);
    const labs = { ...having(service('pair')), swarm: { ...manager().swarm, lab: lab.name } };
    expect(told(judgeSwarm(labs, [labs], signs({})))).toEqual(['service pair: service']);
  });

  test.each([
    [
      'whose managers are elsewhere',
      manager({}, { managers: ['10.1.1.1:2377'] }),
      undefined,
      'not all nodes of this lab',
    ],
    [
      'with a member from elsewhere',
      manager({ addresses: ['192.168.236.130', '10.1.1.1'] }),
      undefined,
      '10.1.1.1 is in it too',
    ],
    ['with secrets, whenever it came', manager({ kept: ['password'] }), {}, 'would be lost: password'],
    ['with services, whenever they came', manager({ services: [service('web')] }), {}, 'which would be lost: web'],
    [
      'that was there before',
      manager(),
      { networks: [{ name: 'ingress', driver: 'overlay', subnets: [] }] },
      'before the lab',
    ],
  ])('%s stays', (_, engine, before, why) => expect(judge(engine, before)).toContain(why));

  test('that came after the baseline goes with its networks; the lab’s own is its ledger’s', () => {
    const web = { id: 'id-of-web', name: 'web', driver: 'overlay', scope: 'swarm' };
    expect(judge({ ...manager(), networks: [web] }, {})).toContain(': swarm');
    expect(judge({ ...manager(), networks: [web] })).toContain('it has the network web');
    expect(judge(manager({}, { lab: lab.name }))).toBeUndefined();
  });
});

test('a link and a route between the lab’s nodes go where the baseline shows that they are new', () => {
  const vxlans = [
    '9: vx77: <BROADCAST> mtu 1450 vxlan id 77 remote 192.168.236.131 local 192.168.236.130 dev host0',
    '10: other: <UP> vxlan id 9 local 10.1.1.1',
  ];
  const routes = [
    '10.244.2.0/24 via 192.168.236.131 dev host0 linkdown',
    'default via 192.168.236.131',
    '10.0.0.0/8 via 10.1.1.1 dev host0',
  ];
  const judge = (before?: Parameters<typeof signs>[0]) => told(judgeWays(factsWith({ vxlans, routes }), signs(before)));
  expect(judge({})).toEqual(['VXLAN link vx77: link', 'route to 10.244.2.0/24 via 192.168.236.131: route']);
  expect(judge().every((one) => one.includes('nothing shows'))).toBe(true);
  const stood = {
    links: [{ name: 'vx77', mtu: 1450 }],
    routes: [{ destination: '10.244.2.0/24', attributes: 'via 192.168.236.131 dev host0' }],
  };
  expect(judge(stood).every((one) => one.includes('before the lab'))).toBe(true);
  // What the ledger names was not typed.
  const [own] = [told(judgeWays(factsWith({ vxlans, routes }), signs({}, ['vx77', '10.244.2.0/24'])))];
  expect(own).toEqual([]);
});
