import { describe, expect, it } from 'vitest';
import { better, parseTried, type Tried } from '../support/pairs.ts';
import { said } from './fixtures/good-facts.ts';

const tried = (port: number, protocol: 'tcp' | 'udp', open: boolean, extra: Partial<Tried> = {}): Tried => ({
  from: 'node2',
  to: 'node1',
  port,
  protocol,
  open,
  ...extra,
});
const narrow = (came: number, sent = 1500) => [tried(4789, 'udp', true, { largest: { came, sent } })];
const troubles = (pairs: Tried[] | undefined, network: object = {}, system: object = {}) =>
  said({ system }, { network, pairs }).filter(({ level }) => level !== 'ok');

describe('what was tried between the nodes', () => {
  it('tells all closed ports in one answer, with words that open them for the node that was kept out', () => {
    const found = troubles([tried(2379, 'tcp', false), tried(4789, 'udp', false), tried(7946, 'tcp', true)]);
    expect(found).toMatchObject([
      {
        level: 'error',
        code: 'between',
        message: expect.stringMatching(/^2379\/tcp, 4789\/udp on node1 .* from node2/),
      },
    ]);
    expect(found[0]?.remedy).toContain('iptables -I INPUT -s 192.168.236.132 -p udp --dport 4789 -j ACCEPT');
  });

  it.each([
    ['firewalld', /firewall-cmd .*192\.168\.236\.132 && firewall-cmd --reload$/],
    ['ufw', /ufw allow proto tcp from 192\.168\.236\.132 to any port 2379$/],
  ])('speaks as %s does', (firewall, remedy) => {
    expect(troubles([tried(2379, 'tcp', false)], {}, { firewall })[0]?.remedy).toMatch(remedy);
  });

  it('lets a lab be built without a port that only measures', () => {
    expect(troubles([tried(5201, 'tcp', false)])).toMatchObject([{ level: 'warning', code: 'between-to-measure' }]);
  });

  it('does not mind what is closed on another node: that one says so', () => {
    expect(troubles([tried(2379, 'tcp', false, { to: 'node2', from: 'node1' })])).toEqual([]);
  });

  it('names an MTU that the path carries', () => {
    const [found, ...more] = troubles(narrow(1400));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      level: 'error',
      code: 'path-mtu',
      diagnosis: 19,
      remedy: expect.stringContaining('“mtu: 1350”'),
    });
  });

  it('minds a link of its own that is narrower than the sender’s', () => {
    expect(troubles(narrow(1400), {}, { underlayMtu: 1400 }).map(({ code }) => code)).toContain('path-mtu');
  });

  it.each([
    ['the lab’s MTU fits', narrow(1400), { mtu: 1350 }, {}],
    ['a larger one was tried for a jumbo link', narrow(1500, 9000), {}, { underlayMtu: 9000 }],
    ['the lab’s jumbo packets come', narrow(9000, 9000), { mtu: 8950 }, { underlayMtu: 9000 }],
    ['the sender’s link cannot carry more, which it says itself', narrow(1400, 1400), {}, {}],
  ])('is well where %s', (_, pairs, network, system) => {
    expect(troubles(pairs, network, system)).toEqual([]);
  });

  it('says where nothing could be tried', () => {
    expect(troubles(undefined)).toMatchObject([{ level: 'info', code: 'between' }]);
  });
});

describe('parseTried', () => {
  const nodes = [{ name: 'node1', address: '10.1.0.1' }];
  it.each([
    ['tcp 10.1.0.1 2379 refused', { open: false, protocol: 'tcp', port: 2379, from: 'node2', to: 'node1' }],
    ['udp 10.1.0.1 7946 open 64 64', { open: true, port: 7946 }],
    ['udp 10.1.0.1 4789 open 1400 1500', { open: true, largest: { came: 1400, sent: 1500 } }],
  ])('%s', (line, expected) => {
    expect(parseTried(line, { nodes, from: 'node2', dataPort: 4789 })).toMatchObject([expected]);
  });

  it.each(['', 'done', 'tcp 10.1.0.9 2379 open', 'tcp 10.1.0.1 x open', 'tcp 10.1.0.1 2379 maybe'])(
    'not %j',
    (line) => {
      expect(parseTried(line, { nodes, from: 'node2', dataPort: 4789 })).toEqual([]);
    },
  );
});

describe('two tries', () => {
  it('believe what came through in either, and the larger packet', () => {
    const first = [tried(2379, 'tcp', false), tried(2380, 'tcp', true), tried(7946, 'udp', false), ...narrow(1400)];
    const second = [tried(2379, 'tcp', true), tried(2380, 'tcp', false), tried(7946, 'udp', false), ...narrow(1500)];
    expect(better(first, second)).toEqual([second[0], first[1], first[2], second[3]]);
    expect(better(first, [])).toEqual(first);
  });
});
