import { texts } from '../../../shared/texts/text.ts';
import type { State } from '../state.ts';
import { os, refusedWhile, stream } from './window-context.ts';

export function runsHandlers({ runs, labs, trusted, operations, settings }: State) {
  return {
    start: os.runs.start.handler(
      async ({ input: { lab, iperfSeconds, iperfStreams, iperfRepeats, iperfReverse, ...wanted }, signal }) => {
        const loading = trusted(lab, 'asked', signal, {
          afresh: wanted.command === 'check' || wanted.command === 'run',
        });
        const [loaded, chosen] = await Promise.all([loading, settings.read()]);
        refusedWhile(texts.app.theCommand({ command: wanted.command }), operations.on(lab));
        const options = {
          iperfSeconds: iperfSeconds ?? chosen.iperfSeconds,
          ...(iperfStreams && { iperfStreams }),
          ...(iperfRepeats && { iperfRepeats }),
          ...(iperfReverse && { iperfReverse }),
        };
        return { run: runs.start(lab, loaded, { ...wanted, options }) };
      },
    ),
    cancel: os.runs.cancel.handler(({ input }) => {
      runs.cancel(input.run);
      return { ok: true };
    }),
    events: os.runs.events.handler(async ({ input: { lab, run, from }, signal, context: { ready } }) => {
      const { lab: loaded } = await labs.load(lab);
      return stream(runs.events(run, loaded.name, { from, ...(signal && { signal }), ...(ready && { ready }) }));
    }),
  };
}
