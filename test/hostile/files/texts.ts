/** Lab files that want something of the person who uses them, and the word of it that has to be shown first. */
export const wantingLabs: [name: string, text: string, word: string][] = [
  ...['GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'HOME', 'OVERLAY_LAB_PW', 'PATH'].map((name) =>
    wants(`sends $${name}`, `host: evil.example, passwordEnv: ${name}`, name),
  ),
  ...['evil.example', '127.0.0.1', 'localhost', '10.0.0.1', '1.1.1.1', 'github.com'].map((host) =>
    wants(`connects to ${host}`, `host: '${host}'`, host),
  ),
  ...[
    '~/.ssh/id_rsa',
    '/etc/shadow',
    '../../.ssh/id_ed25519',
    '/dev/zero',
    '/proc/self/mem',
    './key',
    '-oProxyCommand=touch TRAP',
  ].map((file) => wants(`reads ${file}`, `host: 127.0.0.1, identityFile: '${file}'`, file)),
  ...[
    './authorized_keys',
    '~/.ssh/authorized_keys',
    '/etc/passwd',
    '/dev/zero',
    '~/.ssh/known_hosts',
    '/etc/cron.d/x',
  ].map((file) => wants(`host keys of ${file}`, `host: 127.0.0.1, knownHosts: '${file}'`, file)),
];

function wants(name: string, ssh: string, word: string): [string, string, string] {
  return [...lab(name, ssh), word];
}

/** Lab files that are none. */
export const hostileLabs: [name: string, text: string][] = [
  lab('host ::1', "host: '::1'"),
  ...hostile('host').map((value) => lab(`host ${value}`, `host: ${value}`)),
  ...hostile('user').map((value) => lab(`user ${value}`, `host: h, user: ${value}`)),
  ...hostile('file').map((value) => lab(`file ${value}`, `host: h, identityFile: ${value}`)),
  ...hostile('variable').map((value) => lab(`variable ${value}`, `host: h, passwordEnv: ${value}`)),
  ...['0', '-1', '65536', '22.5', '1e9', '.inf', '"22"', '[22]'].map((port) =>
    lab(`port ${port}`, `host: h, port: ${port}`),
  ),
  ...[
    '127.0.0.0/24',
    '0.0.0.0/8',
    '224.0.0.0/24',
    '172.17.0.0/16',
    '172.18.0.0/24',
    '169.254.0.0/16',
    '240.0.0.0/8',
    '255.255.255.0/24',
    '10.0.0.0/33',
    '10.0.0.1/24',
    '0.0.0.0/0',
    'fd00::/64',
    '1/8',
    '10.0.9.0/30',
  ].map((subnet): [string, string] => [`subnet ${subnet}`, lab('', 'host: h', `subnet: '${subnet}'`)[1]]),
  ...['0', '1', '68', '9001', '65536', '-1', '1e3x', '.nan'].map((mtu): [string, string] => [
    `mtu ${mtu}`,
    lab('', 'host: h', `mtu: ${mtu}`)[1],
  ]),
  ['a billion laughs', `a: &a [x,x]\nb: &b [*a,*a]\n${'c: [*b,*b]\n'.repeat(20)}`],
  ['deep', '['.repeat(100_000)],
  ['wide', `${'a'.repeat(9)}: 1\n`.repeat(50_000)],
  ['open quotes', `name: "${'x'.repeat(500_000)}`],
  ['a key twice', 'name: a\nname: b\n'],
  ['prototype', '__proto__: {polluted: true}\nconstructor: 1\n'],
  ['a tag', 'name: !!js/function "function(){}"\n'],
  ['tabs', '\tname: a\n'],
  ['zeros', '\0'.repeat(100_000)],
  ['binary', String.fromCharCode(...Array.from({ length: 4096 }, (_, n) => n % 256))],
];

function lab(name: string, ssh: string, network = 'name: myapp'): [string, string] {
  return [
    name,
    `name: class\ntrack: etcd\nnetwork: {${network}}\nnodes:\n  - {name: n1, address: 10.1.0.1, ssh: {${ssh}}}\n  - {name: n2, address: 10.1.0.2, ssh: {host: h2}}\n`,
  ];
}

/** As YAML strings; what is refused is refused because of the kind of field. */
function hostile(kind: 'host' | 'user' | 'file' | 'variable'): string[] {
  const texts = ['a\nb', 'a\0b', 'a\u202eb', '\u001b[2J', '', 'x'.repeat(9000)];
  const words = [
    '$(id)',
    '`id`',
    'a;id',
    'a b',
    '../x',
    '@revoked',
    'a,b',
    '*',
    '|1|x',
    '#x',
    '-oProxyCommand=touch TRAP',
  ];
  return [...texts, ...(kind === 'file' ? [] : words)].map((text) => JSON.stringify(text));
}

/** Names under which no key may be filed. */
export const hostileNames: string[] = [
  'a b',
  'a,b',
  '-a',
  '|1|a',
  '@revoked',
  '@cert-authority',
  '#a',
  '*',
  'a?',
  'a\nb',
  'a\tb',
  '!a',
  '',
  '"a"',
  'a\0',
  'a\r',
  '*,!b',
  '\u2028',
];

/** Configurations that try to have something run, or to have a value of a block that is not theirs used. */
export function hostileConfigs(inner: string): [name: string, text: string][] {
  const trap = '"touch TRAP"';
  const values = '\n  User evil\n  Port 666\n';
  const matches = [
    `Match exec ${trap}`,
    `match exec ${trap}`,
    `MATCH EXEC ${trap}`,
    `Match=exec ${trap}`,
    `Match = exec ${trap}`,
    `"Match" exec ${trap}`,
    `Match "exec" ${trap}`,
    `Match ex"ec" ${trap}`,
    `Match e"xe"c ${trap}`,
    `Match !exec ${trap}`,
    `Match host web exec ${trap}`,
    `Match host * exec ${trap}`,
    `Match exec ${trap} host web`,
    `Match final exec ${trap}`,
    `Match\texec\t${trap}`,
    `  Match exec ${trap}`,
    `\fMatch exec ${trap}`,
    `Match exec=${trap}`,
    `Match exec 'touch TRAP'`,
    `Match exec touch\\ TRAP`,
    `Match user * exec ${trap}`,
    `Match localuser * exec ${trap}`,
    `Match originalhost web exec ${trap}`,
    `Match canonical exec ${trap}`,
    `Match exec ${trap} all`,
    `M"at"ch exec ${trap}`,
    `Match exec ${trap} # said`,
    `Match \\exec ${trap}`,
    `Match exec`,
    'Match',
    'Match host',
    'Match host other',
    'Match user nobody-else',
    'Match nonsense x',
    'Host',
    'Host !web',
    'Host "web',
    "Host 'web",
    'Host web !w*',
    'Match all host web',
    'Match host "web',
    'Match !all',
    'Host -web',
  ];
  const includes = [
    `Include ${inner}`,
    `include ${inner}`,
    `Include "${inner}"`,
    `Include '${inner}'`,
    `"Include" ${inner}`,
    `Include=${inner}`,
    `Include = ${inner}`,
    'Include inner',
    'Include "inner"',
    "Include 'inner'",
    'Include in"ner"',
    'Include inne?',
    'Include [i]nner',
    'Include ~/.ssh/inner',
    'Include ../.ssh/inner',
    `Include /none ${inner}`,
    `Inc"lude" ${inner}`,
    'Include config',
    'Include config config config',
    'Include *',
    'Include ./*',
    'Include /dev/zero',
    'Include /dev/tty /dev/full',
    'Include HOME/fifo',
    'Include HOME/huge',
    'Include HOME/loop',
    'Include /proc/self/mem',
    `Include ${'a'.repeat(5000)}`,
  ];
  const hosts = [
    '-oProxyCommand=x',
    '"a b"',
    'a,b',
    '$(id)',
    '`id`',
    '@revoked',
    '%d',
    '"\u202ex"',
    'a|b',
    '../x',
    '[::1',
    '"*"',
  ];
  return [
    ...matches.map((line): [string, string] => [line, `${line}${values}`]),
    ...includes.map((line): [string, string] => [line, `${line}\n`]),
    ...hosts.map((host): [string, string] => [`HostName ${host}`, `Host web\n  HostName ${host}\n`]),
    ['ProxyCommand', 'Host *\n  ProxyCommand touch TRAP\n'],
    ['KnownHostsCommand', 'Host *\n  KnownHostsCommand /usr/bin/touch TRAP\n'],
    ['LocalCommand', 'Host *\n  PermitLocalCommand yes\n  LocalCommand touch TRAP\n'],
    ['a million lines', 'Host x\n'.repeat(140_000)],
    ['one line', `Host ${'web '.repeat(250_000)}`],
    ['stars', `Host ${'*a'.repeat(5000)}\n`],
    ['quotes', `Host ${'"'.repeat(100_001)}\n`],
    ['zeros', '\0'.repeat(500_000)],
  ];
}
