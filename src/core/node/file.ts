import { createHash } from 'node:crypto';
import type { Node } from '../remote/port.ts';

export interface FileState {
  base64: string;
  /** Octal, e.g. `644`. */
  mode: string;
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes and mode of a small file, or undefined where there is none. */
export async function readFile(node: Node, path: string, signal?: AbortSignal): Promise<FileState | undefined> {
  const source = '[ -e "$1" ] || exit 44; stat -Lc %a "$1" && base64 -w0 "$1"';
  const { status, stdout } = await node.script(source, [path], { expect: [0, 44], signal });
  if (status === 44) return undefined;
  const [mode = '644', base64 = ''] = stdout.split('\n');
  return { mode, base64 };
}

/**
 * A file is written beside itself under its name and this, then moved into its place. Who is killed in between leaves it;
 * `writeFile`, `removeFile` and `removeDraft` put an end to it.
 */
const resolveScript = 'target=$(readlink -f -- "$1" || printf %s "$1"); draft=$target.overlay-lab';

/**
 * Writes a file so that it is there complete or as before, also after a power cut. A file that is a symbolic link is
 * written where it points. Folders that are missing are made.
 */
export async function writeFile(
  node: Node,
  path: string,
  text: Uint8Array | string,
  mode: string,
  signal?: AbortSignal,
): Promise<void> {
  const source = `
set -e
${resolveScript}; folder=$(dirname -- "$target")
mkdir -p -- "$folder"; umask 077; : >"$draft"; trap 'rm -f -- "$draft"' EXIT
base64 -d >"$draft" <<'END'
${Buffer.from(text).toString('base64')}
END
[ -e "$target" ] && chown --reference="$target" "$draft" || :
chmod "$2" "$draft"; sync "$draft"; mv -f -- "$draft" "$target"; sync "$folder"; trap - EXIT`;
  await node.script(source, [path, mode], { signal });
}

/** Removes a file, and its folder where that is one of the lab's making and empty now. */
export async function removeFile(node: Node, path: string, signal?: AbortSignal): Promise<void> {
  await node.script(
    `${resolveScript}; rm -f -- "$1" "$draft"; case $1 in *.service.d/*) rmdir -- "$(dirname -- "$1")" 2>/dev/null ;; esac; :`,
    [path],
    {
      signal,
    },
  );
}

/** Removes what a killed write may have left beside a file that is as it should be. */
export async function removeDraft(node: Node, path: string, signal?: AbortSignal): Promise<void> {
  await node.script(`${resolveScript}; rm -f -- "$draft"`, [path], { signal });
}
