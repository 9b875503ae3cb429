/** What flags say, by their names without dashes; of one that is given twice all values. */
export type Flags = ReadonlyMap<string, readonly string[]>;

/** `-name node1`, `--name node1` and `--name=node1` are one to Go. A flag without a value has an empty one. */
export function flagsOf(words: readonly string[]): Flags {
  const flags = new Map<string, string[]>();
  for (let at = 0; at < words.length; at += 1) {
    const [, name, , glued] = /^--?([A-Za-z][A-Za-z0-9-]*)(=(.*))?$/s.exec(words[at] ?? '') ?? [];
    if (name === undefined) continue;
    const next = words[at + 1];
    const isNext = glued === undefined && next !== undefined && !next.startsWith('-');
    if (isNext) at += 1;
    flags.set(name, [...(flags.get(name) ?? []), glued ?? (isNext ? next : '')]);
  }
  return flags;
}

/** etcd's variables beside its flags, which count for more. */
export function withVariables(flags: Flags, variables: Readonly<Record<string, string>>): Flags {
  const named = Object.entries(variables).map(
    ([name, value]) =>
      [
        name
          .replace(/^ETCD_/, '')
          .toLowerCase()
          .replaceAll('_', '-'),
        [value],
      ] as const,
  );
  return new Map([...named, ...flags]);
}

/** The words of a line of a unit file, or of a variable in it. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].map(([word, double, single]) => double ?? single ?? word);

/** Settings of a unit file in their order, with lines that go on put together; comments are none. */
export function settingsOf(text: string): { name: string; value: string }[] {
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const [, name, value] = /^\s*([A-Za-z]+)\s*=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [{ name, value: value.trim() }];
    });
}

/** Host and port of each address in a list of URLs. */
export function hostsOf(urls: string): { host: string; port: number }[] {
  return [...urls.matchAll(/[a-z]+:\/\/([A-Za-z0-9.-]+)(?::(\d+))?/g)].map(([, host = '', port]) => ({
    host,
    port: Number(port ?? 0),
  }));
}
