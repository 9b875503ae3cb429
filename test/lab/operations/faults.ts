import { expect } from 'vitest';
import { faultLook, faultMake, faultTakeAway } from '../../../src/core/machine/faults/faults.ts';
import { type Proof, sh } from './place.ts';

const words = ['INPUT', 'udp', '4788'];
const asked = { fault: 'packets-dropped', words } as const;
const dropped = 'iptables -S INPUT | grep -c -- "--dport 4788 -j DROP"; :';

/** Faults on purpose; the campaign of drills makes each of them. */
export const faults: Record<string, Proof> = {
  [faultLook.name]: async ({ node }) => {
    const link = await sh(node, `ip -o -4 addr | awk '/ ${node.address}\\//{print $2; exit}'`);
    const mtu = await sh(node, `ip -o link show ${link} | sed 's/.* mtu \\([0-9]*\\) .*/\\1/'`);
    const looked = await node.run(faultLook, { fault: 'narrow-link', words: [node.address] });
    expect(looked).toEqual([node.address, link, mtu]);
  },
  [faultMake.name]: async ({ node }) => {
    await node.run(faultMake, asked);
    expect(await sh(node, dropped)).toBe('1');
    await node.run(faultTakeAway, asked);
  },
  [faultTakeAway.name]: async ({ node }) => {
    await node.run(faultTakeAway, asked);
    await node.run(faultMake, asked);
    await node.run(faultTakeAway, asked);
    expect(await sh(node, dropped)).toBe('0');
  },
};
