import { behindIntent } from '../../../machine/behind-intent.ts';
import { rememberedIn, rememberScript } from '../../../machine/engine.ts';
import { nothing, operation } from '../../../machine/operation.ts';
import { ownDirectoryScript, stateDirectory } from '../../../machine/own-directory.ts';
import type { Configuration } from './configuration.ts';

/** Seconds after which the node puts its old configuration back by itself, unless the app said that all is well. */
const rollbackAfterSeconds = 90;

const unitOf = (lab: string): string => `overlay-lab-rollback-${lab}`;

/**
 * Writes the new configuration and restarts the engine, with a timer set on the node before: should the laptop be gone
 * or the engine not come back, the node heals itself, unless someone else has written the file since. $1 state
 * directory, $2 unit, $3 file, $4 mode, $5 seconds, $6 `restore` where a file stood there, $7 the checksum of the new bytes, which were laid ready as base64
 * in the file `staged`, since others may not read them, where words of a program stand; the old ones are copied beside the
 * script. What comes behind $7 are containers of others that run now: they are remembered first,
 * as engine.remember-running does it, and all that the node remembers are told.
 */
const switchScript = `${ownDirectoryScript}${rememberScript}
set -e
umask 077
enter "$1" || { echo "$why" >&2; exit 1; }
state=$1 unit=$2 file=$(readlink -f -- "$3" || printf %s "$3") mode=$4 seconds=$5 had=$6 sum=$7
shift 7; here=yes; remember "$@"
if [ "$had" = restore ]; then cp -p -- "$file" rollback.before; else rm -f rollback.before; fi
rm -f rollback.sum
cat >rollback.sh <<'END'
state=$1 file=$(readlink -f -- "$2" || printf %s "$2")
rm -f -- "$file.overlay-lab"
sha256sum <"$file" | cmp -s - "$state/rollback.sum" || exit 0
if [ -f "$state/rollback.before" ]; then cp -p -- "$state/rollback.before" "$file.overlay-lab" && mv -f -- "$file.overlay-lab" "$file"; else rm -f -- "$file"; fi
sync; systemctl daemon-reload; systemctl reset-failed docker.service; systemctl restart docker.service || exit
[ ! -f "$state/running" ] || { xargs -r docker start <"$state/running" >/dev/null 2>&1; rm -f "$state/running"; }
END
systemctl stop "$unit.timer" "$unit.service" 2>/dev/null || :
systemctl reset-failed "$unit.timer" "$unit.service" 2>/dev/null || :
systemd-run -q --unit="$unit" --on-active="$seconds" --timer-property=AccuracySec=1s sh "$state/rollback.sh" "$state" "$file"
umask 022
mkdir -p -- "$(dirname -- "$file")"
base64 -d <staged >"$file.overlay-lab" && [ "$(sha256sum <"$file.overlay-lab" | cut -c1-64)" = "$sum" ] || { rm -f "$file.overlay-lab"; exit 1; }
[ -e "$file" ] && chown --reference="$file" "$file.overlay-lab" || :
sha256sum <"$file.overlay-lab" >rollback.sum
chmod "$mode" "$file.overlay-lab"; sync "$file.overlay-lab"; mv -f -- "$file.overlay-lab" "$file"; sync "$(dirname -- "$file")"; rm -f staged
case $file in *.json) ;; *) systemctl daemon-reload ;; esac
systemctl reset-failed docker.service 2>/dev/null || :
systemctl restart docker.service
`;

export const engineSwitch = operation<
  { lab: string; configuration: Omit<Configuration, 'text'>; running: readonly string[]; intent?: string | undefined },
  string[]
>({
  name: 'engine.switch',
  program: ({ lab, configuration: { change, mode }, running, intent }) =>
    behindIntent(lab, intent, {
      script: switchScript,
      words: [
        stateDirectory(lab),
        unitOf(lab),
        change.path,
        mode,
        String(rollbackAfterSeconds),
        change.before ? 'restore' : 'remove',
        change.wrote,
        ...running,
      ],
      timeout: 120_000,
    }),
  read: rememberedIn,
});

/** The new configuration holds: the timer goes. */
export const rollbackConfirm = operation<{ lab: string }>({
  name: 'rollback.confirm',
  program: ({ lab }) => ({
    script: `${ownDirectoryScript}
systemctl stop "$1.timer"; enter "$2" && rm -f rollback.sh rollback.before rollback.sum`,
    words: [unitOf(lab), stateDirectory(lab)],
  }),
  read: nothing,
});

/** Puts the old configuration back now. True when the engine was restarted with it. */
export const rollbackNow = operation<{ lab: string; path: string }, boolean>({
  name: 'rollback.now',
  program: ({ lab, path }) => ({
    script: 'systemctl stop "$1.timer" 2>/dev/null; [ ! -f "$2/rollback.sh" ] || sh "$2/rollback.sh" "$2" "$3"',
    words: [unitOf(lab), stateDirectory(lab), path],
    timeout: 120_000,
    expect: 'any',
  }),
  read: ({ status }) => status === 0,
});
