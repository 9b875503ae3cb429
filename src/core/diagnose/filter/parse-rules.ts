/** One rule as iptables-save prints it. */
export interface Rule {
  line: string;
  chain: string;
  words: string[];
}

export interface Table {
  /** What becomes of a packet at the end of a chain that the kernel asks; `-` of one that rules jump to. */
  policies: Map<string, string>;
  rules: Map<string, Rule[]>;
}

/** What `iptables-save` printed, a table by its name. A last line that was cut off is left out. */
export function parseRules(text: string): Map<string, Table> {
  const tables = new Map<string, Table>();
  let table: Table | undefined;
  const lines = text.endsWith('\n') ? text.split('\n') : text.split('\n').slice(0, -1);
  for (const line of lines) {
    if (line.startsWith('*')) {
      table = { policies: new Map(), rules: new Map() };
      tables.set(line.slice(1).trim(), table);
    } else if (line.startsWith(':')) {
      const [chain = '', policy = '-'] = line.slice(1).split(' ');
      table?.policies.set(chain, policy);
      table?.rules.set(chain, table.rules.get(chain) ?? []);
    } else if (line.startsWith('-A ')) {
      const [, chain = '', ...words] = wordsOf(line);
      table?.rules.get(chain)?.push({ line, chain, words });
    }
  }
  return tables;
}

/** As a shell would take them, as far as iptables-save quotes. */
const wordsOf = (line: string): string[] =>
  (line.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []).map((word) => word.replace(/^"|"$/g, ''));
