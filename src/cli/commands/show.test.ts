import { expect, it } from 'vitest';
import { awayFacts } from '../../shared/picture/facts.ts';
import { standingLab, standingNode } from '../../shared/picture/fixtures/two-nodes.ts';
import { standIn } from '../fixtures/stand-in.ts';
import { runCli } from '../program.ts';

const shown = async (nodes = standingLab().nodes, ...words: string[]) => {
  const { deps, stdout } = standIn();
  const code = await runCli(['show', ...words], { ...deps, lookAtLab: async () => ({ ...standingLab(), nodes }) });
  return { code, text: stdout.text };
};

it('prints a lab as a tree, what was learned below what learned it', async () => {
  const { code, text } = await shown();
  expect(code).toBe(0);
  expect(text).toContain('node1: machine, Docker is running, 192.168.236.130 → etcd, 2 members');
  expect(text).toContain(
    '    vxlan0: tunnel endpoint, up, MTU 1450, VNI 256 → VXLAN 256, UDP port 4789, host0\n' +
      '      · 02:42:0a:00:00:03 is on 192.168.236.131 (told)',
  );
});

it('looks a second time where it is asked for what flows', async () => {
  const { deps, stdout } = standIn();
  const asked: (number | undefined)[] = [];
  const node = standingNode(1);
  const flow = { received: 94_000_000, sent: 1_200_000 };
  const spaces = node.spaces.map((space) => ({ ...space, links: space.links.map((link) => ({ ...link, flow })) }));
  const lookAtLab: typeof deps.lookAtLab = async (_, { againMs }) => {
    asked.push(againMs);
    return { ...standingLab(), nodes: [{ ...node, spaces }] };
  };
  await runCli(['show'], { ...deps, lookAtLab });
  await runCli(['show', '--traffic'], { ...deps, lookAtLab });
  expect(asked).toEqual([undefined, 1_000]);
  expect(stdout.text).toContain('(receives 94 Mbit/s, sends 1.2 Mbit/s)');
});

it('is one line of JSON for programs, and ends with 1 where a node is not seen', async () => {
  const { code, text } = await shown([standingNode(1), awayFacts('node2', '192.168.236.131')], '--json');
  expect(code).toBe(1);
  const picture = JSON.parse(text.trim().split('\n').at(-1) ?? '');
  expect(picture).toMatchObject({ type: 'picture', lab: 'class-a', track: 'etcd' });
  expect(picture.things.find(({ id }: { id: string }) => id === 'machine node2')).toMatchObject({ state: 'unknown' });
});
