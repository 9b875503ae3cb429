import path from 'node:path';
import { texts } from '../../shared/texts/text.ts';
import { refused } from '../lab/persons-file.ts';

/** One line a node; a line with a seat alone is a practice lab. A student is named once a seat. */
const columns = ['seat', 'student', 'track', 'node', 'address', 'host', 'port', 'user', 'identityFile'] as const;
type Column = (typeof columns)[number];

interface CsvSeat {
  name: string;
  student?: string;
  nodes?: object[];
}

/** What a CSV of seats says, in the form of a class file; the class is called as the file is. */
export function csvSeats(text: string, file: string) {
  const written = text.replace(/^\ufeff/, '').split(/\r?\n/);
  // Some spreadsheets write semicolons.
  const by = written[0]?.includes(';') ? ';' : ',';
  const [head, ...lines] = written
    .map((line, at) => ({ cells: cellsOf(line, by), line: at + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const known = new Map(columns.map((column) => [column.toLowerCase(), column]));
  const faults = (head?.cells ?? []).filter((cell) => !known.has(cell.toLowerCase()));
  if (!head || faults.length > 0 || !head.cells.some((cell) => cell.toLowerCase() === 'seat'))
    throw refused(file, [{ message: texts.class.csvHead({ columns, given: faults }), line: head?.line ?? 1 }]);
  const seats: CsvSeat[] = [];
  const places = new Map<string, number>();
  let track: string | undefined;
  for (const { cells, line } of lines) {
    const row: Partial<Record<Column, string>> = Object.fromEntries(
      head.cells.map((cell, at) => [known.get(cell.toLowerCase()), cells[at] || undefined]),
    );
    track ??= row.track;
    const last = seats.at(-1);
    const goesOn = last !== undefined && last.name === row.seat && last.nodes !== undefined && row.node !== undefined;
    const seat = goesOn ? last : { name: row.seat ?? '', ...(row.student !== undefined && { student: row.student }) };
    if (seat !== last) seats.push(seat);
    places.set(`${seats.length - 1}`, places.get(`${seats.length - 1}`) ?? line);
    if (!row.node && !row.address && !row.host) continue;
    seat.nodes = [...(seat.nodes ?? []), nodeOf(row)];
    places.set(`${seats.length - 1} ${seat.nodes.length - 1}`, line);
  }
  const plain = { name: path.basename(file).replace(/\.csv$/i, ''), ...(track !== undefined && { track }), seats };
  const lineOf = ([first, seat, , node]: PropertyKey[]): number | undefined =>
    first !== 'seats' ? 1 : (places.get(`${String(seat)} ${String(node)}`) ?? places.get(String(seat)) ?? head.line);
  return { plain, lineOf };
}

function nodeOf({ node, address, host, port, user, identityFile }: Partial<Record<Column, string>>): object {
  const ssh = {
    host,
    ...(port !== undefined && { port: /^\d+$/.test(port) ? Number(port) : port }),
    ...(user !== undefined && { user }),
    ...(identityFile !== undefined && { identityFile }),
  };
  return { name: node, address, ssh };
}

/** One line; a cell may be in quotes. */
function cellsOf(line: string, by: string): string[] {
  const cells: string[] = [''];
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (char === '"' && quoted && line[at + 1] === '"') at += 1;
    else if (char === '"') {
      quoted = !quoted;
      continue;
    }
    if (char === by && !quoted) cells.push('');
    else cells[cells.length - 1] += char;
  }
  return cells.map((cell) => cell.trim());
}
