/** Runs one suite in a process of its own, for run-suite.ts: `node child.ts FILE [quick]`. */
import { pathToFileURL } from 'node:url';
import type { Suite } from './suite.ts';

const [file = '', mode] = process.argv.slice(2);
const { suite } = (await import(pathToFileURL(file).href)) as { suite: Suite };
const stop = new AbortController();
const tell = (message: object) => void process.send?.(message);
process.on('message', () => stop.abort());
const quick = mode === 'quick';
const counts = await suite.run({
  signal: stop.signal,
  quick,
  report: (line) => tell({ line }),
  watch: (pid = process.pid) => tell({ watch: pid }),
});
// What a suite left running must not keep us here; the harness waits for the message alone.
process.send?.({ counts, least: suite.least[quick ? 'quick' : 'whole'] }, () => process.exit(0));
