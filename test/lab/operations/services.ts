import { expect } from 'vitest';
import { storeLook } from '../../../src/core/tracks/swarm/raft.ts';
import { ipvsTry, serviceShow, tasksResolve } from '../../../src/core/tracks/swarm/service.ts';
import { type Proof, sh } from './place.ts';

const container = 'worker-1';

/** Services, and what the engines of a swarm share; what they say where there is one, the track's own test sees. */
export const services: Record<string, Proof> = {
  [storeLook.name]: async ({ node }) => {
    const [info, ports, files, peers] = await node.run(storeLook, { network: 'bridge', ports: '22|2377' });
    expect(info).toContain('Swarm: inactive');
    const words = (text = '') => text.split(/\s+/).filter(Boolean);
    expect(words(ports)).toEqual(words(await sh(node, "ss -Hlntu 'sport = :22'")));
    expect(files?.trimEnd()).toBe(await sh(node, 'ls -R /var/lib/docker/swarm 2>&1'));
    expect(peers?.trimEnd()).toBe(await sh(node, "docker network inspect -v -f '{{json .Peers}}' bridge 2>&1"));
  },
  [ipvsTry.name]: async ({ node }) => {
    const plain = await sh(
      node,
      'grep -qw ip_vs /proc/modules || [ -d /sys/module/ip_vs ] || modprobe -nq ip_vs; echo $?',
    );
    expect(await node.run(ipvsTry, {})).toBe(plain === '0');
  },
  [serviceShow.name]: async ({ node }) => {
    expect((await node.run(serviceShow, {})).trimEnd()).toBe(await sh(node, 'docker service ps pair 2>/dev/null'));
  },
};

export const besideServices: Record<string, Proof> = {
  [tasksResolve.name]: async ({ node }) => {
    const { by, printed } = await node.run(tasksResolve, { container, service: 'pair' });
    const knows = (await sh(node, `docker exec ${container} which nslookup`)) !== '';
    expect(by).toBe(knows ? 'nslookup' : 'ping -c 1 -W 2');
    expect(printed).not.toContain('Name:');
  },
};
