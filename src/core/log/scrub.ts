import { isIPv6 } from 'node:net';

/** Also as a part of a name: `GITHUB_TOKEN`, `proxyPassword`, `secret-key`. */
const named = String.raw`(?:password|passphrase|passwd|secret|token|cookie|credential|(?:access|api)[_-]?key)[\w-]{0,20}`;

/** What stands between the name and its value, in a setting or in JSON, also in JSON that is text within JSON. */
const is = String.raw`\\{0,3}["']?\s{0,20}[:=]\s{0,20}`;

/** In quotes of JSON; in those of JSON within JSON; in single ones; in none. Without its end where a text was cut off. */
const values = [
  String.raw`(")(?:[^"\\\n]|\\.)*`,
  String.raw`(\\")(?:[^"\\\n]|\\{3}"|\\[^"])*`,
  String.raw`(')[^'\n]*`,
  String.raw`[^\s,;&}"'\\]+`,
];

/**
 * Secrets as they stand in texts, whoever wrote them there. Each pattern is linear: texts of nodes come through here.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, '(a private key)'],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@:]{0,100}:[^\s"'<>]{1,100}@/gi, '$1(secret)@'],
  [
    /(authorization\\{0,3}["']?\s{0,20}[:=]\s{0,20}\\{0,3}["']?)(?:(?:basic|bearer|digest|negotiate|token)\s{1,20})?[^\s"'\\]+/gi,
    '$1(secret)',
  ],
  // Several of them stand in one line.
  [/(cookie\\{0,3}["']?\s{0,20}[:=]\s{0,20}\\{0,3}["']?)[^\n"'\\]+/gi, '$1(secret)'],
  [new RegExp(`(${named}${is})(?:${values.join('|')})`, 'gi'), '$1$2$3$4(secret)'],
];

export const withoutSecrets = (text: string): string =>
  secrets.reduce((cleaned, [pattern, instead]) => cleaned.replaceAll(pattern, instead), text);

/** What tells whose machines they are: names, users and folders that are known, and all that looks like an address. */
export interface Names {
  hosts: Iterable<string>;
  users: Iterable<string>;
  /** The person's home folder. */
  home: string;
  /** Whole paths of folders, in the home or elsewhere. */
  folders?: Iterable<string>;
  /** Names of files, without their folders. */
  files?: Iterable<string>;
}

/** The same name becomes the same word everywhere, so that a report can still be understood. */
export function withoutNames(text: string, { hosts, users, home, folders = [], files = [] }: Names): string {
  const words = { host: wordsFor('host'), user: wordsFor('user'), address: wordsFor('address') };
  const places = { folder: wordsFor('folder'), file: wordsFor('file') };
  const known = [
    ...[...hosts].map((name) => [name, words.host] as const),
    ...[...users].filter((name) => name !== 'root').map((name) => [name, words.user] as const),
  ]
    .filter(([name]) => name.length > 1 && !isAddress(name))
    // A longer name first: `node1.example` before `node1`.
    .toSorted(([one], [other]) => other.length - one.length);
  let cleaned = text;
  for (const folder of [...folders].toSorted((one, other) => other.length - one.length))
    cleaned = cleaned.replaceAll(wholeWord(folder), places.folder(folder));
  for (const file of [...files].toSorted((one, other) => other.length - one.length))
    cleaned = cleaned.replaceAll(fileNamed(file), places.file(file));
  if (home.length > 1) cleaned = cleaned.replaceAll(wholeWord(home), '~');
  for (const [name, word] of known) cleaned = cleaned.replaceAll(wholeWord(name), word(name.toLowerCase()));
  return cleaned
    .replaceAll(/\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b/gi, (mac) => words.address(mac.toLowerCase()))
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (ip) =>
      ip.startsWith('127.') || ip === '0.0.0.0' ? ip : words.address(ip),
    )
    .replaceAll(/(?<![\w:.])[0-9a-f:]{2,39}(?![\w:.])/gi, (text) =>
      isIPv6(text) && text !== '::1' && text !== '::' ? words.address(text.toLowerCase()) : text,
    );
}

const isAddress = (name: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || isIPv6(name);

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, '\\$&')}(?![\\w-])`, 'gi');
}

/** Without an ending it is a word like any other, but where it stands in a folder. */
const fileNamed = (name: string): RegExp =>
  name.includes('.') ? wholeWord(name) : new RegExp(`(?<=[/\\\\])${wholeWord(name).source}`, 'gi');

function wordsFor(kind: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const word = known.get(name) ?? `${kind}-${known.size + 1}`;
    known.set(name, word);
    return word;
  };
}
