/** Which TCP ports of an address answer: started in another network namespace, with the address and two ports. */
import { connect } from 'node:net';

export interface Scanned {
  open: number[];
  tried: number;
}

const atOnce = 400;
const patienceMs = 3000;

const isOpen = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(patienceMs, () => end(false));
    socket.on('connect', () => end(true)).on('error', () => end(false));
  });

const [host = '', first, last] = process.argv.slice(2);
const scanned: Scanned = { open: [], tried: 0 };
let next = Number(first);
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    while (next <= Number(last)) {
      const port = next++;
      scanned.tried += 1;
      if (await isOpen(host, port)) scanned.open.push(port);
    }
  }),
);
process.stdout.write(JSON.stringify(scanned));
