import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RunRequest } from '../core/app.ts';
import { LabError } from '../shared/errors.ts';
import { type StepId, stepIds } from '../shared/steps.ts';
import { parseFile, parseImage, parseSha256, parseSource, parseSteps, parseWhole } from './option-values.ts';

export interface RunOptions {
  lab?: string;
  takeOver?: boolean;
  only?: StepId[];
  skip?: StepId[];
  iperfSeconds: number;
  image?: string;
  etcdArchive?: string;
  etcdSha256?: string;
}

export function withLab(command: Command): Command {
  return command.option(
    '--lab <file>',
    'lab file (default: $OVERLAY_LAB_FILE, ./lab.yaml, or the practice lab)',
    parseFile,
  );
}

/** The options of `check` and `run`, which look at steps and may build them. */
export function withRunOptions(command: Command): Command {
  return withLab(command)
    .option('--only <steps>', `only these steps, with commas between: ${stepIds.join(', ')}`, parseSteps)
    .option('--skip <steps>', 'all steps but these', parseSteps)
    .option('--iperf-seconds <n>', 'how long each iperf measures, 1 to 3600', parseWhole(1, 3600), 10)
    .option('--image <name>', 'image of the workers, instead of the one made from the nodes', parseImage)
    .option('--etcd-archive <source>', 'release archive of etcd, a path or an https URL', parseSource)
    .option('--etcd-sha256 <hex>', 'SHA-256 that the archive must have', parseSha256);
}

/** The options as core wants them. Throws `bad-input` or `not-found` for what does not go together. */
export function runRequest(options: RunOptions, cwd: string): Pick<RunRequest, 'only' | 'skip' | 'options'> {
  const { only, skip, iperfSeconds, image, etcdArchive: archive, etcdSha256: sha256 } = options;
  const left = (only ?? stepIds).filter((step) => !skip?.includes(step));
  if (left.length === 0) throw new LabError('bad-input', '--only and --skip together leave no step to do');
  if ((archive === undefined) !== (sha256 === undefined))
    throw new LabError(
      'bad-input',
      '--etcd-archive and --etcd-sha256 belong together: an archive is only used checked',
    );
  const etcdArchive = archive && sha256 ? { source: archiveSource(archive, cwd), sha256 } : undefined;
  return { only, skip, options: { iperfSeconds, ...(image && { image }), ...(etcdArchive && { etcdArchive }) } };
}

function archiveSource(given: string, cwd: string): string {
  if (/^https:/i.test(given)) return given;
  const file = path.resolve(cwd, given);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new LabError('not-found', `There is no archive ${file}`, { file });
  return file;
}
