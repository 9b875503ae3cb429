import { withDependants } from '../core/engine/task.ts';
import { startRun } from '../core/start-run.ts';
import { etcdTrack } from '../core/steps/catalogue.ts';
import { LabError } from '../shared/errors.ts';
import type { PracticePort } from './practice-port.ts';
import { runCli } from './program.ts';

const later = async (): Promise<never> => {
  throw new LabError('practice-lab', 'not connected yet');
};
const practice: PracticePort = {
  up: later,
  down: later,
  start: later,
  stop: later,
  reset: later,
  list: later,
  shell: later,
  requirements: later,
  install: later,
};

const { stdin, stdout, stderr, env } = process;
// A reader that went away (`| head`) must not end a run in the middle of a change; the run is kept for reports.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

const code = await runCli(process.argv.slice(2), {
  io: { stdin, stdout, stderr, env, cwd: process.cwd(), signals: process, exitNow: (status) => process.exit(status) },
  startRun,
  withDependants: (step) => [...withDependants(etcdTrack, [step])],
  practice,
});
// Whatever still holds the event loop, all is over; pipes and files are written synchronously.
process.exit(code);
