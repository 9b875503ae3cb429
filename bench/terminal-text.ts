const words = 'etcd dockerd overlay vxlan bridge node member endpoint peer lease joined left timeout retry ready'.split(
  ' ',
);

/** Lines as a log has them, about 75 characters each, the same at every run. */
export function logText(bytes: number): string {
  let seed = 1;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  const lines: string[] = [];
  for (let size = 0, line = 0; size < bytes; line += 1) {
    const some = Array.from({ length: 5 + next(8) }, () => words[next(words.length)]).join(' ');
    const text = `${String(line).padStart(8, '0')} 192.168.236.${130 + next(10)} ${some}`;
    lines.push(text);
    size += text.length + 1;
  }
  return `${lines.join('\n')}\n`;
}

/** What a terminal gets to see of it: the node's tty sends CR LF at the end of each line. */
export const onTheWire = (text: string): Buffer => Buffer.from(text.replaceAll('\n', '\r\n'));
