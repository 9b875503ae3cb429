import { describe, expect, it } from 'vitest';
import { tutorialFigures, tutorialOutputs } from '../../shared/run/tutorial.ts';
import { explainInterface } from './explain-interface.ts';
import { parseInterfaces } from './interfaces.ts';
import { parseIperf2 } from './iperf2.ts';
import { parsePing } from './ping.ts';

/** The outputs of 2015 read by the parsers give the figures of 2015: each proves the other. */
describe('the tutorial', () => {
  it('ping', () => {
    expect(parsePing(tutorialOutputs.ping)).toMatchObject({ ok: true, value: tutorialFigures.ping });
  });

  it('iperf, native and overlay', () => {
    const native = parseIperf2(tutorialOutputs.iperfNative, { expectedSeconds: 10 });
    const overlay = parseIperf2(tutorialOutputs.iperfOverlay, { expectedSeconds: 10 });
    expect(native).toMatchObject({
      value: { bitsPerSecond: tutorialFigures.nativeBitsPerSecond, bytes: Math.round(2.59 * 1024 ** 3) },
    });
    expect(overlay).toMatchObject({ value: { bitsPerSecond: tutorialFigures.overlayBitsPerSecond, seconds: 10 } });
    const [slow, fast] = [overlay, native].map((rate) => (rate.ok ? rate.value.bitsPerSecond : 0));
    expect((slow ?? 0) / (fast ?? 0)).toBeCloseTo(tutorialFigures.ratio, 2);
  });

  it('ifconfig in worker-1', () => {
    const result = parseInterfaces(tutorialOutputs.interfaces);
    const faces = result.ok ? result.value : [];
    const { overlay, gwbridge } = tutorialFigures.worker1;
    expect(faces).toMatchObject([
      {
        name: 'eth0',
        mac: '02:42:0a:00:00:02',
        mtu: tutorialFigures.overlayMtu,
        up: true,
        addresses: [{ address: overlay }, {}],
      },
      {
        name: 'eth1',
        mac: '02:42:ac:12:00:02',
        mtu: tutorialFigures.gwbridgeMtu,
        up: true,
        addresses: [{ address: gwbridge }, {}],
      },
    ]);
    const subnets = { overlay: '10.0.0.0/24', gwbridge: '172.18.0.0/16', headers: 50 };
    expect(faces.map((face) => explainInterface(face, subnets).role)).toEqual(['overlay', 'gwbridge']);
  });

  it('docker network ls shows two networks more afterwards', () => {
    const names = (text: string) => text.split('\n').map((line) => line.split(/\s+/)[1]);
    expect(names(tutorialOutputs.networksBefore)).toEqual(['ID', 'bridge', 'none', 'host']);
    expect(names(tutorialOutputs.networksAfter)).toEqual(['ID', 'myapp', 'bridge', 'none', 'host', 'docker_gwbridge']);
  });
});
