import { hasContent } from '../../../../shared/inventory/system-records.ts';
import { daemonJsonPath } from '../../../ledger/lab-files.ts';
import { restartEngine } from '../../../machine/engine.ts';
import { readFile, removeFile, sha256, writeFile } from '../../../machine/file.ts';
import { editJsonObject } from '../../../machine/json-file.ts';
import type { LabContext } from '../../common/support/lab-step.ts';
import { wantedOf } from '../../common/support/names.ts';

/**
 * Our two keys in a daemon.json that is not the one from before the lab, and that no ledger names any more because it
 * was lost: the keys go, and the file where nothing else is in it and none stood there before. True where the engine was
 * restarted for it.
 */
export async function sweepConfiguration({ node, lab, signal, baseline }: LabContext): Promise<boolean> {
  const before = baseline(node)?.files;
  const now = before && (await readFile(node, daemonJsonPath, signal));
  if (!now) return false;
  const bytes = Buffer.from(now.base64, 'base64');
  const ours = bytes.includes(JSON.stringify(wantedOf(lab, node.address).store));
  if (!ours || hasContent(before, daemonJsonPath, sha256(bytes))) return false;
  const rest = editJsonObject(bytes.toString('utf8'), { 'cluster-store': undefined, 'cluster-advertise': undefined });
  if (rest === undefined) return false;
  const wasThere = before.some(({ path }) => path === daemonJsonPath);
  if (rest.trim() === '{}' && !wasThere) await removeFile(node, daemonJsonPath, signal);
  else await writeFile(node, daemonJsonPath, rest, now.mode, signal);
  await restartEngine(node, signal, lab.name);
  return true;
}
