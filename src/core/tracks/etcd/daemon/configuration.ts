import { LabError } from '../../../../shared/errors.ts';
import { texts } from '../../../../shared/texts/text.ts';
import type { Change } from '../../../ledger/change.ts';
import { daemonDropInPath, daemonJsonPath } from '../../../ledger/lab-files.ts';
import { readFile, sha256 } from '../../../machine/file.ts';
import { editJsonObject } from '../../../machine/json-file.ts';
import type { Node } from '../../../machine/port.ts';
import type { Wanted } from '../../common/support/names.ts';

export interface Configuration {
  change: Extract<Change, { kind: 'file' }>;
  text: string;
  mode: string;
}

/**
 * The file that gives the engine its store: daemon.json with two keys more, or, where the options are flags of the
 * unit already, a drop-in with other values, because the engine refuses an option given twice (moby#25471).
 */
export async function configurationFor(
  node: Node,
  wanted: Wanted,
  dockerCommand: string,
  signal: AbortSignal,
): Promise<Configuration> {
  const flagged = /--cluster-(store|advertise)/.test(dockerCommand);
  const path = flagged ? daemonDropInPath : daemonJsonPath;
  const before = await readFile(node, path, signal);
  const text = flagged ? dropIn(dockerCommand, wanted) : merged(node, before?.base64, wanted);
  return {
    change: { kind: 'file', path, before: before ?? null, wrote: sha256(text), reload: 'docker' },
    text,
    mode: before?.mode ?? '644',
  };
}

function merged(node: Node, base64: string | undefined, wanted: Wanted): string {
  const now = base64 ? Buffer.from(base64, 'base64').toString('utf8') : '';
  const text = editJsonObject(now, { 'cluster-store': wanted.store, 'cluster-advertise': wanted.advertise });
  if (text !== undefined) return text;
  throw new LabError('refused', texts.etcd.notMergeable({ path: daemonJsonPath, node: node.name }), {
    node: node.name,
    remedy: texts.etcd.notMergeableRemedy,
  });
}

/** The unit's own command with our values in place of its own. */
export function dropIn(dockerCommand: string, wanted: Wanted): string {
  const rest = dockerCommand.replace(/\s--cluster-(store|advertise)[= ]\S+/g, '');
  return `# Written by Overlay Lab; removed by its reset.
[Service]
ExecStart=
ExecStart=${rest.trim()} --cluster-store=${wanted.store} --cluster-advertise=${wanted.advertise}
`;
}
