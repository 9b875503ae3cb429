import { boundedNode } from '../../../src/core/bounds/bounded-node.ts';
import type { LoadedLab } from '../../../src/core/lab/load-lab.ts';
import { noPrompts } from '../../../src/core/remote/auth/prompts.ts';
import type { Target } from '../../../src/core/remote/connect.ts';
import { labStatus } from '../../../src/core/runs/lab-status.ts';
import { NodeSessions } from '../../../src/core/runs/node-sessions.ts';
import { Terminals } from '../../../src/core/terminal/terminals.ts';
import { decodeCoreFrame } from '../../../src/shared/wire/terminal-frames.ts';
import type { Operation } from './operations.ts';

interface Window {
  loaded: LoadedLab;
  sessions: NodeSessions;
  signal: AbortSignal;
  show: (text: string) => void;
}

const targetsOf = ({ lab, baseDir }: LoadedLab): Target[] =>
  lab.nodes.map(({ name, address, ssh }) => ({ name, address, ssh, baseDir, ownFiles: true }));

const lend = async ({ loaded, sessions, signal }: Window) =>
  boundedNode(await sessions.lend(targetsOf(loaded)[0] as Target, { signal, prompts: () => noPrompts }));

/** What a window asks of core, on connections that it has already, as it has them after a run. */
function inWindow(
  name: string,
  use: (window: Window, hang: () => Promise<void>) => Promise<void>,
  isMidst = false,
): Operation {
  return {
    name: `window: ${name}`,
    isMidst,
    async begin(loaded, hang) {
      const sessions = new NodeSessions();
      const over = new AbortController();
      let text = '';
      const show = (more: string) => {
        text += more;
      };
      for (const target of targetsOf(loaded)) {
        const node = await sessions.lend(target, { prompts: () => noPrompts });
        await node.close();
      }
      let isHung = () => {};
      const hung = new Promise<void>((resolve) => {
        isHung = resolve;
      });
      const hangNow = async () => {
        await hang();
        isHung();
      };
      const ended = use({ loaded, sessions, signal: over.signal, show }, hangNow)
        .then(
          () => true,
          (error: Error) => {
            show(error.message);
            return false;
          },
        )
        .finally(() => isHung());
      void ended.then(() => sessions.closeAll({ patience: 100 }));
      await hung;
      return { shown: () => text, cancel: () => over.abort(), ended };
    },
  };
}

export const windowOperations: readonly Operation[] = [
  inWindow('the plan of a reset', async ({ loaded, sessions, signal, show }, hang) => {
    await hang();
    const connect = (target: Target, { signal: waiting }: { signal?: AbortSignal }) =>
      sessions.lend(target, { signal: waiting, prompts: () => noPrompts });
    const { nodes } = await labStatus({ ...loaded, ownFiles: true }, { prompts: noPrompts, signal, connect });
    show(JSON.stringify(nodes));
  }),
  inWindow('a new terminal', async (window, hang) => {
    await hang();
    const node = await lend(window);
    await new Terminals().open(node, { lab: 'lab', cols: 80, rows: 24 });
    window.show('open');
  }),
  inWindow(
    'an open terminal',
    async (window, hang) => {
      const terminals = new Terminals();
      const node = await lend(window);
      const id = await terminals.open(node, { lab: 'lab', cols: 80, rows: 24 });
      const over = new Promise<void>((resolve) => {
        window.signal.addEventListener('abort', () => resolve(), { once: true });
        terminals.attach(id, {
          send: (data) => {
            const frame = decodeCoreFrame(data);
            window.show(frame?.kind === 'end' ? frame.reason : '');
          },
          close: () => resolve(),
          onFrame: () => undefined,
          onClosed: () => undefined,
        });
      });
      await hang();
      await over;
    },
    true,
  ),
];
