import { expect, onTestFinished } from 'vitest';
import {
  engineStart,
  etcdDataRemove,
  processEnd,
  routeRemove,
  unitRemove,
} from '../../../src/core/machine/typed-hands.ts';
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
  [routeRemove.name]: async ({ node }) => {
    await sh(node, 'ip route add 10.251.0.0/24 dev docker0');
    await node.run(routeRemove, { route: '10.251.0.0/24 dev docker0' });
    expect(await sh(node, 'ip route show 10.251.0.0/24')).toBe('');
  },
};
