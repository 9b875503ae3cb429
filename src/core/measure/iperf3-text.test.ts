import { describe, expect, it } from 'vitest';
import { readFixture, readFixtures } from './fixtures/read-fixtures.ts';
import { iperf3Text } from './iperf3-text.ts';

describe('iperf3’s JSON in the lines that iperf3 prints', () => {
  it('has the connection, each second, and what was sent and received', () => {
    expect(iperf3Text(readFixture('iperf3-3.12-tcp')).split('\n')).toEqual([
      'Connecting to host 10.99.0.3, port 5201',
      '[  5] local 10.99.0.2 port 55966 connected to 10.99.0.3 port 5201',
      '[ ID] Interval           Transfer     Bitrate         Retr  Cwnd',
      expect.stringMatching(
        /^\[ {2}5\] {3}0\.00-1\.00 {3}sec {2}1\.53 GBytes {2}13\.1 Gbits\/sec {2}19529 {4}369 KBytes$/,
      ),
      expect.stringMatching(/^\[ {2}5\] {3}1\.00-2\.00 {3}sec {2}/),
      expect.stringMatching(/^\[ {2}5\] {3}2\.00-3\.00 {3}sec {2}/),
      '- - - - - - - - - - - - - - - - - - - - - - - - -',
      '[ ID] Interval           Transfer     Bitrate         Retr',
      '[  5]   0.00-3.00   sec  5.22 GBytes  15.0 Gbits/sec  63935          sender',
      '[  5]   0.00-3.00   sec  5.22 GBytes  15.0 Gbits/sec                 receiver',
      '',
    ]);
  });

  it('shows the sums of several streams', () => {
    const lines = iperf3Text(readFixture('iperf3-3.12-parallel')).split('\n');
    expect(lines.filter((line) => line.startsWith('[SUM]')).length).toBeGreaterThan(2);
    expect(lines.filter((line) => / local .* connected to /.test(line)).length).toBeGreaterThan(1);
  });

  it.each(readFixtures('iperf3').map(({ file, text }) => [file, text]))('%s: never throws, never empty', (_, text) => {
    expect(iperf3Text(text ?? '')).toMatch(/\S/);
  });

  it('says why where there is no figure', () => {
    expect(iperf3Text(readFixture('iperf3-3.12-refused'))).toMatch(/iperf3: /);
    expect(iperf3Text('')).toBe('iperf3 printed nothing');
  });
});
