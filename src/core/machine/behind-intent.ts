import { stateDirectory } from './own-directory.ts';
import type { Program } from './port.ts';

/**
 * Waits until the intent is in the ledger, whole, and puts it on the disk itself before it continues. The writer holds the lock
 * while it appends, so what is seen under it is not still being written. A writer that refuses, dies or finds the
 * disk full leaves no such record, and where another app has taken the lab over the lease is another one: then the program
 * ends after some 20 seconds, having done nothing, unless its app ends it before. $1 the lab's directory, $2 the record's
 * checksum, $3 what the lease begins with.
 */
const waitScript = `
looks=800
until {
  flock -w 10 9 && read -r lease <"$1/lease" && [ "\${lease#"$3 "}" != "$lease" ] && [ -z "$(tail -c 1 "$1/ledger.jsonl")" ] && grep -q "\\"sum\\":\\"$2\\"}\\$" "$1/ledger.jsonl" && sync "$1/ledger.jsonl"
} 2>/dev/null 9<"$1/lock"; do
  looks=$((looks - 1))
  [ $looks -gt 0 ] || { echo 'the intent of this change did not get to the disk, so it was not made' >&2; exit 97; }
  sleep 0.02
done
shift 3
`;

type Script = Extract<Program, { script: string }>;

/**
 * The same program, which makes nothing before its intent is on the disk; `intent` is what the ledger gave for it (`send`).
 * Without one nothing is waited for: then the record was answered for before the program was sent.
 */
export function behindIntent(lab: string, intent: string | undefined, program: Script): Script {
  if (intent === undefined) return program;
  const [sum = '', ...lease] = intent.split(' ');
  return {
    ...program,
    script: `${waitScript}${program.script}`,
    words: [stateDirectory(lab), sum, lease.join(' '), ...(program.words ?? [])],
  };
}
