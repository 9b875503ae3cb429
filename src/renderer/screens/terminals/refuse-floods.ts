import type { IParser } from '@xterm/xterm';

/** More than any screen has rows or any line has letters: beyond it, a number asks for nothing that can be seen. */
const most = 1000;
/** What xterm.js does once for each of the number: with two thousand million of them the window stood still for hours. */
const repeated = ['S', 'T', 'L', 'M', 'b', 'I', 'Z'];

export function refuseFloods(parser: IParser): void {
  for (const final of repeated) parser.registerCsiHandler({ final }, ([count]) => Number(count) > most);
}
