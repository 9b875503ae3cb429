/**
 * Stands between us and the practice lab's program, as root: when our end of its stdin closes, because someone
 * cancelled or because we died, the program and all that it started get SIGTERM, and its end is waited for. A signal
 * could not do that: nobody but root may send one through sudo. The program is a group of its own, so a Ctrl-C on the
 * terminal ends nothing before we say so.
 */
export const guardScript = `
# Without the shell's own notes on its jobs.
exec 3>&2 2>/dev/null
set -m
trap : INT
"$@" </dev/null 2>&3 3>&- &
job=$!
{ cat >/dev/null; kill -TERM -- "-$job"; } <&0 >/dev/null 3>&- &
watch=$!
trap 'kill -TERM -- "-$job"' TERM HUP
while wait "$job"; status=$?; [ "$status" -gt 128 ] && kill -0 "$job"; do :; done
kill -KILL -- "-$watch"
exit "$status"
`;
