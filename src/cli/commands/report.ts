import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { stateDir } from '../../core/gates/places.ts';
import { type ReportModel, reportModel } from '../../core/report/report-model.ts';
import { keptRunsOf } from '../../core/runs/history.ts';
import { readRun } from '../../core/runs/read-run.ts';
import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { exitCodes } from '../exit-code.ts';
import { parseFile } from '../option-values.ts';
import { pickLab } from '../pick-lab.ts';
import { withLab } from '../run-options.ts';
import { type Session, say } from '../session.ts';
import type { Act } from './act.ts';

/** Loaded when asked for: no other command waits for them. */
const writers = {
  html: async (model: ReportModel) => (await import('../../core/report/html-page.ts')).reportHtml(model),
  md: async (model: ReportModel) => (await import('../../core/report/report-markdown.ts')).reportMarkdown(model),
  json: async (model: ReportModel) => (await import('../../core/report/report-json.ts')).reportJson(model),
};
type Format = keyof typeof writers;

interface ReportOptions {
  lab?: string;
  format?: Format;
  out?: string;
  run?: string;
}

/** `report`: a kept run as a page, as text or as data. */
export function addReportCommand(program: Command, act: Act): void {
  withLab(program.command('report'))
    .description(spoken.cli.reportCommand)
    .addOption(new Option('--format <format>', spoken.cli.reportFormat).choices(Object.keys(writers)))
    .option('--out <file>', spoken.cli.reportOut, parseFile)
    .option('--run <file>', spoken.cli.reportRun, parseFile)
    .action(act((session, _words, options: ReportOptions) => report(session, options)));
}

async function report(session: Session, options: ReportOptions): Promise<number> {
  const { io } = session.deps;
  const file = options.run ? path.resolve(io.cwd, options.run) : await lastRunFile(session, options.lab);
  const model: ReportModel = reportModel(await readRun(file));
  const format = options.format ?? formatOf(options.out);
  const text = await writers[format](model);
  if (options.out === undefined) {
    if (session.json) say(session, 'report', { format, text }, []);
    else io.stdout.write(text);
    return exitCodes.done;
  }
  const out = path.resolve(io.cwd, options.out);
  await writeFile(out, text).catch((cause: NodeJS.ErrnoException) => {
    throw new LabError('bad-input', texts.cli.notWritten({ file: out, code: String(cause.code) }), {
      file: out,
      cause,
    });
  });
  say(session, 'report', { format, file: out }, [spoken.cli.written({ file: out })]);
  return exitCodes.done;
}

async function lastRunFile({ deps }: Session, given: string | undefined): Promise<string> {
  const { lab } = await pickLab(deps.io, given);
  const [newest] = keptRunsOf(lab.name, stateDir(deps.io.env));
  if (newest) return newest;
  throw new LabError('not-found', texts.cli.noRunSaved({ lab: lab.name }), {
    remedy: texts.cli.noRunSavedRemedy,
  });
}

function formatOf(out: string | undefined): Format {
  const ending = path.extname(out ?? '').toLowerCase();
  if (ending === '.html' || ending === '.htm') return 'html';
  return ending === '.json' ? 'json' : 'md';
}
