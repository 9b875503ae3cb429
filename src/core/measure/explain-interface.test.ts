import { describe, expect, it } from 'vitest';
import { english } from '../../shared/texts/text.ts';
import { explainInterface } from './explain-interface.ts';
import { emptyInterface, type Interface } from './interface.ts';

const subnets = { overlay: '10.0.0.0/24', gwbridge: '172.18.0.0/16', headers: 50 };

function face(name: string, address: string | null, more: Partial<Interface> = {}): Interface {
  const family = address?.includes(':') ? 'ipv6' : 'ipv4';
  const addresses = address === null ? [] : [{ address, prefixLength: 24, family } as const];
  return { ...emptyInterface(name), addresses, ...more };
}

describe('explainInterface', () => {
  it.each([
    [
      'overlay',
      face('eth0', '10.0.0.2', { mtu: 1450 }),
      /^eth0 \(10\.0\.0\.2\) is on the overlay 10\.0\.0\.0\/24.*1450.*1500 on the wire/,
    ],
    ['overlay', face('eth0', '10.0.0.2'), /every node\.$/],
    ['gwbridge', face('eth1', '172.18.0.2', { mtu: 1500 }), /docker_gwbridge.*this node alone/],
    ['loopback', face('lo', '127.0.0.1'), /loopback/],
    ['loopback', face('lo0', '127.0.1.1'), /loopback/],
    ['other', face('eth2', '10.0.1.2'), /neither/],
    ['other', face('eth2', null), /no address/],
    ['other', face('vxlan0', null, { vni: 256 }), /VTEP.*256/],
  ])('%s', (role, given, sentence) => {
    const explained = explainInterface(given, subnets);
    expect(explained).toEqual({ role, sentence: expect.stringMatching(sentence) });
    expect(english(explained.sentence).match(/\.(?= |$)/g)).toHaveLength(1);
  });

  it('knows subnets of both families, and no nonsense', () => {
    expect(explainInterface(face('eth0', 'fd00::2'), { ...subnets, overlay: 'fd00::/64' }).role).toBe('overlay');
    for (const overlay of [null, '', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/24/1', 'x/24', '10.0.0.0/-1', 'fd00::/64']) {
      expect(explainInterface(face('eth0', '10.0.0.2'), { ...subnets, overlay }).role).toBe('other');
    }
  });
});
