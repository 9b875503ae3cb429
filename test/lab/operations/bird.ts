import { expect, onTestFinished } from 'vitest';
import {
  birdConfig,
  birdLook,
  birdRoutesForget,
  birdShow,
  birdStart,
  birdUnit,
  birdUnitFile,
} from '../../../src/core/tracks/routed/bird.ts';
import { labSchema } from '../../../src/shared/lab/lab.ts';
import { type Proof, scratchDirectory, scratchLab, sh, withScratch } from './place.ts';

const learned = 'ip -4 route show proto bird';

/** The lab's own routing daemon; that it tells others, and hears of them, the track's own test sees. */
export const bird: Record<string, Proof> = {
  [birdLook.name]: async ({ node }) => {
    const isInstalled = (await sh(node, 'command -v bird')) === '/usr/sbin/bird';
    expect(await node.run(birdLook, {})).toEqual({ isInstalled, runs: false });
  },
  [birdStart.name]: async ({ node, other }) => {
    await withScratch(node);
    const nodes = [node, other].map(({ name, address }) => ({ name, address, ssh: { host: address } }));
    const lab = labSchema.parse({ name: scratchLab, track: 'routed', network: {}, nodes });
    const [own] = lab.nodes;
    if (!own) throw new Error('no node');
    const file = `/etc/systemd/system/${birdUnit}`;
    onTestFinished(
      async () => void (await sh(node, `systemctl disable -q --now ${birdUnit}; rm ${file}; systemctl daemon-reload`)),
    );
    const text = birdUnitFile(lab, own, []);
    await node.run(birdStart, { lab: scratchLab, config: birdConfig(lab, own, '10.244.0.0/16'), text });
    expect(await sh(node, `systemctl is-active ${birdUnit}; systemctl is-enabled ${birdUnit}`)).toBe('active\nenabled');
    expect(await sh(node, `cat ${scratchDirectory}/bird/bird.conf`)).toContain(`neighbor ${other.address} port 179`);
    expect((await node.run(birdLook, {})).runs).toBe(true);
    expect((await node.run(birdShow, {}))[0]).toMatch(/BIRD [\s\S]*peer2 +BGP/);
  },
  [birdRoutesForget.name]: async ({ node, other }) => {
    const add = (net: string, metric: number) =>
      `ip route add 10.244.${net}.0/24 via ${other.address} proto bird metric ${metric}`;
    await sh(node, `${add('2', 77)}; ${add('3', 32)}`);
    await node.run(birdRoutesForget, {});
    expect(await sh(node, learned)).toMatch(/^10\.244\.3\.0\/24 [^\n]*$/);
    await sh(node, 'ip route delete 10.244.3.0/24');
  },
  [birdShow.name]: async ({ node }) => {
    const [protocols] = await node.run(birdShow, {});
    expect(protocols).toContain('Unable to connect');
  },
};
