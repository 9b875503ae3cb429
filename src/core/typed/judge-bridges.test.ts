import { describe, expect, test } from 'vitest';
import type { Lab } from '../../shared/lab/lab.ts';
import type { EngineNetwork } from './engine-facts.ts';
import { container, engineWith, factsWith, lab, signs, told } from './fixtures/typed-node.ts';
import { judgeObjects } from './judge-objects.ts';
import { judgeWays } from './judge-ways.ts';

describe('a bridge of the lab’s name', () => {
  const routedLab = { ...lab, track: 'routed' } as Lab;
  const judge = (some: Partial<EngineNetwork>, subnet?: string) => {
    const bridge = { id: 'id-of-myapp', name: 'myapp', driver: 'bridge', scope: 'local', link: 'br-lab' };
    const engine = engineWith({
      networks: [{ ...bridge, subnets: ['10.244.1.0/24'], ...some }],
      containers: [container('worker-1', ['myapp']), container('web', ['myapp'])],
    });
    const ofLab = { ...routedLab, network: { name: 'myapp', ...(subnet && { subnet }) } };
    return told(
      judgeObjects(engine, { worker: 'worker-1', image: 'overlay-lab/worker:1' }, { ...signs(), lab: ofLab }),
    );
  };

  test('as the lesson has it goes, with the worker on it; others’ containers on it are named', () => {
    const [worker, web, network] = judge({});
    expect([worker, network]).toEqual(['container worker-1: container', 'bridge network myapp: bridge']);
    expect(web).toContain('web');
    expect(web).not.toContain(': container');
    expect(judge({ subnets: ['10.9.1.0/24'] }, '10.9.0.0/16')).toContain('bridge network myapp: bridge');
  });

  test.each([
    ['whose link has another name', { link: 'br-web' }, undefined, 'its bridge is not called br-lab'],
    ['with another subnet than the lesson’s', { subnets: ['10.9.1.0/24'] }, undefined, 'none of this lab’s'],
    ['with another subnet than the lab file’s', {}, '10.9.0.0/16', 'none of this lab’s'],
    ['wider than the lab file’s', { subnets: ['10.9.0.0/15'] }, '10.9.0.0/16', 'none of this lab’s'],
    ['of another lab', { lab: 'class-b' }, undefined, 'class-b'],
  ])('%s is left, and the worker on it too', (_, some, subnet, why) => {
    const things = judge(some, subnet);
    expect(things.find((one) => one.startsWith('bridge network'))).toContain(why);
    expect(things.some((one) => one.endsWith(': bridge') || one.endsWith(': container'))).toBe(false);
  });

  test('is nothing of a lab whose track has no such bridge', () => {
    const bridge = {
      id: 'i',
      name: 'myapp',
      driver: 'bridge',
      scope: 'local',
      link: 'br-lab',
      subnets: ['10.244.1.0/24'],
    };
    expect(told(judgeObjects(engineWith({ networks: [bridge] }), { worker: 'w', image: 'i' }, signs()))).toEqual([]);
  });
});

test('what has the lesson’s own name, number and place goes without a baseline; rules by the lab’s mark', () => {
  const link =
    '9: vx77: <UP> mtu 1450 master br-lab state UP vxlan id 77 local 192.168.236.130 srcport 0 0 dstport 4789';
  const route = '10.244.2.0/24 via 192.168.236.131 dev host0 proto 77';
  const rule = '-A DOCKER-USER -s 10.244.0.0/16 -d 10.244.0.0/16 -m comment --comment "overlay-lab:class-a" -j ACCEPT';
  const judge = (track: 'vxlan' | 'routed', facts: Parameters<typeof factsWith>[0], own: string[] = []) =>
    told(judgeWays(factsWith(facts), { ...signs(undefined, own), lab: { ...lab, track } }));
  expect(judge('vxlan', { vxlans: [link] })).toEqual(['VXLAN link vx77: link']);
  for (const [sign, other] of [
    ['id 77', 'id 78'],
    ['master br-lab', 'master br0'],
    ['local 192.168.236.130', 'local 192.168.236.131'],
  ] as const)
    expect(judge('vxlan', { vxlans: [link.replace(sign, other)] })[0]).toContain('nothing shows');
  expect(judge('routed', { vxlans: [link] })[0]).toContain('nothing shows');
  expect(judge('routed', { routes: [route] })).toEqual(['route to 10.244.2.0/24 via 192.168.236.131: route']);
  expect(judge('routed', { routes: [route.replace('proto 77', 'proto static')] })[0]).toContain('nothing shows');
  expect(judge('routed', { rules: [rule] })).toEqual([
    'rules of DOCKER-USER with the comment overlay-lab:class-a: rule',
  ]);
  expect(judge('routed', { rules: [rule] }, ['DOCKER-USER'])).toEqual([]);
});
