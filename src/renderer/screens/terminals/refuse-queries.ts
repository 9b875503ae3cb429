import type { IParser } from '@xterm/xterm';

/**
 * What a program sends to be answered: the answer would come in as if the person had typed it, and the next program
 * that reads would take it for input. Shells and editors do without. Clipboard writes and titles are refused too.
 */
const csi = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { final: 't' },
  { final: 'x' },
  { prefix: '>', final: 'q' },
  { prefix: '?', final: 'u' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
];
const dcs = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
];
/** Titles, notifications, the clipboard. */
const refusedOsc = [0, 1, 2, 9, 52, 777];
/** Colours may be set, not asked for. */
const colourOsc = [4, 5, 10, 11, 12, 13, 14, 17, 19, 21];

/** Focus reports: the first one comes at once, and tells whether the person looks. */
const focusReports = 1004;

export function refuseQueries(parser: IParser): void {
  for (const id of csi) parser.registerCsiHandler(id, () => true);
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => params.flat().includes(focusReports));
  for (const id of dcs) parser.registerDcsHandler(id, () => true);
  for (const id of refusedOsc) parser.registerOscHandler(id, () => true);
  for (const id of colourOsc) parser.registerOscHandler(id, (data) => data.includes('?'));
}
