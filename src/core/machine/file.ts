import { createHash } from 'node:crypto';
import { LabError } from '../../shared/errors.ts';
import { texts } from '../../shared/texts/text.ts';
import { bytesInWords, tooLarge } from '../gates/limits.ts';
import { nothing, operation } from './operation.ts';
import type { Node } from './port.ts';

export interface FileState {
  base64: string;
  /** Octal, e.g. `644`. */
  mode: string;
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Bytes of a file that is read at most: daemon.json or a unit has some hundred. */
const most = 1024 * 1024;

/** Bytes and mode of a small file, or undefined where there is none. Throws `refused` for a pipe and the like, `too-large`. */
export const fileRead = operation<{ path: string }, FileState | undefined>({
  name: 'file.read',
  program: ({ path }) => ({
    script:
      '[ -e "$1" ] || exit 44; [ -f "$1" ] || exit 45; [ "$(stat -Lc %s "$1")" -le "$2" ] || exit 46; stat -Lc %a "$1" && head -c "$2" "$1" | base64 -w0',
    words: [path, String(most)],
    expect: [0, 44, 45, 46],
  }),
  read({ status, stdout }, { node, args: { path } }) {
    if (status === 44) return undefined;
    const remedy = texts.machine.notRegularRemedy({ node, path });
    if (status === 45) throw new LabError('refused', texts.machine.notRegular({ path }), { node, remedy });
    if (status === 46) throw tooLarge({ what: path, node, remedy }, bytesInWords(most));
    const [mode = '644', base64 = ''] = stdout.split('\n');
    return { mode, base64 };
  },
});

export const readFile = (node: Node, path: string, signal?: AbortSignal): Promise<FileState | undefined> =>
  node.run(fileRead, { path }, { signal });

/**
 * A file is written beside itself under its name and this, then moved into its place. Who is killed in between leaves it;
 * `writeFile`, `removeFile` and `removeDraft` put an end to it.
 */
const resolveScript = 'target=$(readlink -f -- "$1" || printf %s "$1"); draft=$target.overlay-lab';

/** The folder of a drop-in is of the lab's making where nothing else is in it. */
const rmdirScript = 'case $1 in *.service.d/*) rmdir -- "$(dirname -- "$1")" 2>/dev/null ;; esac; :';

/**
 * Writes a file so that it is there complete or as before, also after a power cut. A file that is a symbolic link is
 * written where it points. Folders that are missing are made.
 */
export const fileWrite = operation<{ path: string; text: Uint8Array | string; mode: string }>({
  name: 'file.write',
  program: ({ path, text, mode }) => ({
    script: `
set -e
${resolveScript}; folder=$(dirname -- "$target")
mkdir -p -- "$folder"; umask 077; : >"$draft"; trap 'rm -f -- "$draft"' EXIT
base64 -d >"$draft"; [ "$(sha256sum <"$draft" | cut -c1-64)" = "$3" ]
[ -e "$target" ] && chown --reference="$target" "$draft" || :
chmod "$2" "$draft"; sync "$draft"; mv -f -- "$draft" "$target"; sync "$folder"; trap - EXIT`,
    words: [path, mode, sha256(text)],
    // Not among the words: everybody on the node can read those, and the file may be nobody else's business. The sum tells
    // whether all of it came: where the connection is cut, what did come ends like a whole one.
    stdin: Buffer.from(text).toString('base64'),
  }),
  read: nothing,
});

export const writeFile = (
  node: Node,
  path: string,
  text: Uint8Array | string,
  mode: string,
  signal?: AbortSignal,
): Promise<void> => node.run(fileWrite, { path, text, mode }, { signal });

/** Removes a file, and its folder where that is one of the lab's making and empty now. */
export const fileRemove = operation<{ path: string }>({
  name: 'file.remove',
  program: ({ path }) => ({
    script: `${resolveScript}; rm -f -- "$1" "$draft"; ${rmdirScript}`,
    words: [path],
  }),
  read: nothing,
});

/**
 * Removes a file, with its draft, where it has one of these sums or is gone already; a unit of that name is forgotten by
 * systemd then. False where something else is there, which stays.
 */
export const fileTakeAway = operation<{ path: string; wrote: readonly string[]; unit?: string | undefined }, boolean>({
  name: 'file.take-away',
  program: ({ path, wrote, unit = '' }) => ({
    script: `${resolveScript}; unit=$2
if [ -e "$1" ]; then
  sums=" $3 "
  [ -f "$1" ] && [ "$(stat -Lc %s "$1")" -le ${most} ] || exit 47
  case $sums in *" $(sha256sum <"$1" | cut -c1-64) "*) ;; *) exit 47 ;; esac
  rm -f -- "$1"; ${rmdirScript}
fi
rm -f -- "$draft"
[ -z "$unit" ] || [ "$(systemctl show -p LoadState --value -- "$unit")" = not-found ] || systemctl daemon-reload
:`,
    words: [path, unit, wrote.join(' ')],
    expect: [0, 47],
  }),
  read: ({ status }) => status === 0,
});

export const removeFile = (node: Node, path: string, signal?: AbortSignal): Promise<void> =>
  node.run(fileRemove, { path }, { signal });

/** Removes what a killed write or removal may have left beside a file that is as it should be. */
export const draftRemove = operation<{ path: string }>({
  name: 'file.remove-draft',
  program: ({ path }) => ({
    script: `${resolveScript}; rm -f -- "$draft"; ${rmdirScript}`,
    words: [path],
  }),
  read: nothing,
});

export const removeDraft = (node: Node, path: string, signal?: AbortSignal): Promise<void> =>
  node.run(draftRemove, { path }, { signal });
