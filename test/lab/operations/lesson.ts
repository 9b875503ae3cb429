import { expect } from 'vitest';
import { lessonCommand, lessonPort, lessonWays } from '../../../src/core/lesson/lesson-looks.ts';
import { type Proof, sh } from './place.ts';

/** What the checks of an instructor's lesson ask. */
export const lesson: Record<string, Proof> = {
  [lessonCommand.name]: async ({ node }) => {
    const ended = await node.run(lessonCommand, { line: 'echo "a b"; pwd; cat; echo \'\\033[31mred\' >&2; exit 3' });
    expect(ended).toEqual({ status: 3, lines: ['a b', '/', 'red', ''] });
    await expect(node.run(lessonCommand, { line: 'yes' })).rejects.toMatchObject({ code: 'too-large' });
    expect(await sh(node, 'pgrep -x yes; :')).toBe('');
  },
  [lessonPort.name]: async ({ node, other }) => {
    expect(await node.run(lessonPort, { host: other.address, port: 22 })).toBe(true);
    expect(await node.run(lessonPort, { host: '127.0.0.1', port: 9 })).toBe(false);
  },
  [lessonWays.name]: async ({ node }) => {
    const { interfaces = [], routes } = await node.run(lessonWays, {});
    const names = (await sh(node, "awk -F: 'NR > 2 {print $1}' /proc/net/dev | tr -d ' '")).split('\n');
    expect(new Set(interfaces.map(({ name }) => name.split('@')[0]))).toEqual(new Set(names));
    expect(interfaces.flatMap(({ addresses }) => addresses.map(({ address }) => address))).toContain(node.address);
    expect(routes.map(({ to }) => to)).toEqual((await sh(node, "ip -4 route show | cut -d' ' -f1")).split('\n'));
  },
};
