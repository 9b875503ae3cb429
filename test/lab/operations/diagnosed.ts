import { expect } from 'vitest';
import { nodeLook } from '../../../src/core/diagnose/look/node-look.ts';
import { tunnelCount, workerReach } from '../../../src/core/diagnose/look/worker-reach.ts';
import { pictureLook } from '../../../src/core/picture/picture-look.ts';
import { type Place, type Proof, sh } from './place.ts';

const addressOf = ({ other, network }: Place) =>
  sh(other, `docker inspect -f '{{(index .NetworkSettings.Networks "${network}").IPAddress}}' worker-2`);
const pidOf = async ({ node }: Place) => Number(await sh(node, "docker inspect -f '{{.State.Pid}}' worker-1"));

/** What a diagnosis and a picture ask, where a lab stands. */
export const diagnosed: Record<string, Proof> = {
  [nodeLook.name]: async ({ node, other, lab }) => {
    const addresses = [node.address, other.address];
    const asked = { lab, address: node.address, dataPort: 4789, isEncrypted: false, addresses };
    const look = await node.run(nodeLook, asked);
    const pids = (await sh(node, 'pgrep -x etcd')).split('\n').map(Number);
    expect(look.etcds.map(({ pid }) => pid)).toEqual(pids);
    expect(look.facts.hostname).toBe(await sh(node, 'hostname'));
    expect(look.links.map(({ name }) => name)).toContain('docker_gwbridge');
    expect(look.rules).toContain(await sh(node, 'iptables -S DOCKER-ISOLATION-STAGE-1 | tail -n1'));
    expect(look.routes).toEqual((await sh(node, 'ip -4 route show')).split('\n').map((line) => line.trim()));
    expect(look.after).toContain('overlay-lab-etcd.service');
    expect(look.sshd.maxsessions).toBe(await sh(node, "sshd -T | sed -n 's/^maxsessions //p'"));
  },
  [pictureLook.name]: async (place) => {
    const { node, network } = place;
    const sent = async () => Number(await sh(node, "ip -s link show dev host0 | awk '/TX:/ {getline; print $1}'"));
    const before = await sent();
    const look = await node.run(pictureLook, {});
    const sandbox = await sh(node, "docker inspect -f '{{.NetworkSettings.SandboxKey}}' worker-1");
    const ends = look.spaces.find(({ name }) => sandbox.endsWith(`/${name}`) && name !== '')?.links ?? [];
    const shown = await sh(node, `nsenter --net=${sandbox} ip -o link | grep -v LOOPBACK`);
    expect(ends.map(({ name, peer, mtu }) => `${name}@if${peer} ${mtu}`)).toEqual(
      shown.split('\n').map((line) => line.replace(/^\d+: (\S+): .* mtu (\d+).*$/, '$1 $2')),
    );
    const id = await sh(node, `docker network inspect -f '{{.Id}}' ${network}`);
    const overlay = look.spaces.find(({ name }) => name === `1-${id.slice(0, 10)}`);
    const inside = `nsenter --net=/var/run/docker/netns/1-${id.slice(0, 10)}`;
    const vni = await sh(node, `${inside} ip -d link show vxlan0 | grep -o 'vxlan id [0-9]*'`);
    expect(overlay?.links.find(({ kind }) => kind === 'vxlan')?.vni).toBe(Number(vni.split(' ').at(-1)));
    const told = await sh(node, `${inside} bridge fdb show dev vxlan0 | grep 'dst' | cut -d' ' -f1,3`);
    expect(overlay?.forwarding.flatMap(({ mac, to }) => (to ? [`${mac} ${to}`] : []))).toEqual(told.split('\n'));
    expect(look.rules.filter((rule) => rule.startsWith('nat '))).toEqual(
      (await sh(node, 'iptables-save -t nat | grep ^-A')).split('\n').map((rule) => `nat ${rule}`),
    );
    const counted = look.counts.find(({ link, space }) => link === 'host0' && space === '');
    expect(before).toBeGreaterThan(0);
    expect(counted?.sent).toBeGreaterThanOrEqual(before);
    expect(counted?.sent).toBeLessThanOrEqual(await sent());
    const up = Number((await sh(node, 'cat /proc/uptime')).split(' ')[0]);
    expect(up - (counted?.at ?? 0)).toBeLessThan(60);
    expect(look).toMatchObject({ docker: true, etcd: true, isAwake: true });
  },
  [workerReach.name]: async (place) => {
    const targets = [
      { name: 'there', address: await addressOf(place) },
      { name: 'nowhere', address: '10.255.255.254' },
    ];
    const reach = await place.node.run(workerReach, { pid: await pidOf(place), size: 1422, targets });
    expect(reach.find(({ to }) => to === 'there')).toMatchObject({ small: true, large: true });
    expect(reach.find(({ to }) => to === 'nowhere')).toMatchObject({ small: false, large: false });
    expect(await sh(place.node, 'pgrep -x ping | wc -l')).toBe('0');
  },
  [tunnelCount.name]: async (place) => {
    const target = await addressOf(place);
    const [counted] = await Promise.all([
      place.node.run(tunnelCount, { machine: place.other.address, what: 'udp port 4789', seconds: 4 }),
      sh(place.node, `sleep 1; docker exec worker-1 ping -c 3 -i 0.3 ${target}`),
    ]);
    expect(counted?.sent).toBeGreaterThanOrEqual(3);
    expect(counted?.came).toBeGreaterThanOrEqual(3);
    expect(await sh(place.node, 'pgrep -x tcpdump | wc -l')).toBe('0');
  },
};
