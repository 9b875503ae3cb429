import { describe, expect, it } from 'vitest';
import { refusal } from './fixtures/refusal.ts';
import { parseLab } from './load-lab.ts';

/** A lab with some lines replaced; the numbers of the lines stay as they are. */
function labWith(replaced: Partial<Record<number, string>>): string {
  const lines = [
    'name: class-a',
    'track: etcd',
    'network:',
    '  name: myapp',
    '  subnet: 10.0.9.0/24',
    'nodes:',
    '  - name: node1',
    '    address: 192.168.236.130',
    '    ssh:',
    '      host: 127.0.0.1',
    '      port: 22',
    '      user: root',
    '      identityFile: ./key',
    '      passwordEnv: LAB_PASSWORD',
    '  - name: node2',
    '    address: 192.168.236.131',
    '    ssh: {host: node2}',
  ];
  return `${lines.map((line, index) => replaced[index + 1] ?? line).join('\n')}\n`;
}

function expectRefused(text: string, line: number, field: string) {
  const { code, details, message } = refusal(text);
  expect({ code, line: details.line, field: details.field, file: details.file }).toEqual({
    code: 'bad-input',
    line,
    field,
    file: 'lab.yaml',
  });
  expect(message.startsWith(`lab.yaml:${line}: ${field}: `)).toBe(true);
  expect(message).toMatch(/^[^\p{Cc}]*$/u);
}

/** A value as YAML that reads as exactly this string. */
const quoted = (value: string) =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

it('the lab itself is good', () => {
  expect(parseLab(labWith({}), 'f').nodes).toHaveLength(2);
});

const hostile = [
  '-oProxyCommand=touch /tmp/x',
  '$(id)',
  '`id`',
  'a;id',
  'a b',
  'a\nb',
  'a\0b',
  'node\u202egnp.exe',
  'a\u200fb',
  '../../etc/passwd',
  '',
  'x'.repeat(300),
  'fe80::1%eth0',
];

describe('names that could be something else', () => {
  it.each(hostile)('of a node: %j', (value) =>
    expectRefused(labWith({ 7: `  - name: ${quoted(value)}` }), 7, 'nodes[0].name'),
  );
  it.each(hostile)('of the lab: %j', (value) => expectRefused(labWith({ 1: `name: ${quoted(value)}` }), 1, 'name'));
  it.each(hostile)('of the network: %j', (value) =>
    expectRefused(labWith({ 4: `  name: ${quoted(value)}` }), 4, 'network.name'),
  );
  it.each(hostile)('of a host: %j', (value) =>
    expectRefused(labWith({ 10: `      host: ${quoted(value)}` }), 10, 'nodes[0].ssh.host'),
  );
  it.each(hostile)('of a user: %j', (value) =>
    expectRefused(labWith({ 12: `      user: ${quoted(value)}` }), 12, 'nodes[0].ssh.user'),
  );
  it.each(hostile)('of a variable: %j', (value) =>
    expectRefused(labWith({ 14: `      passwordEnv: ${quoted(value)}` }), 14, 'nodes[0].ssh.passwordEnv'),
  );
  it.each(['a\0b', 'a\nb', 'key\u202egnp', '\u2066x', '', 'a\x1b[2J', 'x'.repeat(5000)])('of a key file: %j', (value) =>
    expectRefused(labWith({ 13: `      identityFile: ${quoted(value)}` }), 13, 'nodes[0].ssh.identityFile'),
  );
  it.each(['bridge', 'host', 'none', 'ingress', 'docker_gwbridge'])(
    'of a network that is the engine’s own: %s',
    (value) => expectRefused(labWith({ 4: `  name: ${value}` }), 4, 'network.name'),
  );
  it.each(['Schlüssel/id_ed25519', '/home/a b/key', 'C:\\keys\\id', '~/.ssh/鍵'])(
    'but not this key file: %s',
    (value) => {
      expect(parseLab(labWith({ 13: `      identityFile: ${quoted(value)}` }), 'f').nodes[0]?.ssh.identityFile).toBe(
        value,
      );
    },
  );
});

describe('numbers and addresses', () => {
  it.each(['0', '65536', '-1', '22.5', '"22"', '1e9', '.nan', '.inf', 'true', '[22]', '~'])('port %s', (port) =>
    expectRefused(labWith({ 11: `      port: ${port}` }), 11, 'nodes[0].ssh.port'),
  );
  it.each(['1', '65535'])('port %s is one', (port) => {
    expect(parseLab(labWith({ 11: `      port: ${port}` }), 'f').nodes[0]?.ssh.port).toBe(Number(port));
  });
  it.each([
    '0.0.0.0',
    '127.0.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0',
    '10.0.0.1/24',
    '::1',
    '1',
    'node1',
  ])('address %s', (address) => expectRefused(labWith({ 8: `    address: ${address}` }), 8, 'nodes[0].address'));
  it.each([
    '0.0.0.0/0',
    '10.0.9.0/31',
    '10.0.9.0/30',
    '10.0.9.1/24',
    '10.0.9.0/33',
    '10.0.9.0',
    '10.0.9.0/',
    '10.0.9.0/24/1',
    'fd00::/64',
    '10.0.9.0/-1',
    '9',
    '10.0.9.0/07x',
  ])('subnet %s', (subnet) => expectRefused(labWith({ 5: `  subnet: ${subnet}` }), 5, 'network.subnet'));
  it.each([
    ['127.0.0.0/24', 'loopback'],
    ['127.0.0.0/8', 'loopback'],
    ['0.0.0.0/8', 'this host'],
    ['0.1.0.0/16', 'this host'],
    ['169.254.0.0/16', 'link-local'],
    ['169.254.169.248/29', 'link-local'],
    ['172.17.0.0/16', 'docker0'],
    ['172.17.5.0/24', 'docker0'],
    ['172.16.0.0/12', 'docker0'],
    ['172.18.0.0/16', 'docker_gwbridge'],
    ['224.0.0.0/24', 'multicast'],
    ['239.255.0.0/16', 'multicast'],
    ['240.0.0.0/8', 'reserved'],
    ['255.255.255.0/24', 'broadcast'],
  ])('subnet %s, which is taken: %s', (subnet, why) => {
    const text = labWith({ 5: `  subnet: ${subnet}` });
    expectRefused(text, 5, 'network.subnet');
    expect(refusal(text).message).toContain(why);
  });
  it.each(['10.0.0.0/8', '172.16.0.0/16', '172.19.0.0/16', '100.64.0.0/10', '192.168.0.0/24', '11.0.0.0/8'])(
    'subnet %s is one',
    (subnet) => expect(parseLab(labWith({ 5: `  subnet: ${subnet}` }), 'f').network.subnet).toBe(subnet),
  );
  it.each([
    ['{dataPathPort: 1023}', 'swarm.dataPathPort'],
    ['{dataPathPort: 49152}', 'swarm.dataPathPort'],
    ['{dataPathPort: "4790"}', 'swarm.dataPathPort'],
    ['{addressPool: 10.99.0.0/24}', 'swarm.addressPool'],
    ['{addressPool: 172.17.0.0/16}', 'swarm.addressPool'],
    ['{addressPool: 192.168.0.0/16}', 'swarm.addressPool'],
    ['{encrypted: yes please}', 'swarm.encrypted'],
  ])('swarm %s', (swarm, field) => expectRefused(labWith({ 2: `track: swarm\nswarm: ${swarm}` }), 3, field));
  it.each(['575', '9001', '1450.5', '"1450"', '-1', '~'])('mtu %s', (mtu) =>
    expectRefused(labWith({ 5: `  mtu: ${mtu}` }), 5, 'network.mtu'),
  );
  it.each([576, 1230, 9000])('mtu %s is one', (mtu) =>
    expect(parseLab(labWith({ 5: `  mtu: ${mtu}` }), 'f').network.mtu).toBe(mtu),
  );
  it.each(['192.168.236.0/24', '192.168.0.0/16', '192.168.236.128/29'])('subnet %s, in which a node lives', (subnet) =>
    expectRefused(labWith({ 5: `  subnet: ${subnet}` }), 5, 'network.subnet'),
  );
});

describe('the shape', () => {
  it('two nodes of one name or address', () => {
    expectRefused(labWith({ 15: '  - name: node1' }), 15, 'nodes[1].name');
    expectRefused(labWith({ 16: '    address: 192.168.236.130' }), 16, 'nodes[1].address');
  });
  it('one node, none, or no list of them', () => {
    expectRefused(labWith({ 15: '', 16: '', 17: '' }), 6, 'nodes');
    for (const nodes of ['[]', '{}', 'node1', '~'])
      expectRefused(`name: a\ntrack: etcd\nnetwork: {}\nnodes: ${nodes}\n`, 4, 'nodes');
  });
  it('keys that no lab has are named where they stand, not where their value does', () => {
    expectRefused(labWith({ 2: 'track: etcd\nextra:\n  - 1' }), 3, 'extra');
    expectRefused(labWith({ 12: '      proxyCommand: nc' }), 12, 'nodes[0].ssh.proxyCommand');
    expectRefused(labWith({ 14: '      password: secret' }), 14, 'nodes[0].ssh.password');
    expectRefused(labWith({ 17: '    ssh: {host: node2}\n    __proto__: {}' }), 18, 'nodes[1].__proto__');
  });
  it('keys that would write into the terminal are shown without that', () => {
    const { message, details } = refusal(labWith({ 2: 'track: etcd\n"\\e[2Jx\\u202e": 1' }));
    expect(message).toContain('\ufffd[2Jx\ufffd');
    expect(details.field).toBe('\ufffd[2Jx\ufffd');
  });
  it('a field that is missing is named with the line of its parent', () => {
    expectRefused(labWith({ 1: '' }), 2, 'name');
    expectRefused(labWith({ 10: '' }), 9, 'nodes[0].ssh.host');
  });
  it('another track', () => expectRefused(labWith({ 2: 'track: macvlan' }), 2, 'track'));
  it.each(['- a\n', 'text\n', '42\n', '~\n', '', '# nothing\n'])('no mapping at all: %j', (text) => {
    expect(refusal(text)).toMatchObject({ code: 'bad-input', details: { line: 1 } });
  });
});
