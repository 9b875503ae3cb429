const words = 'etcd dockerd overlay vxlan bridge node member endpoint peer lease joined left timeout retry ready'.split(
  ' ',
);

/** Lines as a log has them, about 75 characters each, the same at every run. */
export const logText = (bytes: number): string => textOf(bytes, (at, address, some) => `${at} ${address} ${some}`);

/** The same as a program with colours and `grep --color` print it, about 140 bytes a line. */
export const inColours = (bytes: number): string =>
  textOf(bytes, (at, address, some) => {
    const found = some.replace(/node|peer|lease/g, '\x1b[01;31m\x1b[K$&\x1b[m\x1b[K');
    return `\x1b[90m${at}\x1b[39m \x1b[1;36m${address}\x1b[0m \x1b[38;5;${Number(at) % 256}m${found}\x1b[0m`;
  });

function textOf(bytes: number, lineOf: (at: string, address: string, some: string) => string): string {
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const lines: string[] = [];
  for (let size = 0, line = 0; size < bytes; line += 1) {
    const some = Array.from({ length: 5 + next(8) }, () => words[next(words.length)]).join(' ');
    const text = lineOf(String(line).padStart(8, '0'), `192.168.236.${130 + next(10)}`, some);
    lines.push(text);
    size += text.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

/** What a terminal gets to see of it: the node's tty sends CR LF at the end of each line. */
export const onTheWire = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'));
