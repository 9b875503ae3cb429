import { type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
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
  const path = /^[\w./-]+$/.test(configuration.path) ? configuration.path : 'the file of --config-file';
  if (text === undefined || text.trim() === '') return undefined;
  const trouble = fileTrouble(path, text);
  if (trouble || !isUntried) return trouble;
  const flags = flagKeys(command);
  const both = topKeys(text).filter((key) => flags.has(key));
  if (both.length === 0) return undefined;
  const keys = both.join(' and ');
  return {
    message: `${keys} ${both.length > 1 ? 'are' : 'is'} set both in ${path} and as a flag of docker.service: Docker's next start fails (specified both as a flag and in the configuration file)`,
    remedy: both.includes('hosts')
      ? `Remove hosts from ${path} and put its values into the unit: systemctl edit docker, with ExecStart= and ExecStart=${command} -H tcp://… Then systemctl daemon-reload.`
      : `Remove ${keys} from ${path}, or from the unit (systemctl cat docker).`,
    diagnosis: rows.hosts,
  };
}

/** What of the file is not the JSON that the engine reads: the engine takes neither comments nor a byte order mark. */
export function fileTrouble(path: string, text: string): Trouble | undefined {
  const diagnosis = rows.file;
  if (text.startsWith(mark))
    return {
      message: `${path} line 1, column 1: a byte order mark, with which Docker does not start`,
      remedy: `sed -i '1s/^\\xEF\\xBB\\xBF//' ${path}`,
      diagnosis,
    };
  if (text.includes(nullByte))
    return { message: `${path} is not text`, remedy: `Move it away: mv ${path} ${path}.off`, diagnosis };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first)
    return {
      message: `${path} ${placeOf(text, first.offset)}: ${inWords(first)}; Docker does not start with that`,
      remedy: `Fix that line, and try: python3 -m json.tool ${path}`,
      diagnosis,
    };
  if (tree?.type === 'object') return undefined;
  return { message: `${path} is not a JSON object`, remedy: `Put its settings in {…}.`, diagnosis };
}

function inWords(error: ParseError): string {
  const code = printParseErrorCode(error.error);
  if (code === 'InvalidCommentToken') return 'a comment, which JSON does not have';
  return code.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}

function topKeys(text: string): string[] {
  const members = parseTree(text)?.children ?? [];
  return members.flatMap(({ children }) => (typeof children?.[0]?.value === 'string' ? [children[0].value] : []));
}
