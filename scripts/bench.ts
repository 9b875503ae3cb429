import { parseArgs } from 'node:util';
import { bareTwo } from '../bench/bare.ts';
import type { Bench } from '../bench/bench.ts';
import { classes } from '../bench/class.ts';
import { table } from '../bench/medians.ts';
import { pictureFrames } from '../bench/picture.ts';
import { roundTrips } from '../bench/round-trips.ts';
import { tenNodes } from '../bench/ten-nodes.ts';
import { terminal } from '../bench/terminal.ts';
import { twoNodes } from '../bench/two-nodes.ts';

/**
 * Comparisons with peers, as medians and ratios; needs a machine with nothing else to do.
 *
 *     npm run bench                       all of them
 *     npm run bench -- two                only some, by name; --list tells the names
 *     npm run bench -- --times 3 --iperf-seconds 2 two ten
 *     npm run bench -- --seats 1,5,10,30 class
 */
const benches: readonly Bench[] = [twoNodes, bareTwo, roundTrips, tenNodes, classes, terminal, pictureFrames];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    times: { type: 'string', default: '5' },
    'iperf-seconds': { type: 'string', default: '5' },
    seats: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));

if (values.list || unknown.length > 0) {
  if (unknown.length > 0) console.error(`Unknown bench '${unknown.join("', '")}'.`);
  for (const { name, what } of benches) console.log(`${name.padEnd(10)} ${what}`);
  process.exitCode = unknown.length > 0 ? 2 : 0;
} else {
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const options = {
    ...{ times: Number(values.times), iperfSeconds: Number(values['iperf-seconds']) },
    ...(values.seats && { seats: values.seats.split(',').map(Number) }),
  };
  for (const bench of chosen) {
    console.log(`\n${bench.name}: ${bench.what}`);
    console.log(`\n${table(await bench.run(options))}`);
  }
}
