import { oneLine } from '../../../shared/text/one-line.ts';
import { isAtPrompt } from '../../../shared/transcript/is-at-prompt.ts';
import { layoutOf, openTerminal, sessionOf, show, useTerminals } from './terminals-store.ts';

interface PutIn {
  lab: string;
  node: string;
  text: string;
}

const quietMs = 150;
const patienceMs = 4_000;

/** Types a command into a terminal on the node, without Enter. */
export async function putIn({ lab, node, text }: PutIn): Promise<void> {
  const { info } = useTerminals.getState();
  // One that stands at its prompt: what runs in the others, such as etcd, must not be typed into.
  const known = layoutOf(lab)
    .tabs.flatMap(({ panes }) => panes)
    .find((key) => {
      const one = info[key];
      return (
        one?.node === node && !one.container && one.state === 'open' && isAtPrompt(sessionOf(key)?.recent.text ?? '')
      );
    });
  const key = known ?? openTerminal({ lab, node });
  const session = sessionOf(key);
  if (!session) return;
  show(key);
  if (!known) await prompted(session);
  session.made.terminal.input(oneLine(text));
  session.made.terminal.focus();
}

/** Until the shell has printed its prompt and fallen silent; what is typed before would be echoed twice. */
function prompted(session: NonNullable<ReturnType<typeof sessionOf>>): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(patience);
      stop();
      resolve();
    };
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const patience = setTimeout(done, patienceMs);
    const heard = () => {
      clearTimeout(quiet);
      quiet = setTimeout(done, quietMs);
    };
    const stop = session.recent.listen(heard);
    if (session.recent.text !== '') heard();
  });
}
