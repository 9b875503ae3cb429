import type { Lab } from '../../../shared/lab/lab.ts';
import { keptDrills } from '../../drills/kept-drills.ts';
import { stateDir } from '../../gates/places.ts';
import { workCsv } from '../../report/work-csv.ts';
import { workHtml } from '../../report/work-html.ts';
import { workJson } from '../../report/work-json.ts';
import { workMarkdown } from '../../report/work-markdown.ts';
import { workModel } from '../../report/work-model.ts';
import { labWork, workOfRun } from '../../runs/lab-work.ts';
import type { State } from '../state.ts';
import { os } from './window-context.ts';

const writers = {
  html: { write: workHtml, ending: 'html', mediaType: 'text/html' },
  markdown: { write: workMarkdown, ending: 'md', mediaType: 'text/markdown' },
  json: { write: workJson, ending: 'json', mediaType: 'application/json' },
};

export function reportHandlers({ labs, runs, transcripts, env }: State) {
  const workOf = async (lab: Lab, run: string | undefined) => {
    if (run !== undefined) return workOfRun(await runs.allEvents(run, lab.name));
    const state = stateDir(env);
    const [typed, drills] = await Promise.all([transcripts.kept(lab.name), keptDrills(state, lab.name)]);
    return labWork(lab, state, { typed, drills });
  };
  return {
    export: os.report.export.handler(async ({ input }) => {
      const { lab } = await labs.load(input.lab);
      const model = workModel(await workOf(lab, input.run));
      const what = input.run === undefined ? 'report' : (model.runs[0]?.command ?? 'run');
      const day = model.to.slice(0, 16).replace(/[:T]/g, '-');
      const { format } = input;
      if (typeof format === 'object') {
        const fileName = `${lab.name}-${format.csv}-${day}.csv`;
        return { fileName, mediaType: 'text/csv', text: workCsv(model, format.csv) };
      }
      const { write, ending, mediaType } = writers[format];
      return { fileName: `${lab.name}-${what}-${day}.${ending}`, mediaType, text: write(model) };
    }),
  };
}
