import { statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import type { RunRequest } from '../core/runs/run-request.ts';
import { LabError } from '../shared/errors.ts';
import type { StepId } from '../shared/run/steps.ts';
import { spoken, texts } from '../shared/texts/text.ts';
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
  return command.option('--lab <file>', spoken.cli.labOption, parseFile);
}

/** The lab of a command that connects to its nodes. */
export function withNodes(command: Command): Command {
  return withLab(command).option('--trust-lab', spoken.cli.trustOption);
}

/** The options of `check` and `run`, which look at steps and may build them. */
export function withRunOptions(command: Command): Command {
  return withNodes(command)
    .option('--only <steps>', spoken.cli.onlyOption({ steps: stepIds }), parseSteps)
    .option('--skip <steps>', spoken.cli.skipOption, parseSteps)
    .option('--iperf-seconds <n>', spoken.cli.iperfSeconds, parseWhole(1, 3600), 10)
    .option('--iperf-streams <n>', spoken.cli.iperfStreams, parseWhole(1, 64))
    .option('--iperf-repeats <n>', spoken.cli.iperfRepeats, parseWhole(1, 20))
    .option('--iperf-direction <way>', spoken.cli.iperfDirection, parseDirection)
    .option('--image <name>', spoken.cli.imageOption, parseImage)
    .option('--etcd-archive <source>', spoken.cli.archiveOption, parseSource)
    .option('--etcd-sha256 <hex>', spoken.cli.sumOption, parseSha256);
}

/** The options as core wants them. Throws `bad-input` or `not-found` for what does not go together. */
export function runRequest(options: RunOptions, cwd: string): Pick<RunRequest, 'only' | 'skip' | 'options'> {
  const { only, skip, image, etcdArchive: archive, etcdSha256: sha256 } = options;
  const left = (only ?? stepIds).filter((step) => !skip?.includes(step));
  if (left.length === 0) throw new LabError('bad-input', texts.cli.noStepsLeft);
  if ((archive === undefined) !== (sha256 === undefined)) throw new LabError('bad-input', texts.cli.archiveAndSum);
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
    throw new LabError('not-found', texts.cli.archiveNotFound({ file }), { file });
  return file;
}
