import { expect, onTestFinished } from 'vitest';
import { rulesChange } from '../../../src/core/ledger/doubled-jumps.ts';
import { guardUnitPath } from '../../../src/core/ledger/lab-files.ts';
import {
  namespaceList,
  namespaceRemove,
  namespacesLeft,
  sandboxesEmpty,
} from '../../../src/core/machine/namespaces.ts';
import { linkAddress, linkRemove } from '../../../src/core/machine/orphan-gwbridge.ts';
import { namespaceSweep } from '../../../src/core/machine/overlay-namespaces.ts';
import type { RemoteNode } from '../../../src/core/machine/port.ts';
import { guardSweep } from '../../../src/core/tracks/common/support/guard-rules.ts';
import { guardRead, guardStart } from '../../../src/core/tracks/common/support/guard-unit.ts';
import { guardUnit } from '../../../src/core/tracks/common/support/names.ts';
import { vxlanLinks } from '../../../src/core/tracks/common/support/network-facts.ts';
import { type Proof, scratchLab, sh } from './place.ts';

const folder = '/var/run/docker/netns';

/** A namespace that the engine could have left, and nobody is in. */
export async function namespace(node: RemoteNode, name: string): Promise<void> {
  onTestFinished(async () => void (await sh(node, `umount ${folder}/${name}; rm -f ${folder}/${name}`)));
  await sh(
    node,
    `mkdir -p ${folder}; touch ${folder}/${name}; unshare -n mount --bind /proc/self/ns/net ${folder}/${name}`,
  );
}

const withLink = async (node: RemoteNode, link: string, more: string) => {
  onTestFinished(async () => void (await sh(node, `ip link delete ${link}`)));
  await sh(node, `ip link add ${link} ${more}`);
};

export const network: Record<string, Proof> = {
  [linkAddress.name]: async ({ node }) => {
    const seen = await node.run(linkAddress, { link: 'docker0' });
    expect(`${seen?.address}/${seen?.length}`).toBe(
      await sh(node, `ip -4 -o addr show dev docker0 | awk '{print $4}'`),
    );
    expect(await node.run(linkAddress, { link: 'no-such' })).toBeUndefined();
  },
  [linkRemove.name]: async ({ node }) => {
    await withLink(node, 'proof0', 'type veth peer name proof1');
    await node.run(linkRemove, { link: 'proof0' });
    expect(await sh(node, 'ip -o link | grep -c proof || :')).toBe('0');
  },
  [vxlanLinks.name]: async ({ node }) => {
    await withLink(node, 'proof9', 'type vxlan id 99 dstport 4799 local 127.0.0.1');
    expect(await sh(node, 'ip -d link show proof9')).toContain('vxlan id 99');
    expect(await node.run(vxlanLinks, {})).toContainEqual({ name: 'proof9', vni: 99, port: 4799 });
  },
  [namespaceList.name]: async ({ node }) => {
    await namespace(node, '1-aaaaaaaaaa');
    expect((await node.run(namespaceList, {})).join('\n')).toBe(await sh(node, `ls -A ${folder}`));
  },
  [sandboxesEmpty.name]: async ({ node }) => {
    await namespace(node, '0123456789ab');
    await namespace(node, '1-aaaaaaaaaa');
    expect(await node.run(sandboxesEmpty, {})).toEqual(['0123456789ab']);
  },
  [namespacesLeft.name]: async ({ node }) => {
    await namespace(node, '0123456789ab');
    await namespace(node, '1-aaaaaaaaaa');
    expect(await node.run(namespacesLeft, {})).toEqual(['1-aaaaaaaaaa', '0123456789ab']);
  },
  [namespaceRemove.name]: async ({ node }) => {
    await namespace(node, '0123456789ab');
    await node.run(namespaceRemove, { names: ['0123456789ab'] });
    expect(await sh(node, `ls ${folder}/0123456789ab; grep -c 0123456789ab /proc/mounts || :`)).toBe('0');
  },
  [namespaceSweep.name]: async ({ node }) => {
    for (const name of ['1-aaaaaaaaaa', '1-bbbbbbbbbb', '2-cccccccccc', '0123456789ab']) await namespace(node, name);
    await node.run(namespaceSweep, { kept: ['1-bbbbbbbbbb', 'cccccccccc'] });
    expect(await sh(node, `cd ${folder}; ls -d *-* 0123456789ab`)).toBe('0123456789ab\n1-bbbbbbbbbb\n2-cccccccccc');
  },
  [rulesChange.name]: async ({ node }) => {
    const rule = (verb: string) => `*filter\n${verb} INPUT -s 192.0.2.9/32 -j DROP\nCOMMIT\n`;
    const count = 'iptables -S INPUT | grep -c 192.0.2.9 || :';
    await node.run(rulesChange, { family: 4, changes: rule('-A') });
    expect(await sh(node, count)).toBe('1');
    await node.run(rulesChange, { family: 4, changes: rule('-D') });
    expect(await sh(node, count)).toBe('0');
  },
  [guardStart.name]: async ({ node }) => {
    const clean = `systemctl disable -q --now ${guardUnit}; rm -f ${guardUnitPath}; systemctl daemon-reload`;
    onTestFinished(async () => void (await sh(node, `${clean} 2>/dev/null`)));
    const unit = (program: string) =>
      `[Service]\nType=oneshot\nRemainAfterExit=yes\nExecStart=${program}\n[Install]\nWantedBy=multi-user.target\n`;
    await node.run(guardStart, { lab: scratchLab, text: unit('/bin/true') });
    expect(await sh(node, `cat ${guardUnitPath}`)).toBe(unit('/bin/true').trimEnd());
    expect(await sh(node, `stat -c '%a %U' ${guardUnitPath}`)).toBe('644 root');
    expect(await sh(node, `systemctl is-active ${guardUnit}; systemctl is-enabled ${guardUnit}`)).toBe(
      'active\nenabled',
    );
    // Started again with another text it is that which runs, and it is waited for.
    await expect(node.run(guardStart, { lab: scratchLab, text: unit('/bin/false') })).rejects.toThrow();
    expect(await sh(node, `systemctl is-active ${guardUnit}`)).toBe('failed');
  },
  [guardRead.name]: async ({ node }) => {
    const guarded = { tcp: ['2377'], udp: [7946], dataPort: 4789, ownLink: 'vx77' };
    const every = ['tcp 2377', 'udp 7946', 'udp 4789'];
    expect(await node.run(guardRead, { guarded })).toEqual({ isOurs: false, open: every });
    const rules = ['-d 192.0.2.9/32 -p tcp --dport 2377', '-d 192.0.2.9/32 -p udp --dport 7946', '-p udp --dport 4789'];
    const all = (verb: string) => rules.map((rule) => `iptables ${verb} INPUT ${rule} -j OVERLAY-LAB`).join('; ');
    onTestFinished(
      async () => void (await sh(node, `ip link del vx77; ip link del vx78; ${all('-D')}; iptables -X OVERLAY-LAB`)),
    );
    await sh(node, `iptables -N OVERLAY-LAB; ${all('-A')}; iptables -D INPUT ${rules[2]} -j OVERLAY-LAB`);
    expect(await node.run(guardRead, { guarded })).toEqual({ isOurs: false, open: ['udp 4789'] });
    const link = (name: string, id: number) =>
      sh(node, `ip link add ${name} type vxlan id ${id} dstport 4789 local 127.0.0.1`);
    await link('vx77', 77);
    expect((await node.run(guardRead, { guarded })).open).toEqual(['udp 4789']);
    // Somebody else's link on that port takes what it took.
    await link('vx78', 78);
    expect((await node.run(guardRead, { guarded })).open).toEqual([]);
  },
  [guardSweep.name]: async ({ node }) => {
    const left = 'iptables -S | grep -c OVERLAY-LAB || :';
    await sh(
      node,
      'iptables -N OVERLAY-LAB; iptables -A OVERLAY-LAB -j DROP; iptables -A INPUT -d 192.0.2.9 -j OVERLAY-LAB',
    );
    await node.run(guardSweep, { unitPath: '/etc/hostname' });
    expect(await sh(node, left)).toBe('3');
    await node.run(guardSweep, { unitPath: '/no/such/unit' });
    expect(await sh(node, left)).toBe('0');
  },
};
