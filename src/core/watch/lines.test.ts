import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLine } from './lines.ts';

const thing = (line: string) => {
  const read = parseLine(line);
  return read?.type === 'thing' ? read.thing : read;
};

test.each([
  [
    'I [LINK]5: br9: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1400 qdisc noqueue state UP group default \\    link/ether 9e:77:7e:ab:82:8c brd ff:ff:ff:ff:ff:ff',
    ['link', 'br9', 'there', 'up, mtu 1400, 9e:77:7e:ab:82:8c'],
  ],
  [
    'I [LINK]8: v0@v1: <NO-CARRIER,BROADCAST,UP> mtu 1500 qdisc noqueue master br9 state DOWN group default \\    link/ether 62:a5:6f:70:11:6a brd ff:ff:ff:ff:ff:ff',
    ['link', 'v0', 'there', 'up, no carrier, mtu 1500, in br9, 62:a5:6f:70:11:6a'],
  ],
  ['I [LINK]Deleted 5: br9: <BROADCAST> mtu 1500 qdisc noop state DOWN group default', ['link', 'br9', 'gone']],
  [
    'I [ADDR]3: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\\       valid_lft forever preferred_lft forever',
    ['address', '172.17.0.1/16 on docker0', 'there', ''],
  ],
  ['I [ADDR]Deleted 4: v0    inet 10.9.9.1/32 scope global v0', ['address', '10.9.9.1/32 on v0', 'gone']],
  ['I [ROUTE]10.55.0.0/24 via 10.9.9.5 dev br9 onlink ', ['route', '10.55.0.0/24 via 10.9.9.5 dev br9', 'there', '']],
  ['I [ROUTE]Deleted default via 10.0.0.1 dev eth0 ', ['route', 'default via 10.0.0.1 dev eth0', 'gone']],
  [
    'I [NEIGH]10.9.9.5 dev br9 lladdr 02:00:00:00:00:05 PERMANENT ',
    ['neighbour', '10.9.9.5 on br9', 'there', '02:00:00:00:00:05, permanent'],
  ],
  ['I [NEIGH]10.9.9.6 dev br9 lladdr 02:00:00:00:00:06 REACHABLE ', ['neighbour', '10.9.9.6 on br9', 'there']],
  ['I [NEIGH]Deleted 10.9.9.6 dev br9 lladdr 02:00:00:00:00:06 STALE', ['neighbour', '10.9.9.6 on br9', 'gone']],
  ['I [RULE]100:\tfrom 10.1.1.1 lookup main', ['rule', '100: from 10.1.1.1 lookup main', 'there', '']],
  ['B 02:00:00:00:00:09 dev v0 master br9 permanent', ['fdb', '02:00:00:00:00:09 on v0', 'there']],
  [
    'B Deleted 02:00:00:00:00:09 dev vxlan0 dst 192.168.236.131 self permanent',
    ['fdb', '02:00:00:00:00:09 on vxlan0 to 192.168.236.131', 'gone'],
  ],
  [
    'X  EVENT: -4 -t filter -A FORWARD -s 10.77.0.1/32 -j DROP',
    ['firewall', 'filter FORWARD -s 10.77.0.1/32 -j DROP', 'there'],
  ],
  ['X  EVENT: -6 -t nat -X FOO', ['firewall', 'IPv6 nat FOO', 'gone']],
  ['r - -A FORWARD -j DROP', ['firewall', '-A FORWARD -j DROP', 'gone']],
  ['u + /run/systemd/units/invocation:docker.service', ['unit', 'docker.service', 'there']],
  ['n - /run/docker/netns/1-abc', ['namespace', '1-abc', 'gone']],
  ['p + etcd 930', ['process', 'etcd', 'there', 'pid 930']],
  ['p T dockerd 72', ['process', 'dockerd', 'there', 'stopped by a signal']],
  ['p - etcd 930', ['process', 'etcd', 'gone']],
  [
    'f /etc/docker/daemon.json 1532453 3 2026-11-29 19:11:11.299486875 +0000',
    ['file', '/etc/docker/daemon.json', 'there', '3 bytes, 2026-11-29 19:11:11.299486875 +0000'],
  ],
  ['f /etc/docker/daemon.json', ['file', '/etc/docker/daemon.json', 'gone', '']],
  [
    'D 1764531722000000000 container start 0123456789abcdef {"image":"x","name":"web"}',
    ['container', 'web', 'happened', 'start'],
  ],
  [
    'D 1764531722000000000 network connect 99 {"container":"1","name":"myapp","type":"overlay"}',
    ['network', 'myapp', 'happened', 'connect'],
  ],
  [
    'D 1764531722000000000 image tag sha256:0123 {"a":"cut o',
    ['image', 'sha256:01234'.slice(0, 11), 'happened', 'tag'],
  ],
])('%s', (line, [kind, name, is, detail]) => {
  const found = thing(line);
  expect(found).toMatchObject({ kind, name, is, ...(detail !== undefined && { detail }) });
});

/** A port that leaves its bridge is still there; what the kernel does by itself on each link is no news. */
const noNews = String.raw`
I [LINK]Deleted 8: v0@v1: <BROADCAST> mtu 1400 master br9 state UP \    link/ether 62:a5:6f:70:11:6a
I [ROUTE]local 10.9.9.1 dev br9 table local proto kernel
I [ROUTE]ff00::/8 dev br9 table local
I [NEIGH]ff02::16 dev br9 lladdr 33:33:00:00:00:16 NOARP
I [NEIGH]dev br9 lladdr 9e:77:7e:ab:82:8c PERMANENT
I [NSID]nsid 0
X NEWGEN: GENID=53 PID=2297 NAME=iptables
D 1764531722000000000 container health_status: healthy 99 {"name":"web"}
D 1764531722000000000 secret create 99 {"name":"x"}
constructor x
__proto__ x
`;

test.each(noNews.split('\n'))('nothing is read from: %s', (line) => expect(parseLine(line)).toBeUndefined());

test('marks', () => {
  expect(parseLine('t 17')).toEqual({ type: 'beat', beat: '17' });
  expect(parseLine('many I')).toEqual({ type: 'many', of: 'I' });
  expect(parseLine('held')).toEqual({ type: 'held' });
  expect(parseLine('freed 1764531722.000000000')).toEqual({ type: 'freed', at: 1764531722000000000 });
  expect(parseLine('freed N')).toBeUndefined();
  expect(parseLine('d answers')).toEqual({ type: 'docker', answers: true });
  expect(parseLine('d silent')).toEqual({ type: 'docker', answers: false });
  expect(parseLine('d other')).toBeUndefined();
  expect(parseLine('lacks docker')).toEqual({ type: 'lacks', of: 'docker' });
});

test('whatever a node prints is read without an error, and nothing of it can steer a terminal', () => {
  const letter = fc.constantFrom('I', 'B', 'X', 'D', 'r', 'u', 'n', 'p', 'f', 'd', 't', 'many', 'held', 'freed', '');
  const start = fc.constantFrom(
    '',
    '[LINK]5: ',
    '[ADDR]',
    '[ROUTE]',
    '[NEIGH]',
    'Deleted ',
    '+ ',
    '- ',
    'container die ',
  );
  fc.assert(
    fc.property(letter, start, fc.string({ unit: 'binary', maxLength: 300 }), (source, begin, text) => {
      const read = JSON.stringify(parseLine(`${source} ${begin}${text}`) ?? {});
      expect(read).not.toMatch(/\\u00(0[0-8bcef]|1|7f|8|9)|\u202e|\u009b/i);
    }),
  );
});
