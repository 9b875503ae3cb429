import type { State } from './state.ts';
import { os, refusedWhile, stream } from './window-context.ts';

export function runsHandlers({ runs, labs, operations, settings }: State) {
  return {
    start: os.runs.start.handler(
      async ({ input: { lab, iperfSeconds, iperfStreams, iperfRepeats, iperfReverse, ...wanted } }) => {
        const [loaded, chosen] = await Promise.all([labs.load(lab), settings.read()]);
        refusedWhile(`The ${wanted.command}`, operations.on(lab));
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
    history: os.runs.history.handler(async ({ input }) => {
      const { lab } = await labs.load(input.lab);
      return runs.history(input.lab, lab.name);
    }),
  };
}
