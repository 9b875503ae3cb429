import { texts } from '../../shared/texts/text.ts';
import { bytesInWords } from '../gates/limits.ts';
import { sha256 } from '../machine/file.ts';
import { operation } from '../machine/operation.ts';
import { stateDirectory } from '../machine/own-directory.ts';
import type { Node } from '../machine/port.ts';
import { guardUnitPath, labUnitPath } from './lab-files.ts';
import { type ParsedLedger, parseLedger, type RecordBody, salvage, startOfLine } from './record.ts';
import { notOurs } from './scribe.ts';
import { readStateScript } from './scribe-script.ts';

/** Bytes of a file that are read at most: a ledger of ten thousand records has some 4 MB. */
const mostBytes = 4 * 1024 * 1024;

/** The same of a baseline. */
const mostOfBaseline = 6 * 1024 * 1024;

/** The same of the note of a reset of what was typed. */
const mostOfNote = 512 * 1024;

/** What stands in a lab's directory on a node. */
export interface NodeState {
  /** The lab has left something on the node, be it an empty directory. */
  isPresent: boolean;
  /** Somebody removed ledger and baseline while the lab stood. */
  isLost: boolean;
  parsed: ParsedLedger;
  salvaged: RecordBody[];
  /** SHA-256 of the ledger as it was read; empty where there is none. */
  sum: string;
  /** The baseline's text; empty where it is larger than any baseline. */
  baseline: string | undefined;
  /** What a reset of what was typed noted before it took anything, where it has not been finished yet; empty where it is too large. */
  noted: string | undefined;
}

/** Words and files that were told, and files of which only the beginning was. */
interface Told {
  files: ReadonlyMap<string, Buffer>;
  large: ReadonlySet<string>;
}

/** Throws `refused` where what is in the directory's place is not the lab's. */
export const ledgerRead = operation<{ lab: string }, Told>({
  name: 'ledger.read',
  program: ({ lab }) => ({
    script: readStateScript,
    words: [
      ...[stateDirectory(lab), labUnitPath, lab, String(mostBytes), String(mostOfBaseline), guardUnitPath],
      String(mostOfNote),
    ],
    maxOutput: 4 * mostBytes,
  }),
  read({ stdout }, { node }) {
    const files = new Map<string, Buffer>();
    const large = new Set<string>();
    for (const line of stdout.split('\n')) {
      const [word = '', rest = ''] = cut(line);
      if (word === 'refused') throw notOurs(node, rest);
      if (word === 'large') large.add(rest);
      else if (word) files.set(word, Buffer.from(rest, 'base64'));
    }
    return { files, large };
  },
});

/** Throws `refused` where what is in the directory's place is not the lab's. */
export async function readState(node: Node, lab: string): Promise<NodeState> {
  const { files, large } = await node.run(ledgerRead, { lab });
  const bytes = files.get('ledger.jsonl');
  const text = bytes?.toString('utf8') ?? '';
  const parsed = parseLedger(text);
  if (large.has('ledger.jsonl') && isWholeUpTo(parsed, text))
    parsed.damage = {
      line: parsed.records.length + 1,
      reason: texts.ledger.beyond({ limit: bytesInWords(mostBytes) }),
    };
  return {
    isPresent: files.size > 0,
    isLost: files.has('traces'),
    parsed,
    salvaged: salvage(text, parsed),
    sum: bytes ? sha256(bytes) : '',
    baseline: large.has('baseline.json') ? '' : files.get('baseline.json')?.toString('utf8'),
    noted: large.has('typed.json') ? '' : files.get('typed.json')?.toString('utf8'),
  };
}

/** True where only the end that was not read is missing. */
const isWholeUpTo = ({ damage }: ParsedLedger, text: string): boolean =>
  damage === undefined || text.indexOf('\n', startOfLine(text, damage.line)) < 0;

function cut(line: string): [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}
