import { LabError } from '../../../shared/errors.ts';
import type { LabCard } from '../../../shared/wire/lab-card.ts';
import { diagnoseLab } from '../../diagnose/diagnose-lab.ts';
import { reportError } from '../../engine/report-error.ts';
import { operation } from '../../machine/operation.ts';
import { noPrompts } from '../../remote/auth/prompts.ts';
import { labStatus } from '../../runs/lab-status.ts';
import { sshHosts } from '../ssh-hosts.ts';
import type { State } from '../state.ts';
import { enginesOf } from './engines-of.ts';
import { lendNode } from './lend-node.ts';
import { os, stream, type WindowContext } from './window-context.ts';

const done = { ok: true } as const;
/** How often practice labs are looked at while a window shows them: someone may stop one in a terminal. */
const lookMs = 20_000;

export function labsHandlers(state: State) {
  const { labs, practiceStates, env } = state;
  return {
    list: os.labs.list.handler(() => labs.list()),
    watch: os.labs.watch.handler(({ signal, context }) => stream(watchCards(state, signal, context))),
    snapshot: os.labs.snapshot.handler(async ({ input: { id }, signal, context: { ready } }) => {
      const { lab } = await labs.load(id);
      return stream(state.news(id, lab, { ...(signal && { signal }), ...(ready && { ready }) }));
    }),
    typed: os.labs.typed.handler(async ({ input: { id }, signal, context: { ready } }) => {
      const { lab } = await labs.load(id);
      return stream(state.transcripts.entries(lab.name, signal, ready));
    }),
    picture: os.labs.picture.handler(async ({ input: { id }, signal, context: { ready } }) =>
      stream(state.pictures.news(id, await state.agreed(id, signal), { signal, ready })),
    ),
    store: os.labs.store.handler(async ({ input: { id }, signal, context: { ready } }) =>
      stream(state.pictures.storeNews(id, await state.agreed(id, signal), { signal, ready })),
    ),
    addFile: os.labs.addFile.handler(({ input }) => labs.addFile(input.path)),
    addText: os.labs.addText.handler(({ input }) => labs.addText(input)),
    addForm: os.labs.addForm.handler(({ input }) => labs.addForm(input)),
    sshHosts: os.labs.sshHosts.handler(() => sshHosts(env)),
    engines: os.labs.engines.handler(({ input: { nodes }, signal }) => enginesOf(state, nodes, signal)),
    chooseTrack: os.labs.chooseTrack.handler(async ({ input: { id }, signal }) => {
      await state.trusted(id, 'asked', signal);
      await labs.refresh();
      return done;
    }),
    remove: os.labs.remove.handler(async ({ input }) => {
      await labs.remove(input.id);
      void practiceStates.look();
      return done;
    }),
    waitAgain: os.labs.waitAgain.handler(({ input }) => {
      state.waiting.again(input.id);
      return done;
    }),
    stopWaiting: os.labs.stopWaiting.handler(({ input }) => {
      state.waiting.forget(input.id);
      return done;
    }),
    test: os.labs.test.handler(async ({ input, signal }) => {
      try {
        return { ok: true, message: await whoIsThere(state, input, signal) };
      } catch (thrown) {
        if (!(thrown instanceof LabError)) throw thrown;
        return { ok: false, message: thrown.message, error: reportError(thrown) };
      }
    }),
    diagnose: os.labs.diagnose.handler(async ({ input: { id }, signal }) => {
      const { sessions, questions } = state;
      const over = signal ?? new AbortController().signal;
      const prompts = (waiting: AbortSignal) => questions.prompts(id, waiting);
      return diagnoseLab(await state.trusted(id, 'asked', signal), {
        prompts: prompts(over),
        signal: over,
        connect: (target, { signal: waiting }) =>
          sessions.lend(target, { prompts, ...(waiting && { signal: waiting }) }),
      });
    }),
    status: os.labs.status.handler(async ({ input: { id, quiet }, signal }) => {
      const { sessions, questions } = state;
      const prompts = (waiting?: AbortSignal) => questions.prompts(id, waiting ?? new AbortController().signal);
      return labStatus(await state.trusted(id, 'looks', signal), {
        prompts: quiet ? noPrompts : prompts(signal),
        signal,
        connect: (target, { signal: waiting }) =>
          sessions.lend(target, { signal: waiting, ...(!quiet && { prompts }) }),
      });
    }),
  };
}

async function* watchCards(
  { labs, practiceStates }: State,
  signal: AbortSignal | undefined,
  { ready }: WindowContext,
): AsyncGenerator<LabCard[], void> {
  await labs.refresh();
  const look = () => void practiceStates.look().catch(() => undefined);
  look();
  const timer = setInterval(look, lookMs);
  try {
    yield* labs.cards.changes(signal, ready);
  } finally {
    clearInterval(timer);
  }
}

/** A line for people: the node's system, kernel and engine. */
export const whoAreYou = operation<Record<never, never>, string>({
  name: 'node.who',
  program: () => ({
    script: `
. /etc/os-release 2>/dev/null
printf '%s, Linux %s' "\${PRETTY_NAME:-unknown system}" "$(uname -r | cut -d- -f1)"
docker version --format ', Docker {{.Server.Version}}' 2>/dev/null || printf ', Docker does not answer'
`,
    timeout: 15_000,
  }),
  read: ({ stdout }) => stdout.trim(),
});

async function whoIsThere(
  state: State,
  { id, node: name }: { id: string; node: string },
  signal: AbortSignal | undefined,
): Promise<string> {
  const node = await lendNode(state, id, name, { signal });
  try {
    return await node.run(whoAreYou, {}, { signal });
  } finally {
    await node.close();
  }
}
