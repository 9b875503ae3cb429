import { expect, test } from 'vitest';
import { csvTables } from '../../shared/wire/csv-tables.ts';
import { exampleBodies } from './fixtures/example-run.ts';
import { typedAt, workOf, workOfBodies } from './fixtures/example-work.ts';
import { workCsv } from './work-csv.ts';

const ping = {
  ...{ kind: 'ping' as const, from: 'worker-1', to: 'worker-2', target: '10.0.0.3', sent: 4, received: 4 },
  ...{ lossPercent: 0, rttMs: { min: 0.1, avg: 0.2, max: 0.3 } },
};
const lines = (text: string) => text.trimEnd().split('\r\n');

test('a file is one table: one line of heads, and as many cells in each of the others', () => {
  const model = workOfBodies(exampleBodies(), [typedAt(1, { measurement: ping })]);
  for (const table of csvTables) {
    const [head = '', ...rows] = lines(workCsv(model, table));
    expect(head.split(',').length, table).toBeGreaterThan(5);
    for (const row of rows) expect(row.replace(/"[^"]*"/g, '').split(',').length, row).toBe(head.split(',').length);
  }
});

test('heads name their units, figures are plain numbers', () => {
  const model = workOfBodies(exampleBodies(), [typedAt(1, { measurement: ping })]);
  const [head, native] = lines(workCsv(model, 'bandwidth'));
  expect(head).toBe(
    'Time (UTC),How,Run,Command,Typed on,Path,From,To,Tool,Duration (s),Streams,Transferred (bytes),Rate (bit/s),Retransmits',
  );
  expect(native).toMatch(
    /^2025-03-04 10:00:\d\d,run,run-1,,,native,node2,node1,iperf3,10,1,19500000000,15600000000,0$/,
  );
  expect(lines(workCsv(model, 'pings')).at(-1)).toBe(
    '2025-03-04 15:00:01,typed,,docker exec worker-1 ping -c 4 worker-2,node1,worker-1,worker-2,10.0.0.3,4,4,0,0.1,0.2,0.3,',
  );
});

test('no text from a node becomes a formula, numbers stay numbers, and what must be quoted is', () => {
  const cellsOf = (command: string) => lines(workCsv(workOf([], [typedAt(1, { command })]), 'work'))[1];
  for (const command of ['=cmd()', '+1+1', '@x', '-x', '\tx']) expect(cellsOf(command)).toContain(`,'${command},`);
  expect(cellsOf('-1.5')).toContain(',-1.5,');
  expect(cellsOf('a,b "c"')).toContain(',"a,b ""c""",');
});
