import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { texts, type Words } from '../../shared/texts/text.ts';
import type { EngineState } from './engine-state.ts';
import { rows, type Trouble } from './engine-trouble.ts';

/** Flags whose key in daemon.json has another name, because it holds a list. */
const listKeys: Record<string, string> = {
  H: 'hosts',
  host: 'hosts',
  l: 'log-level',
  D: 'debug',
  b: 'bridge',
  G: 'group',
  g: 'graph',
  p: 'pidfile',
  s: 'storage-driver',
  label: 'labels',
  'add-runtime': 'runtimes',
  'authorization-plugin': 'authorization-plugins',
  'cluster-store-opt': 'cluster-store-opts',
  'default-ulimit': 'default-ulimits',
  'default-address-pool': 'default-address-pools',
  'dns-opt': 'dns-opts',
  'exec-opt': 'exec-opts',
  'insecure-registry': 'insecure-registries',
  'log-opt': 'log-opts',
  'registry-mirror': 'registry-mirrors',
  'storage-opt': 'storage-opts',
  'node-generic-resource': 'node-generic-resources',
};

/** Keys of daemon.json that the words of a command line set already. */
function flagKeys(command: string): Set<string> {
  const names = [...command.matchAll(/(?:^|\s)(?:--([a-z][a-z0-9-]*)|-([A-Za-z]))(?=[=\s]|$)/g)];
  return new Set(names.map(([, long, short]) => long ?? short ?? '').map((name) => listKeys[name] ?? name));
}

const nullByte = '\0';
const mark = '\uFEFF';

/**
 * Why the engine would not start with what its file and its unit say now. The engine itself was maybe never started with
 * it, and the lab has to restart it: so it is looked for before anything is changed.
 */
export function nextStartTrouble({ configuration, command, isUntried }: EngineState): Trouble | undefined {
  const { text } = configuration;
  // It comes from the node, and stands in lines that people paste.
  const path = /^[\w./-]+$/.test(configuration.path) ? configuration.path : texts.machine.otherConfigFile;
  if (text === undefined || text.trim() === '') return undefined;
  const trouble = fileTrouble(path, text);
  if (trouble || !isUntried) return trouble;
  const flags = flagKeys(command);
  const both = topKeys(text).filter((key) => flags.has(key));
  if (both.length === 0) return undefined;
  return {
    message: texts.machine.setTwice({ keys: both, file: path }),
    remedy: both.includes('hosts')
      ? texts.machine.hostsTwiceRemedy({ file: path, command })
      : texts.machine.setTwiceRemedy({ keys: both, file: path }),
    diagnosis: rows.hosts,
  };
}

/** What of the file is not the JSON that the engine reads: the engine takes neither comments nor a byte order mark. */
export function fileTrouble(file: Words, text: string): Trouble | undefined {
  const diagnosis = rows.file;
  if (text.startsWith(mark))
    return {
      message: texts.machine.byteOrderMark({ file }),
      remedy: texts.machine.byteOrderMarkRemedy({ file }),
      diagnosis,
    };
  if (text.includes(nullByte))
    return { message: texts.machine.notText({ file }), remedy: texts.machine.notTextRemedy({ file }), diagnosis };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first)
    return {
      message: texts.machine.notJson({ file, ...placeOf(text, first.offset), what: whatOf(first) }),
      remedy: texts.machine.notJsonRemedy({ file }),
      diagnosis,
    };
  if (tree?.type === 'object') return undefined;
  return { message: texts.machine.notObject({ file }), remedy: texts.machine.notObjectRemedy, diagnosis };
}

/** Of the library's own codes only the likely one is said in our words. */
function whatOf(error: ParseError): Words {
  const code = printParseErrorCode(error.error);
  if (code === 'InvalidCommentToken') return texts.machine.comment;
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function topKeys(text: string): string[] {
  const members = parseTree(text)?.children ?? [];
  return members.flatMap(({ children }) => (typeof children?.[0]?.value === 'string' ? [children[0].value] : []));
}
