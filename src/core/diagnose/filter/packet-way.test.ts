import { describe, expect, it } from 'vitest';
import type { Packet } from './match-rule.ts';
import { PacketFilter } from './packet-way.ts';

const saved = (...rules: string[]) =>
  `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n:LAB - [0:0]\n${rules.join('\n')}\nCOMMIT\n`;
const tunnel: Packet = {
  ...{ protocol: 'udp', source: '192.168.236.130', destination: '192.168.236.131', sourcePort: 40_000 },
  ...{ destinationPort: 4789, in: 'host0', out: '', length: 120, state: 'NEW' },
};
const asked = (packet: Packet, ...rules: string[]) => new PacketFilter(saved(...rules)).way(packet, ['INPUT']);

describe('what rules do with a packet', () => {
  it.each([
    '-A INPUT -p udp -m udp --dport 4789 -j DROP',
    '-A INPUT -s 192.168.236.0/24 -p udp -m multiport --dports 53,4789 -j REJECT --reject-with icmp-port-unreachable',
    '-A INPUT -i host+ -p udp -j DROP',
    '-A INPUT ! -s 10.0.0.0/8 -j DROP',
    '-A INPUT -m conntrack --ctstate NEW -j DROP',
    '-A INPUT -m comment --comment "no tunnels, please" -j DROP',
  ])('%s drops it, and is named', (rule) => {
    expect(asked(tunnel, rule)).toMatchObject({ passes: false, by: rule, isUnsure: false });
  });

  it.each([
    '-A INPUT -p udp -m udp --dport 4790 -j DROP',
    '-A INPUT -p tcp -m tcp --dport 4789 -j DROP',
    '-A INPUT ! -i host0 -j DROP',
    '-A INPUT -s 192.168.237.0/24 -j DROP',
    '-A INPUT -p udp -m length --length 1401:65535 -j DROP',
    '-A INPUT -p udp -m statistic --mode random --probability 0.1 -j DROP',
  ])('%s lets it through', (rule) => expect(asked(tunnel, rule).passes).toBe(true));

  it('drops the large one alone where a length is asked for', () => {
    const rule = '-A INPUT -p udp -m length --length 1401:65535 -j DROP';
    expect(asked({ ...tunnel, length: 1500 }, rule)).toMatchObject({ passes: false, by: rule });
  });

  it('follows jumps and comes back from them', () => {
    const jump = '-A INPUT -p udp --dport 4789 -j LAB';
    const allowed = '-A LAB -s 192.168.236.130/32 -j RETURN';
    expect(asked(tunnel, jump, allowed, '-A LAB -j DROP').passes).toBe(true);
    expect(asked({ ...tunnel, source: '192.168.236.99' }, jump, allowed, '-A LAB -j DROP')).toMatchObject({
      passes: false,
      by: '-A LAB -j DROP',
    });
  });

  it('names a policy, and says where a rule that it does not understand stands before it', () => {
    const filter = new PacketFilter(saved('-A FORWARD -m set --match-set lab src -j ACCEPT'));
    expect(filter.way({ ...tunnel, out: 'host0' }, ['FORWARD'])).toMatchObject({
      by: '-P FORWARD DROP',
      passes: false,
    });
    expect(asked(tunnel, '-A INPUT -m set --match-set lab src -j ACCEPT', '-A INPUT -j DROP').isUnsure).toBe(true);
  });

  it('ends where rules jump in a circle', () => {
    expect(asked(tunnel, '-A INPUT -j LAB', '-A LAB -j LAB').passes).toBe(true);
  });
});
