import { setTimeout as wait } from 'node:timers/promises';
import { diagnoseLab } from '../core/diagnose/diagnose-lab.ts';
import { drills } from '../core/drills/drill-calls.ts';
import { followLab } from '../core/follow/follow-lab.ts';
import { languages } from '../core/gates/languages.ts';
import { runChecks } from '../core/lesson/run-checks.ts';
import { lookAtLab } from '../core/picture/look-at-lab.ts';
import { labStore } from '../core/picture/store/lab-store.ts';
import * as practice from '../core/practice/practice.ts';
import { nodeAnswers } from '../core/runs/away.ts';
import { chooseTrack, lookAtEngines } from '../core/runs/choose-track.ts';
import { labStatus } from '../core/runs/lab-status.ts';
import { startRun } from '../core/runs/start-run.ts';
import { watchLab } from '../core/watch/watch-lab.ts';
import { catalogueFor } from '../shared/texts/languages.ts';
import { speak } from '../shared/texts/text.ts';
import { serveClass } from './commands/serve-class.ts';
import { runCli } from './program.ts';

const { stdin, stdout, stderr, env } = process;
// A reader that went away (`| head`) must not end a run in the middle of a change; the run is kept for reports.
for (const stream of [stdout, stderr]) stream.on('error', () => {});

speak(catalogueFor(languages, env.LC_ALL || env.LC_MESSAGES || env.LANG));

const code = await runCli(process.argv.slice(2), {
  io: { stdin, stdout, stderr, env, cwd: process.cwd(), signals: process, exitNow: (status) => process.exit(status) },
  startRun,
  labStatus,
  chooseTrack,
  lookAtEngines,
  watchLab,
  diagnoseLab,
  runChecks,
  followLab,
  lookAtLab,
  labStore,
  drills,
  nodeAnswers,
  practice,
  serveClass,
});
// A long answer may still be on its way into a pipe or socket. Who reads it, such as a pager, decides how long that takes; one
// that went away ends it at once, and so does a signal, which nobody catches any more. Who was cancelled leaves soon.
const written = Promise.all(
  [stdout, stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))),
);
const isCancelled = code >= 128;
await (isCancelled ? Promise.race([written, wait(200)]) : written);
// Whatever still holds the event loop, all is over.
process.exit(code);
