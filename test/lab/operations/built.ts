import { expect, onTestFinished } from 'vitest';
import { httpAsk } from '../../../src/core/machine/ask-http.ts';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { bandwidthClear, bandwidthClient, bandwidthServer } from '../../../src/core/tracks/common/observe/bandwidth.ts';
import { interfacesRead, interfacesShow } from '../../../src/core/tracks/common/observe/interfaces.ts';
import { workerTools } from '../../../src/core/tracks/common/observe/iperf.ts';
import { pingsEnd, workerPing } from '../../../src/core/tracks/common/observe/ping.ts';
import { tunnelLook } from '../../../src/core/tracks/common/observe/tunnel.ts';
import { guardStart } from '../../../src/core/tracks/common/support/guard-unit.ts';
import { storeShow } from '../../../src/core/tracks/etcd/daemon/daemon.ts';
import { guardTry } from '../../../src/core/tracks/etcd/store/check-guard.ts';
import { membersShow } from '../../../src/core/tracks/etcd/store/etcd.ts';
import { memberClear, memberData, memberStart } from '../../../src/core/tracks/etcd/store/member.ts';
import { memberBecome, memberHolds, memberStartAgain } from '../../../src/core/tracks/etcd/store/revive-store.ts';
import { type Place, type Proof, sh, untilThere } from './place.ts';
import { talking } from './readings.ts';

const container = 'worker-1';
const unit = 'overlay-lab-etcd.service';
const unitPath = `/etc/systemd/system/${unit}`;
const dataOf = (lab: string) => `/var/lib/overlay-lab/${lab}/etcd-data`;
const programs = (node: RemoteNode) => sh(node, `docker top ${container} -eo pid,comm`);
const addressOf = ({ other, network }: Place) =>
  sh(other, `docker inspect -f '{{(index .NetworkSettings.Networks "${network}").IPAddress}}' worker-2`);

/** What needs a lab that stands: its workers, its store and its engines. */
export const workers: Record<string, Proof> = {
  [interfacesShow.name]: async ({ node }) => {
    const { command, printed } = await node.run(interfacesShow, { container });
    const faces = (text: string) =>
      text
        .split('\n')
        .filter((line) => /^\S/.test(line))
        .map((line) => line.split(/[: ]/)[0]);
    expect(faces(printed)).toEqual(faces(await sh(node, `docker exec ${container} ${command}`)));
    expect(faces(printed)).toContain(command === 'ifconfig' ? 'eth0' : '1');
  },
  [interfacesRead.name]: async ({ node }) => {
    const faces = JSON.parse((await node.run(interfacesRead, { container })) ?? '[]') as { ifname: string }[];
    const plain = await sh(node, `docker exec ${container} ls /sys/class/net`);
    expect(faces.map(({ ifname }) => ifname).sort()).toEqual(plain.split(/\s+/).sort());
    expect(await node.run(interfacesRead, { container: 'no-such' })).toBeUndefined();
  },
  [workerTools.name]: async ({ node }) => {
    const plain = await sh(
      node,
      `for t in iperf3 iperf; do docker exec ${container} which $t >/dev/null && echo $t; done`,
    );
    expect((await node.run(workerTools, { container })).join('\n')).toBe(plain);
  },
  [workerPing.name]: async (place) => {
    const target = await addressOf(place);
    const { texts, narrow } = await place.node.run(workerPing, { container, size: 1422, targets: [target] });
    expect(await sh(place.node, `docker exec ${container} ping -c 1 ${target}`)).toContain('1 received');
    expect(texts[target]).toContain('4 received');
    expect(narrow).toEqual([]);
  },
  [pingsEnd.name]: async (place) => {
    await sh(place.node, `docker exec -d ${container} ping -c 4 -W 2 -i 30 ${await addressOf(place)}`);
    await untilThere(place.node, `docker top ${container} -eo pid,comm | grep -q ping`);
    expect(await programs(place.node)).toContain('ping');
    await place.node.run(pingsEnd, { container });
    expect(await programs(place.node)).not.toContain('ping');
  },
  [tunnelLook.name]: async (place) => {
    const { node, other, network } = place;
    const id = await sh(node, `docker network inspect -f '{{.Id}}' ${network} | cut -c1-10`);
    const namespace = `/var/run/docker/netns/1-${id}`;
    const asked = {
      namespace,
      device: 'vxlan0',
      shown: 'type vxlan',
      container,
      catching: '-e -n -c 4 -i any udp port 4789',
      peer: other.address,
      targets: [await addressOf(place)],
    };
    const { link, forwarding } = await node.run(tunnelLook, asked);
    // Behind them are timers of the bridge, which run.
    const lines = (text: string) => text.split('\n').slice(0, 3);
    expect(lines(link)).toEqual(lines(await sh(node, `nsenter --net=${namespace} ip -d link show type vxlan`)));
    expect(forwarding).toContain(`dst ${other.address}`);
    expect(await sh(node, `nsenter --net=${namespace} bridge fdb show dev vxlan0`)).toContain(`dst ${other.address}`);
  },
  [bandwidthServer.name]: async ({ node }) => {
    const process = await node.converse(bandwidthServer, { tool: 'iperf3', life: 20, container: undefined });
    const lines = talking(process);
    for (let line = ''; !/listening/i.test(line); line = String((await lines.next()).value)) expect(line).toBeDefined();
    expect(await sh(node, 'ss -Hltn | grep -c :5201')).toBe('1');
  },
  [bandwidthClient.name]: async ({ node, other }) => {
    onTestFinished(async () => void (await sh(node, 'systemctl stop proof-iperf')));
    await sh(node, 'systemd-run -q --unit=proof-iperf iperf3 -s -1');
    await untilThere(node, 'ss -Hltn | grep -q :5201');
    const asked = {
      tool: 'iperf3',
      life: 20,
      container: undefined,
      target: node.address,
      seconds: 1,
      streams: 1,
    } as const;
    const { stdout } = await other.run(bandwidthClient, asked);
    expect(stdout).toMatch(/bits\/sec\s+receiver/);
  },
  [bandwidthClear.name]: async ({ node }) => {
    await sh(node, `docker exec -d ${container} iperf3 -s`);
    await untilThere(node, `docker top ${container} -eo pid,comm | grep -q iperf3`);
    expect(await programs(node)).toContain('iperf3');
    await node.run(bandwidthClear, { container, tool: 'iperf3' });
    expect(await programs(node)).not.toContain('iperf3');
  },
  [storeShow.name]: async ({ node }) => {
    const shown = await node.run(storeShow, {});
    expect(shown).toContain(await sh(node, "docker info -f '{{.ClusterStore}}' 2>/dev/null"));
    expect(shown).toContain(`etcd://${node.address}:2379`);
  },
};

/** What takes the store apart: after the others. */
export const store: Record<string, Proof> = {
  [membersShow.name]: async ({ node }) => {
    const ids = (text: string) => (text.match(/"id": ?"\w+"/g) ?? []).sort();
    const shown = await node.run(membersShow, { address: node.address });
    expect(ids(shown)).toEqual(ids(await sh(node, 'curl -s http://127.0.0.1:2379/v2/members')));
    expect(ids(shown)).toHaveLength(2);
  },
  [httpAsk.name]: async ({ node, other }) => {
    const asked = ({ address }: { address: string }, path: string) => ({ host: address, port: 2379, path });
    const waited = { ...asked(node, '/health'), until: '"health":"true"' };
    const questions = [asked(other, '/version'), asked(node, '/v2/keys/none'), waited, { ...waited, port: 1 }];
    const answers = await node.run(httpAsk, { questions, timeout: 3000, patience: 100 });
    const version = JSON.parse(await sh(node, `curl -s http://${other.address}:2379/version`));
    expect(answers).toMatchObject([
      { status: 200, json: version },
      { status: 404, json: { cause: '/none' } },
      { json: { health: 'true' } },
      { error: { code: 'unreachable', message: expect.stringContaining('Connection refused') } },
    ]);
  },
  [guardTry.name]: async ({ node }) => {
    const tried = { isOurs: true, wasTried: true, ports: [], reason: '' };
    expect(await node.run(guardTry, { address: node.address, unit })).toEqual(tried);
    expect(await sh(node, 'iptables -S INPUT')).toContain('OVERLAY-LAB');
  },
  [memberData.name]: async ({ node, lab }) => {
    expect(await sh(node, `ls ${dataOf(lab)}/member`)).toBe('snap\nwal');
    expect(await node.run(memberData, { lab })).toEqual({ has: true, torn: false });
    // Its unit runs, and has nothing there.
    expect(await node.run(memberData, { lab: 'no-such' })).toEqual({
      has: false,
      torn: false,
      lost: dataOf('no-such'),
    });
  },
  [memberStartAgain.name]: async ({ node, lab }) => {
    await sh(node, `systemctl stop ${unit}`);
    expect(await node.run(memberStartAgain, { lab })).toEqual({ ours: true, runs: false, hasData: true });
    expect(await untilThere(node, `systemctl is-active -q ${unit}`)).toBe('');
    expect(await sh(node, `systemctl is-active ${unit}`)).toBe('active');
    expect(await node.run(memberStartAgain, { lab: 'another' })).toEqual({ ours: false, runs: false, hasData: false });
  },
  [memberHolds.name]: async ({ node }) => {
    expect(await node.run(memberHolds, {})).toBe(false);
    const dropIn = `/run/systemd/system/${unit}.d`;
    await sh(node, `mkdir -p ${dropIn}; printf '[Service]\\nExecStartPre=/bin/sleep 3\\n' >${dropIn}/slow.conf`);
    await sh(node, `systemctl daemon-reload; systemctl stop docker.socket docker ${unit}`);
    await sh(node, `systemctl start --no-block ${unit} docker.socket docker`);
    expect(await node.run(memberHolds, {})).toBe(true);
    expect(await untilThere(node, 'systemctl is-active -q docker')).toBe('');
    expect(await node.run(memberHolds, {})).toBe(false);
    await sh(node, `rm -r ${dropIn}; systemctl daemon-reload`);
  },
  [memberBecome.name]: async ({ node, lab }) => {
    await node.run(memberBecome, { lab, role: 'alone' });
    expect(await sh(node, `cat ${dataOf(lab)}/reset.env`)).toBe('ETCD_FORCE_NEW_CLUSTER=true');
    const members = `for i in 1 2 3 4 5 6 7 8 9; do curl -s http://127.0.0.1:2379/v2/members && break; sleep 1; done`;
    expect((await sh(node, members)).match(/"id"/g)).toHaveLength(1);
  },
  [memberClear.name]: async ({ node, lab }) => {
    await node.run(memberClear, { lab });
    expect(await sh(node, `systemctl is-active ${unit}; ls ${dataOf(lab)}/member`)).toBe('inactive');
  },
  [guardStart.name]: async ({ node, lab }) => {
    const text = '[Unit]\nDescription=proof\n[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true\n';
    await node.run(guardStart, { lab, text: `${text}[Install]\nWantedBy=multi-user.target\n` });
    const guard = 'overlay-lab-guard.service';
    expect(await sh(node, `systemctl is-active ${guard}; systemctl is-enabled ${guard}`)).toBe('active\nenabled');
    await sh(node, `systemctl disable -q --now ${guard}; rm /etc/systemd/system/${guard}; systemctl daemon-reload`);
  },
  [memberStart.name]: async ({ node, lab }) => {
    const text = `${await sh(node, `cat ${unitPath}`)}\n# proof\n`;
    await node.run(memberStart, { lab, text });
    expect(await sh(node, `tail -n1 ${unitPath}; systemctl is-enabled ${unit}; ls ${dataOf(lab)}/reset.env`)).toBe(
      '# proof\nenabled',
    );
    expect(await sh(node, `systemctl is-active ${unit}`)).toMatch(/^activ/);
  },
};
