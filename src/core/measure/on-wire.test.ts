import { expect, test } from 'vitest';
import { headersOnWire } from './on-wire.ts';

const line = (frame: number) =>
  `16:05:33.934754 02:82:bd:46:68:fd > 02:58:ac:fc:a5:63, ethertype IPv4 (0x0800), length ${frame}: 10.244.1.2 > 10.244.2.2: ICMP echo request, id 7, seq 1, length 64\n`;

test('a question that leaves as it is has nothing around it; where none was seen nothing is said', () => {
  expect(headersOnWire(line(98))).toBe(0);
  expect(headersOnWire(`listening on host0\n${line(102)}`)).toBe(4);
  for (const none of ['', 'tcpdump: host0: No such device', line(20)]) expect(headersOnWire(none)).toBeUndefined();
});
