/**
 * `npm run test:hostile [-- --only NAME] [--quick] [--results FILE]`: inputs of people who mean harm. Each file directly
 * in test/hostile is a suite: it exports `suite` with a name and `run(around)`, see test/hostile/harness/suite.ts, and
 * runs in a process of its own. `tally()` there counts attempts (true: accepted; a throw: crashed; 10 s: hung);
 * `around.watch(pid)` has the memory of a process measured from then on, `around.quick` asks for the part of some
 * seconds that `npm test` runs, `around.signal` says that the time is up. All together take 10 minutes at most. The table
 * at the end is in Markdown; status 1 where anything was accepted, crashed, hung, or grew by more than 150 MB,
 * and where less was tried than the suite promises.
 */
import { runHostile } from '../test/hostile/harness/run.ts';

process.exitCode = await runHostile(process.argv.slice(2).filter((word) => word !== '--'));
