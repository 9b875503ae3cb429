import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusal } from './fixtures/refusal.ts';
import { parseLab } from './load-lab.ts';

const good = {
  name: 'class-a',
  track: 'etcd',
  network: { name: 'myapp', subnet: '10.0.9.0/24', mtu: 1450 },
  nodes: [
    { name: 'node1', address: '10.0.0.1', ssh: { host: 'h1', port: 22, user: 'root', identityFile: 'k' } },
    { name: 'node2', address: '10.0.0.2', ssh: { host: 'h2' } },
  ],
};
const text = (lab: unknown) => JSON.stringify(lab, undefined, 2);
const linesOf = (lab: string) => refusal(lab).message.split('\n');

it('all mistakes are named at once, in the order of the file, each with its line', () => {
  const lab = [
    'nmae: class-a',
    'track: swam',
    'network: {subnet: 10.0.9.1/24}',
    'nodes:',
    '  - name: Node 1',
    '    adress: 10.0.0.1',
    '    ssh: {hots: h1, prt: 22, colour: red}',
    '  - name: node2',
    '    address: 10.0.0.2',
    '    ssh: {host: h2, port: 99999}',
  ].join('\n');
  expect(linesOf(lab)).toEqual([
    'lab.yaml:1: nmae: unknown field; did you mean “name”?',
    'lab.yaml:2: track: must be one of "etcd", "swarm", "vxlan", "routed", "ovs"; did you mean “swarm”?',
    'lab.yaml:3: network.subnet: must be an IPv4 subnet such as 10.0.9.0/24, from /8 to /29, host bits zero',
    'lab.yaml:5: nodes[0].name: must be lower-case letters, digits and . _ - inside; 1 to 63 characters',
    'lab.yaml:6: nodes[0].adress: unknown field; did you mean “address”?',
    'lab.yaml:7: nodes[0].ssh.hots: unknown field; did you mean “host”?',
    'lab.yaml:7: nodes[0].ssh.prt: unknown field; did you mean “port”?',
    'lab.yaml:7: nodes[0].ssh.colour: unknown field',
    'lab.yaml:10: nodes[1].ssh.port: must be at most 65535',
  ]);
  expect(refusal(lab).details).toMatchObject({ file: 'lab.yaml', line: 1, field: 'nmae' });
});

describe('what was meant', () => {
  it.each([
    ['identity_file', 'identityFile'],
    ['IdentityFile', 'identityFile'],
    ['identifyFile', 'identityFile'],
    ['known-hosts', 'knownHosts'],
    ['passwordenv', 'passwordEnv'],
    ['usr', 'user'],
    ['password', 'passwordEnv'],
  ])('by %s', (given, meant) => {
    const { nodes } = structuredClone(good);
    const lab = { ...good, nodes: [nodes[0], { ...nodes[1], ssh: { host: 'h2', [given]: 'x' } }] };
    expect(refusal(text(lab)).message).toContain(`${given}: unknown field; did you mean “${meant}”?`);
  });

  it.each(['proxyCommand', 'x', '__proto__', 'constructor'])('is not guessed for %s', (given) => {
    const lab = text(good).replace('"host": "h2"', `"host": "h2", ${JSON.stringify(given)}: "x"`);
    expect(refusal(lab).message).toMatch(/unknown field$/);
  });

  it('is no field that is there already', () => {
    expect(linesOf(text({ ...good, nam: 'x' }))).toEqual(['lab.yaml:28: nam: unknown field']);
  });

  it('a missing field is still missing where another one was misspelt', () => {
    const { name: _, ...lab } = good;
    expect(linesOf(text({ ...lab, trak: 'etcd', track: undefined }))).toEqual([
      'lab.yaml:1: name: is missing; it must be text',
      expect.stringContaining('trak: unknown field; did you mean “track”?'),
    ]);
  });
});

it('no more than twenty, and how many more there are', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field-${at}-of-mine`, at]));
  const lines = linesOf(text({ ...good, ...many }));
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('and 480 more');
});

it('whatever stands there: one line a mistake, and nothing that moves a cursor', () => {
  const anything = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 30 });
  fc.assert(
    fc.property(anything, anything, anything, (lab, node, ssh) => {
      const { message } = refusal(text({ ...lab, nodes: [{ ...node, ssh }] }));
      for (const line of message.split('\n')) expect(line).toMatch(/^(lab\.yaml:\d+: [^\p{Cc}]+|and \d+ more)$/u);
    }),
  );
});

it('and a good one has none', () => expect(parseLab(text(good), 'f').nodes).toHaveLength(2));
