/**
 * Another user of this machine, for the suite of requests: started by root, and nobody from its first line on. Each
 * message is a list of jobs; what was answered to each comes back, in their order.
 */
import { connect } from 'node:net';

export interface Job {
  port: number;
  /** Address that it comes from. */
  from: string;
  text: string;
  /** `ask` waits for an answer, `leave` is gone at once, `hold` keeps the connection. */
  how: 'ask' | 'leave' | 'hold';
}

const nobody = 65_534;
process.setgroups?.([]);
process.setgid?.(nobody);
process.setuid?.(nobody);
if (process.getuid?.() !== nobody) throw new Error('still somebody');

const mostMs = 9000;

function work({ port, from, text, how }: Job): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    let got = '';
    const end = () => resolve(got);
    socket.on('error', end).on('close', end);
    socket.on('connect', () => {
      if (text) socket.write(text);
      if (how === 'leave') socket.destroySoon();
      if (how === 'hold') end();
    });
    if (how !== 'ask') return;
    socket.setTimeout(mostMs, () => socket.destroy());
    socket.setEncoding('latin1').on('data', (part: string) => {
      got += part;
      socket.destroy();
    });
  });
}

process.on('message', (jobs: Job[]) => void Promise.all(jobs.map(work)).then((answers) => process.send?.(answers)));
process.on('disconnect', () => process.exit());
