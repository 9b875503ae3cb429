import path from 'node:path';
import { type Command, Option } from 'commander';
import { keptDrills } from '../../core/drills/kept-drills.ts';
import { stateDir } from '../../core/gates/places.ts';
import { type WorkModel, workModel } from '../../core/report/work-model.ts';
import { labWork, workOfRun } from '../../core/runs/lab-work.ts';
import { readRun } from '../../core/runs/read-run.ts';
import { readTyped } from '../../core/transcript/kept-entries.ts';
import { LabError } from '../../shared/errors.ts';
import { spoken, texts } from '../../shared/texts/text.ts';
import { csvTables } from '../../shared/wire/csv-tables.ts';
import { exitCodes } from '../exit-code.ts';
import { parseFile } from '../option-values.ts';
import { pickLab } from '../pick-lab.ts';
import { withLab } from '../run-options.ts';
import { type Session, say } from '../session.ts';
import { makeFolder, writeFile } from '../write-file.ts';
import type { Act } from './act.ts';

/** Loaded when asked for: no other command waits for them. */
const writers = {
  html: async (model: WorkModel) => (await import('../../core/report/work-html.ts')).workHtml(model),
  md: async (model: WorkModel) => (await import('../../core/report/work-markdown.ts')).workMarkdown(model),
  json: async (model: WorkModel) => (await import('../../core/report/work-json.ts')).workJson(model),
};
type Format = keyof typeof writers | 'csv';

interface ReportOptions {
  lab?: string;
  format?: Format;
  out?: string;
  run?: string;
}

/** `report`: all that was done in a lab as a page, as text or as data. */
export function addReportCommand(program: Command, act: Act): void {
  withLab(program.command('report'))
    .description(spoken.cli.reportCommand)
    .addOption(new Option('--format <format>', spoken.cli.reportFormat).choices([...Object.keys(writers), 'csv']))
    .option('--out <file>', spoken.cli.reportOut, parseFile)
    .option('--run <file>', spoken.cli.reportRun, parseFile)
    .action(act((session, _words, options: ReportOptions) => report(session, options)));
}

async function report(session: Session, options: ReportOptions): Promise<number> {
  const { io } = session.deps;
  const format = options.format ?? formatOf(options.out);
  if (format === 'csv' && options.out === undefined)
    throw new LabError('bad-input', texts.cli.csvNeedsOut, { remedy: texts.cli.csvNeedsOutRemedy });
  const model = await modelOf(session, options);
  if (format === 'csv') return writeTables(session, model, path.resolve(io.cwd, options.out ?? ''));
  const text = await writers[format](model);
  if (options.out === undefined) {
    if (session.json) say(session, 'report', { format, text }, []);
    else io.stdout.write(text);
    return exitCodes.done;
  }
  const out = path.resolve(io.cwd, options.out);
  await writeFile(out, text);
  say(session, 'report', { format, file: out }, [spoken.cli.written({ file: out })]);
  return exitCodes.done;
}

/** A file for each table that has something in it. */
async function writeTables(session: Session, model: WorkModel, folder: string): Promise<number> {
  const { workCsv } = await import('../../core/report/work-csv.ts');
  await makeFolder(folder);
  const files: string[] = [];
  for (const table of csvTables) {
    const text = workCsv(model, table);
    if (text.trimEnd().split('\r\n').length < 2) continue;
    const file = path.join(folder, `${model.lab}-${table}.csv`);
    await writeFile(file, text);
    files.push(file);
  }
  const lines = files.map((file) => spoken.cli.written({ file }));
  say(session, 'report', { format: 'csv', files }, lines);
  return exitCodes.done;
}

async function modelOf({ deps: { io } }: Session, { run, lab: given }: ReportOptions): Promise<WorkModel> {
  if (run !== undefined) return workModel(workOfRun(await readRun(path.resolve(io.cwd, run))));
  const { lab } = await pickLab(io, given);
  const state = stateDir(io.env);
  const [typed, drills] = await Promise.all([readTyped(state, lab.name), keptDrills(state, lab.name)]);
  return workModel(await labWork(lab, state, { typed, drills }));
}

function formatOf(out: string | undefined): Format {
  const ending = path.extname(out ?? '').toLowerCase();
  if (ending === '.html' || ending === '.htm') return 'html';
  return ending === '.json' ? 'json' : 'md';
}
