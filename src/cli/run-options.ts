import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RunRequest } from '../core/runs/run-request.ts';
import { LabError } from '../shared/errors.ts';
import type { StepId } from '../shared/run/steps.ts';
import { stepIds } from '../shared/tracks/tracks.ts';
import {
  type Direction,
  parseDirection,
  parseFile,
  parseImage,
  parseSha256,
  parseSource,
  parseSteps,
  parseWhole,
} from './option-values.ts';

export interface LabOptions {
  lab?: string;
  trustLab?: boolean;
}

export interface RunOptions extends LabOptions {
  takeOver?: boolean;
  only?: StepId[];
  skip?: StepId[];
  iperfSeconds: number;
  iperfStreams?: number;
  iperfRepeats?: number;
  iperfDirection?: Direction;
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

/** The lab of a command that connects to its nodes. */
export function withNodes(command: Command): Command {
  return withLab(command).option('--trust-lab', 'use a new lab file without being asked');
}

/** The options of `check` and `run`, which look at steps and may build them. */
export function withRunOptions(command: Command): Command {
  return withNodes(command)
    .option('--only <steps>', `only these steps, separated by commas: ${stepIds.join(', ')}`, parseSteps)
    .option('--skip <steps>', 'all steps except these', parseSteps)
    .option('--iperf-seconds <n>', 'how long each iperf measures, 1 to 3600', parseWhole(1, 3600), 10)
    .option('--iperf-streams <n>', 'parallel TCP connections, 1 to 64 (default: 1)', parseWhole(1, 64))
    .option('--iperf-repeats <n>', 'how many times each path is measured, 1 to 20 (default: 1)', parseWhole(1, 20))
    .option(
      '--iperf-direction <way>',
      'forward: from the second node to the first, as in the tutorial; or reverse (default: forward)',
      parseDirection,
    )
    .option('--image <name>', 'image for the workers, instead of the one built from the nodes', parseImage)
    .option('--etcd-archive <source>', 'etcd release archive, a path or an https URL', parseSource)
    .option('--etcd-sha256 <hex>', 'expected SHA-256 of the archive', parseSha256);
}

/** The options as core wants them. Throws `bad-input` or `not-found` for what does not go together. */
export function runRequest(options: RunOptions, cwd: string): Pick<RunRequest, 'only' | 'skip' | 'options'> {
  const { only, skip, image, etcdArchive: archive, etcdSha256: sha256 } = options;
  const left = (only ?? stepIds).filter((step) => !skip?.includes(step));
  if (left.length === 0) throw new LabError('bad-input', '--only and --skip together leave no steps to run');
  if ((archive === undefined) !== (sha256 === undefined))
    throw new LabError(
      'bad-input',
      '--etcd-archive and --etcd-sha256 must be given together: an archive is used only after it is verified',
    );
  const etcdArchive = archive && sha256 ? { source: archiveSource(archive, cwd), sha256 } : undefined;
  const others = { ...(image && { image }), ...(etcdArchive && { etcdArchive }) };
  return { only, skip, options: { ...measuring(options), ...others } };
}

function measuring({ iperfSeconds, iperfStreams, iperfRepeats, iperfDirection }: RunOptions) {
  return {
    iperfSeconds,
    ...(iperfStreams && { iperfStreams }),
    ...(iperfRepeats && { iperfRepeats }),
    ...(iperfDirection === 'reverse' && { iperfReverse: true }),
  };
}

function archiveSource(given: string, cwd: string): string {
  if (/^https:/i.test(given)) return given;
  const file = path.resolve(cwd, given);
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new LabError('not-found', `Archive not found: ${file}`, { file });
  return file;
}
