import { expect, it } from 'vitest';
import { parseSwitchTunnels } from './switch-tunnels.ts';

/** As Open vSwitch 3.1.0 printed it. */
const shown = `netdev@ovs-netdev: hit:0 missed:0
  ovs-lab:
    lab-in 1/4: (tap)
    ovs-lab 65534/3: (tap)
    vx-2 2/5: (vxlan: key=77, remote_ip=192.168.236.131)
    vx-3 3/5: (vxlan: dst_port=4790, key=77, remote_ip=192.168.236.132)
  ovs-phy:
    host0 1/2: (system)
    ovs-phy 65534/1: (tap)
`;
const table = ` port  VLAN  MAC                Age
LOCAL     0  02:d8:00:db:ca:48    1
    1     0  02:42:2d:2c:68:37    1
    2     0  02:42:b2:06:5e:8b    0
    3     0  02:42:b2:06:5e:8c    0
    7     0  02:42:b2:06:5e:8d    0
`;

it('reads a switch’s tunnels, and what it has learned of the machines behind them', () => {
  const { end, behind } = parseSwitchTunnels(shown, table);
  expect(end).toMatchObject({ ok: true, value: { device: 'vx-2', vni: 77, port: 4789 } });
  expect(behind).toEqual([
    { mac: '02:42:b2:06:5e:8b', address: '192.168.236.131' },
    { mac: '02:42:b2:06:5e:8c', address: '192.168.236.132' },
  ]);
});

it('says where there is none, whatever the rest is', () => {
  for (const text of ['', 'ovs-appctl: cannot connect', shown.replaceAll('key=77', 'key=flow')]) {
    const { end, behind } = parseSwitchTunnels(text, table);
    expect(end.ok).toBe(false);
    expect(behind).toEqual([]);
  }
});
