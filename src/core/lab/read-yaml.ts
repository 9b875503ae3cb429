import { type Document, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { texts, type Words } from '../../shared/texts/text.ts';

export const maxDepth = 20;
/** Places where something may begin. A thousand nodes have some 20,000; the parser takes minutes for a million. */
const maxParts = 60_000;

export interface YamlText {
  document: Document.Parsed;
  lineOf: (offset: number | undefined) => number | undefined;
}

/** What is wrong with a YAML text, with the line where it is known. */
export class YamlFault {
  readonly message: Words;
  readonly line: number | undefined;
  constructor(message: Words, line?: number) {
    this.message = message;
    this.line = line;
  }
}

/** A YAML text as a document without anything that a lab file never has; never throws, never takes long. */
export function readYaml(text: string): YamlText | YamlFault {
  const hostile = refuseUnread(text);
  if (hostile) return hostile;
  const lines = new LineCounter();
  const lineOf = (offset: number | undefined) => (offset === undefined ? undefined : lines.linePos(offset).line);
  try {
    // Its own search for duplicate keys and its pretty errors take quadratic time: duplicates are found below.
    const document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      version: '1.2',
    });
    const [broken] = document.errors;
    if (!broken) return refuseContents(document, lineOf) ?? { document, lineOf };
    if (/call stack/.test(broken.message)) return tooDeep(lineOf(broken.pos[0]));
    return new YamlFault(broken.message.split('\n')[0] ?? texts.lab.notYaml, lineOf(broken.pos[0]));
  } catch (error) {
    return new YamlFault(texts.lab.unreadableYaml({ reason: error instanceof Error ? error.message : String(error) }));
  }
}

const tooDeep = (line?: number) => new YamlFault(texts.lab.tooDeep({ most: maxDepth }), line);

function refuseUnread(text: string): YamlFault | undefined {
  let [parts, line] = [0, 1];
  for (const { 0: found } of text.matchAll(/[[\]{},:\n&*!"'|>%]|[-?]\s/g)) {
    parts += 1;
    if (found.endsWith('\n')) line += 1;
    if (parts > maxParts) return new YamlFault(texts.lab.tooMuch, line);
  }
  return undefined;
}

function refuseContents(document: Document.Parsed, lineOf: YamlText['lineOf']): YamlFault | undefined {
  let fault: YamlFault | undefined;
  const stop = (found: YamlFault) => {
    fault = found;
    return visit.BREAK;
  };
  visit(document, {
    Alias: (_, { range }) => stop(new YamlFault(texts.lab.noAnchors, lineOf(range?.[0]))),
    Collection: (_, { range }, path) =>
      path.filter((one) => 'items' in one).length >= maxDepth ? stop(tooDeep(lineOf(range?.[0]))) : undefined,
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (key && !isScalar(key)) return stop(new YamlFault(texts.lab.keyNotAWord, lineOf(rangeOf(key))));
        const name = String(isScalar(key) ? key.value : key);
        if (seen.has(name)) return stop(new YamlFault(texts.lab.givenTwice({ name }), lineOf(rangeOf(key))));
        seen.add(name);
      }
      return undefined;
    },
  });
  return fault;
}

function rangeOf(key: unknown): number | undefined {
  return (key as { range?: [number, number, number] } | null)?.range?.[0];
}
