import { expect, onTestFinished } from 'vitest';
import { routesAdd, routesRead, routeTakeAway } from '../../../src/core/machine/lab-routes.ts';
import { ruleAdd, ruleRead, rulesShow, rulesTakeAway } from '../../../src/core/machine/lab-rules.ts';
import {
  entriesRead,
  entriesWrite,
  forwardingTakeAway,
  neighbourTakeAway,
  unknownMac,
} from '../../../src/core/machine/link-entries.ts';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { linkMake, linkRead, linkShow, linkTakeAway, markOf } from '../../../src/core/machine/vxlan-link.ts';
import { missesShow } from '../../../src/core/tracks/vxlan/peers.ts';
import { type Place, type Proof, sh } from './place.ts';

const name = 'proof77';
const mac = '02:42:0a:00:00:81';
const address = '10.0.0.129';

/** A link that is told what is behind others, and its bridge; `mark`: of the lab, or somebody else's. */
async function link({ node, lab }: Place, mark = markOf(lab)): Promise<void> {
  onTestFinished(async () => void (await sh(node, `ip link delete ${name}; ip link delete proof-br`)));
  await sh(
    node,
    `ip link add proof-br type bridge
ip link add ${name} address ${mark} mtu 1450 type vxlan id 4077 dstport 4789 local ${node.address} nolearning proxy l2miss l3miss`,
  );
}

const plan = ({ node, lab }: Place) => ({
  ...{ lab, name, mtu: 1400, vni: 4077, port: 4789, local: node.address, isTold: false, master: 'proof-br' },
});
const shown = (node: RemoteNode) => sh(node, `ip -d link show ${name} 2>&1`);
const told = (node: RemoteNode) =>
  sh(node, `bridge fdb show dev ${name} | grep dst; ip neigh show dev ${name} nud permanent`);

/** Links, and what they are told. */
export const ways: Record<string, Proof> = {
  [linkRead.name]: async (place) => {
    await link(place);
    await sh(place.node, `ip link set ${name} master proof-br up`);
    expect(await place.node.run(linkRead, { name })).toEqual({
      ...{ mac: markOf(place.lab), mtu: 1450, isUp: true, master: 'proof-br' },
      vxlan: { vni: 4077, local: place.node.address, port: 4789, learns: false, asks: true },
    });
    expect(await place.node.run(linkRead, { name: 'proof-br' })).not.toHaveProperty('vxlan');
    expect(await place.node.run(linkRead, { name: 'no-such' })).toBeUndefined();
  },
  [linkShow.name]: async (place) => {
    await link(place);
    expect((await place.node.run(linkShow, { name })).trim()).toBe(await shown(place.node));
  },
  [linkMake.name]: async (place) => {
    const { node, lab } = place;
    await link(place);
    await node.run(linkMake, { ...plan(place), isThere: false });
    expect(await shown(node)).toMatch(
      /mtu 1400 .*master proof-br[\s\S]*vxlan id 4077 local [\d.]+ .*dstport 4789(?!.*proxy)/,
    );
    expect(await shown(node)).toMatch(/,UP[,>]/);
    await sh(node, `ip link set ${name} nomaster; ip link set ${name} down`);
    await node.run(linkMake, { ...plan(place), isThere: true });
    expect(await shown(node)).toMatch(/,UP[,>].*master proof-br/);
    // Somebody else's is not made way for.
    await sh(node, `ip link set ${name} address 02:00:00:00:00:09`);
    await expect(node.run(linkMake, { ...plan(place), lab, isThere: false })).rejects.toThrow(/File exists/);
    expect(await shown(node)).toContain('02:00:00:00:00:09');
  },
  [linkTakeAway.name]: async (place) => {
    const { node, other, lab } = place;
    await link(place, '02:00:00:00:00:09');
    const along = { lab, name, machines: [node.address, other.address], force: false };
    expect(await node.run(linkTakeAway, along)).toBe('others');
    expect(await shown(node)).toContain('vxlan id 4077');
    await sh(node, `ip link set ${name} address ${markOf(lab)}`);
    await sh(node, `bridge fdb add 02:00:00:00:00:08 dev ${name} dst ${other.address}`);
    await sh(node, `bridge fdb add 02:00:00:00:00:07 dev ${name} dst 10.99.0.9`);
    expect(await node.run(linkTakeAway, along)).toEqual({ kept: ['02:00:00:00:00:07 dst 10.99.0.9'] });
    expect(await shown(node)).toContain('vxlan id 4077');
    await sh(node, `bridge fdb del 02:00:00:00:00:07 dev ${name} dst 10.99.0.9`);
    expect(await node.run(linkTakeAway, along)).toBe('gone');
    expect(await shown(node)).toContain('does not exist');
    expect(await node.run(linkTakeAway, along)).toBe('gone');
  },
  [entriesRead.name]: async (place) => {
    const { node, other } = place;
    await link(place);
    await sh(node, `bridge fdb add ${mac} dev ${name} dst ${other.address}`);
    await sh(node, `ip neigh add ${address} lladdr ${mac} dev ${name}`);
    const seen = await node.run(entriesRead, { link: name });
    expect(seen).toMatchObject({ forwarding: [{ mac, dst: other.address }], neighbours: [{ address, mac }] });
    expect(seen.printed[1]).toBe(await sh(node, `ip neigh show dev ${name} nud permanent`));
    expect(await node.run(entriesRead, { link: 'no-such' })).toMatchObject({ forwarding: [], neighbours: [] });
  },
  [entriesWrite.name]: async (place) => {
    const { node, other, lab } = place;
    await link(place);
    await sh(
      node,
      `bridge fdb add ${mac} dev ${name} dst 10.99.0.9; ip neigh add ${address} lladdr ${mac} dev ${name}`,
    );
    const newMac = '02:42:0a:00:00:99';
    const forwarding = [mac, unknownMac].map((one) => ({ mac: one, dst: other.address }));
    await node.run(entriesWrite, { lab, link: name, forwarding, neighbours: [{ address, mac: newMac }] });
    expect((await told(node)).replace(/ +$/gm, '').split('\n').sort()).toEqual([
      `${unknownMac} dst ${other.address} self permanent`,
      `${mac} dst ${other.address} self permanent`,
      `${address} lladdr ${newMac} PERMANENT`,
    ]);
  },
  [forwardingTakeAway.name]: async (place) => {
    const { node, other } = place;
    const entry = { link: name, mac, dst: other.address };
    await link(place);
    await sh(node, `bridge fdb add ${mac} dev ${name} dst ${other.address}`);
    await node.run(forwardingTakeAway, { ...entry, dst: '10.99.0.9', before: null });
    expect(await told(node)).toContain(`${mac} dst ${other.address}`);
    await node.run(forwardingTakeAway, { ...entry, before: '10.99.0.9' });
    expect(await told(node)).toContain(`${mac} dst 10.99.0.9`);
    await node.run(forwardingTakeAway, { ...entry, dst: '10.99.0.9', before: null });
    expect(await told(node)).toBe('');
    await node.run(forwardingTakeAway, { ...entry, link: 'no-such', before: null });
  },
  [neighbourTakeAway.name]: async (place) => {
    const { node } = place;
    const entry = { link: name, address, mac };
    await link(place);
    await sh(node, `ip neigh add ${address} lladdr ${mac} dev ${name}`);
    await node.run(neighbourTakeAway, { ...entry, mac: '02:42:0a:00:00:99', before: null });
    expect(await told(node)).toContain(`${address} lladdr ${mac}`);
    await node.run(neighbourTakeAway, { ...entry, before: '02:42:0a:00:00:99' });
    expect(await told(node)).toContain(`${address} lladdr 02:42:0a:00:00:99`);
    await node.run(neighbourTakeAway, { ...entry, mac: '02:42:0a:00:00:99', before: null });
    expect(await told(node)).toBe('');
    await node.run(neighbourTakeAway, { ...entry, link: 'no-such', before: null });
  },
};

const route = { destination: '10.99.2.0/24', via: '192.168.236.131' };
const routeNow = (node: RemoteNode) => sh(node, `ip -4 route show ${route.destination}`);
const rulesNow = (node: RemoteNode) => sh(node, 'iptables -S DOCKER-USER | grep 10.99 || :');

const subnet = '10.99.0.0/16';
const withRules = (node: RemoteNode) =>
  onTestFinished(async () => void (await sh(node, 'iptables -F DOCKER-USER; iptables -A DOCKER-USER -j RETURN')));
const withRoute = (node: RemoteNode) =>
  onTestFinished(async () => void (await sh(node, `ip route flush ${route.destination}`)));

/** Routes and rules of a lab's own. */
export const routedWays: Record<string, Proof> = {
  [routesRead.name]: async ({ node }) => {
    withRoute(node);
    await sh(node, `ip route add ${route.destination} via ${route.via}`);
    expect(await node.run(routesRead, {})).toContainEqual({ ...route, isLabs: false, isBirds: false });
    await sh(node, `ip route replace ${route.destination} via ${route.via} proto 77`);
    expect(await node.run(routesRead, {})).toContainEqual({ ...route, isLabs: true, isBirds: false });
    await sh(node, `ip route replace ${route.destination} via ${route.via} proto bird`);
    expect(await node.run(routesRead, {})).toContainEqual({ ...route, isLabs: false, isBirds: true });
  },
  [routesAdd.name]: async ({ node, lab }) => {
    withRoute(node);
    await node.run(routesAdd, { lab, routes: [route] });
    await node.run(routesAdd, { lab, routes: [route] });
    expect(await routeNow(node)).toMatch(/^10\.99\.2\.0\/24 via 192\.168\.236\.131 dev \S+ proto 77$/);
    await expect(node.run(routesAdd, { lab, routes: [{ ...route, via: '192.168.236.139' }] })).rejects.toThrow(
      /exists/,
    );
  },
  [routeTakeAway.name]: async ({ node }) => {
    withRoute(node);
    await sh(node, `ip route add ${route.destination} via ${route.via}`);
    await node.run(routeTakeAway, route);
    expect(await routeNow(node)).toContain(route.via);
    await sh(node, `ip route replace ${route.destination} via ${route.via} proto 77`);
    await node.run(routeTakeAway, route);
    expect(await routeNow(node)).toBe('');
  },
  [ruleRead.name]: async ({ node, lab }) => {
    withRules(node);
    expect(await node.run(ruleRead, { lab, subnet })).toBe(false);
    await sh(
      node,
      `iptables -I DOCKER-USER -s ${subnet} -d ${subnet} -m comment --comment overlay-lab:${lab} -j ACCEPT`,
    );
    expect(await node.run(ruleRead, { lab, subnet })).toBe(true);
    expect(await node.run(ruleRead, { lab: 'another', subnet })).toBe(false);
  },
  [ruleAdd.name]: async ({ node, lab }) => {
    withRules(node);
    await node.run(ruleAdd, { lab, subnet });
    await node.run(ruleAdd, { lab, subnet });
    expect(await rulesNow(node)).toMatch(
      /^-A DOCKER-USER -s 10\.99\.0\.0\/16 -d 10\.99\.0\.0\/16 .*overlay-lab:\S+ -j ACCEPT$/,
    );
  },
  [rulesTakeAway.name]: async ({ node, lab }) => {
    withRules(node);
    await sh(
      node,
      `iptables -I DOCKER-USER -s ${subnet} -m comment --comment "not overlay-lab:${lab} at all" -j RETURN`,
    );
    await node.run(ruleAdd, { lab: `${lab}-2`, subnet });
    const before = await rulesNow(node);
    await node.run(ruleAdd, { lab, subnet });
    await node.run(rulesTakeAway, { lab });
    expect(await rulesNow(node)).toBe(before);
  },
  [rulesShow.name]: async ({ node }) => {
    expect((await node.run(rulesShow, {})).trim()).toBe(await sh(node, 'iptables -S DOCKER-USER'));
  },
};

/** Where a worker runs. */
export const besideWorkers: Record<string, Proof> = {
  [missesShow.name]: async (place) => {
    const { node } = place;
    await link(place);
    const neighbour = `10.9.9.9 dev ${name}`;
    const [printed] = await Promise.all([
      node.run(missesShow, { container: 'worker-1', target: '172.18.0.250' }),
      sh(node, `sleep 1; ip link set ${name} up; ip neigh replace ${neighbour} lladdr ${mac}`),
    ]);
    expect(printed).toContain(`${neighbour} lladdr ${mac}`);
  },
};
