import { catalogue as en } from './en/catalogue.ts';

/** What a text may be filled with. A text may stand in another one; it is then said in the same language. */
export type Value = string | number | boolean | Text | readonly Value[];
/** A text of the catalogue, or words that are not ours: what a node, a library or a person said. */
export type Words = string | Text;

type Entry<E> = E extends (values: infer V) => string
  ? (values: V) => string
  : E extends string
    ? string
    : { readonly [K in keyof E]: Entry<E[K]> };
/** What each language has: the same rooms with the same texts, filled with the same values. */
export type Catalogue = Entry<typeof en>;

/** A text as it travels: which one, and what it is filled with. */
export interface TextData {
  key: string;
  values: Record<string, DataValue>;
}
export type DataValue = string | number | boolean | TextData | DataValue[];

/** Texts within texts, and lists within lists, are read no deeper than this. */
const deepest = 5;

/** Which text, and what it is filled with; made by `texts` below. */
export class Text {
  readonly key: string;
  readonly values: Readonly<Record<string, Value>>;

  constructor(key: string, values: Readonly<Record<string, Value>> = {}) {
    this.key = key;
    this.values = values;
  }

  /** Of one that travelled, to be put into another. */
  static of({ key, values }: TextData): Text {
    return new Text(key, mapValues(values, madeOf));
  }

  data(): TextData {
    return { key: this.key, values: mapValues(this.values, dataOf) };
  }
}

/** For logs, and whoever reads no catalogue. */
export const english = (words: Words): string =>
  words instanceof Text ? (sayIn(en, words.data()) ?? words.key) : words;

// What types do not see: where a text gets into a string all the same, it is English. The linter finds such places.
for (const name of ['toString', 'toJSON'])
  Object.defineProperty(Text.prototype, name, {
    value(this: Text) {
      return english(this);
    },
  });

const dataOf = (value: Value): DataValue => {
  if (value instanceof Text) return value.data();
  // JSON has no word for these.
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return isList(value) ? value.map(dataOf) : value;
};

const madeOf = (data: DataValue): Value => {
  if (isList(data)) return data.map(madeOf);
  return typeof data === 'object' ? Text.of(data) : data;
};

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

const mapValues = <A, B>(values: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));

/** The words of a language; undefined where it has no such text: then what was sent in English stays. */
export function sayIn(catalogue: Catalogue, { key, values }: TextData, depth = 0): string | undefined {
  const entry = key.split('.').reduce(ownOf, catalogue as unknown);
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'function' || depth > deepest) return undefined;
  const say = (value: DataValue): unknown => {
    if (isList(value)) return value.map(say);
    return typeof value === 'object' ? (sayIn(catalogue, value, depth + 1) ?? '') : value;
  };
  try {
    return String(entry(mapValues(values, say)));
  } catch {
    // Values of another version of the app may not be what this text wants.
    return undefined;
  }
}

const ownOf = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null && Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;

/** The same words, with each of our values and all that is not ours mapped: cleaned, or cut. */
export function mapStrings<W extends Words>(words: W, map: (text: string) => string): W {
  const mapped = (value: Value): Value => {
    if (typeof value === 'string') return map(value);
    if (value instanceof Text) return new Text(value.key, mapValues(value.values, mapped));
    return isList(value) ? value.map(mapped) : value;
  };
  return mapped(words) as W;
}

/** What a text of the catalogue is called with: texts may be given where it wants strings. */
type Given<V> = V extends string ? Words : V extends readonly (infer I)[] ? readonly Given<I>[] : V;
type GivenAll<V> = { [K in keyof V]: Given<V[K]> };
type Makers<E, To> = E extends (values: infer V) => string
  ? (values: GivenAll<V>) => To
  : E extends string
    ? To
    : { readonly [K in keyof E]: Makers<E[K], To> };

/** Of a room of the catalogue, and of rooms within it. */
function makers(rooms: object, make: (one: Text) => unknown, within = ''): object {
  const made = {};
  for (const [name, entry] of Object.entries(rooms)) {
    const key = `${within}${name}`;
    if (typeof entry === 'object') {
      Object.defineProperty(made, name, { value: makers(entry as object, make, `${key}.`), enumerable: true });
      continue;
    }
    const get =
      typeof entry === 'function'
        ? () => (values: Record<string, Value>) => make(new Text(key, values))
        : () => make(new Text(key));
    Object.defineProperty(made, name, { get, enumerable: true });
  }
  return made;
}

/** The texts of the catalogue, each to be sent or shown: `texts.ledger.gone({ node })`. */
export const texts = makers(en, (one) => one) as Makers<typeof en, Text>;

let language: Catalogue = en;

/** Sets the language in which this program itself speaks. */
export function speak(catalogue: Catalogue): void {
  language = catalogue;
}

/** The language of this program; undefined for English, in which everything is sent. */
export const spokenBesideEnglish = (): Catalogue | undefined => (language === en ? undefined : language);

/** In the language of this program, for whoever reads it here and now. */
export const inWords = (words: Words): string =>
  words instanceof Text ? (sayIn(language, words.data()) ?? english(words)) : words;

/** The same texts as strings, in the language of this program: `spoken.cli.nothingChanged`. */
export const spoken = makers(en, inWords) as Makers<typeof en, string>;
