import { expect, onTestFinished } from 'vitest';
import {
  engineStart,
  etcdDataRemove,
  processEnd,
  routeRemove,
  unitRemove,
} from '../../../src/core/machine/typed-hands.ts';
import { birdEnd, seenRemove, switchRemove, tunnelRemove } from '../../../src/core/machine/typed-ways.ts';
import { type Proof, sh } from './place.ts';

/** What takes back what people typed. */
export const typed: Record<string, Proof> = {
  [processEnd.name]: async ({ node }) => {
    const started = "sed 's/.*) //' /proc/$pid/stat | cut -d' ' -f20";
    const told = await sh(node, `setsid sleep 9999 >/dev/null 2>&1 & pid=$!; sleep 0.2; echo "$pid $(${started})"`);
    const [pid = '', since = ''] = told.split(' ');
    // Another one of this number is nobody's to end.
    await node.run(processEnd, { pid: Number(pid), started: '1' });
    expect(await sh(node, `kill -0 ${pid} && echo runs`)).toBe('runs');
    await node.run(processEnd, { pid: Number(pid), started: since });
    expect(await sh(node, `pgrep -fx 'sleep 9999' || echo none`)).toBe('none');
  },
  [unitRemove.name]: async ({ node }) => {
    const path = '/etc/systemd/system/typed-proof.service';
    await sh(
      node,
      `printf '[Service]\\nExecStart=/bin/sleep 999\\n' >${path}; systemctl daemon-reload; systemctl start typed-proof`,
    );
    await node.run(unitRemove, { unit: 'typed-proof.service', path });
    expect(await sh(node, `systemctl is-active typed-proof; ls ${path} 2>/dev/null || echo gone`)).toBe(
      'inactive\ngone',
    );
  },
  [etcdDataRemove.name]: async ({ node }) => {
    const path = '/srv/typed-proof.etcd';
    onTestFinished(async () => void (await sh(node, `rm -rf ${path}`)));
    await sh(
      node,
      `mkdir -p ${path}/member/wal ${path}/member/snap; touch ${path}/member/wal/0.wal; echo mine >${path}/mine`,
    );
    await expect(node.run(etcdDataRemove, { path })).rejects.toMatchObject({ code: 'refused' });
    expect(await sh(node, `find ${path} -type f`)).toBe(`${path}/mine`);
    await sh(node, `rm ${path}/mine`);
    expect(await node.run(etcdDataRemove, { path })).toBe(true);
    expect(await node.run(etcdDataRemove, { path })).toBe(false);
    expect(await sh(node, `ls -d ${path} 2>/dev/null || echo gone`)).toBe('gone');
  },
  [engineStart.name]: async ({ node }) => {
    await sh(node, 'systemctl stop docker.socket docker.service; rm -f /run/docker.sock');
    await node.run(engineStart, {});
    expect(await sh(node, 'docker info -f up')).toBe('up');
  },
  [switchRemove.name]: async ({ node }) => {
    const add = 'ovs-vsctl add-br ovs-lab -- set bridge ovs-lab datapath_type=netdev -- add-port ovs-lab';
    await sh(node, `${add} lab-in -- set interface lab-in type=internal`);
    await expect(node.run(switchRemove, { name: 'ovs-lab', ports: ['vx-2'] })).rejects.toMatchObject({
      code: 'refused',
    });
    await sh(node, 'ovs-vsctl set bridge ovs-lab external_ids:overlay-lab=another');
    const typedOne = { name: 'ovs-lab', ports: ['lab-in'] };
    await expect(node.run(switchRemove, typedOne)).rejects.toMatchObject({ code: 'refused' });
    await sh(node, 'ovs-vsctl clear bridge ovs-lab external_ids');
    for (const _ of ['there', 'gone']) await node.run(switchRemove, typedOne);
    expect(await sh(node, 'ovs-vsctl list-br')).toBe('');
  },
  [tunnelRemove.name]: async ({ node }) => {
    const tunnel = { port: 'vx-2', remote: '192.168.236.131' };
    const add = 'ovs-vsctl add-br ovs-lab -- set bridge ovs-lab datapath_type=netdev -- add-port ovs-lab vx-2';
    await sh(node, `${add} -- set interface vx-2 type=vxlan options:remote_ip=10.9.9.9`);
    await node.run(tunnelRemove, tunnel);
    expect(await sh(node, 'ovs-vsctl list-ports ovs-lab')).toBe('vx-2');
    await sh(node, 'ovs-vsctl set interface vx-2 options:remote_ip=192.168.236.131');
    for (const _ of ['there', 'gone']) await node.run(tunnelRemove, tunnel);
    expect(await sh(node, 'ovs-vsctl list-ports ovs-lab; ovs-vsctl del-br ovs-lab')).toBe('');
  },
  [birdEnd.name]: async ({ node }) => {
    const conf = [
      'router id 10.9.9.1; protocol device { }',
      'protocol static { ipv4; route 10.9.8.0/24 unreachable; }',
      'protocol kernel { metric 77; ipv4 { export all; }; }',
    ];
    const [socket, pidFile] = ['/run/proof.ctl', '/run/proof.pid'];
    const told = await sh(
      node,
      `printf '%s\n' '${conf.join(' ')}' >/run/proof.conf; bird -c /run/proof.conf -s ${socket} -P ${pidFile}
timeout 20 sh -c "until ip route show proto bird | grep -q .; do sleep 0.1; done"
pid=$(cat ${pidFile}); echo "$pid $(sed 's/.*) //' /proc/$pid/stat | cut -d' ' -f20)"`,
    );
    const [pid = '', started = ''] = told.split(' ');
    await node.run(birdEnd, { pid: Number(pid), started: '1', metric: 77 });
    expect(await sh(node, `kill -0 ${pid} && ip route show proto bird | wc -l`)).toBe('1');
    await sh(node, `kill -KILL ${pid}`);
    await node.run(birdEnd, { pid: Number(pid), started, socket, pidFile, metric: 77 });
    expect(await sh(node, 'ip route show proto bird; ls -d /run/proof.*')).toBe('/run/proof.conf');
  },
  [seenRemove.name]: async ({ node }) => {
    const [path, was] = ['/run/proof.conf', 'printf a >/run/proof.conf; sha256sum </run/proof.conf | cut -c1-64'];
    const seen = await sh(node, was);
    await sh(node, `printf b >${path}`);
    await node.run(seenRemove, { path, seen });
    expect(await sh(node, `cat ${path}; ${was}`)).toBe(`b${seen}`);
    await node.run(seenRemove, { path, seen });
    expect(await sh(node, `ls ${path} 2>/dev/null || echo gone`)).toBe('gone');
  },
  [routeRemove.name]: async ({ node }) => {
    await sh(node, 'ip route add 10.251.0.0/24 dev docker0');
    await node.run(routeRemove, { route: '10.251.0.0/24 dev docker0' });
    expect(await sh(node, 'ip route show 10.251.0.0/24')).toBe('');
  },
};
