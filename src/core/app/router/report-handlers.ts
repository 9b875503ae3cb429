import { reportHtml } from '../../report/html-page.ts';
import { reportCsv } from '../../report/report-csv.ts';
import { reportJson } from '../../report/report-json.ts';
import { reportMarkdown } from '../../report/report-markdown.ts';
import { reportModel } from '../../report/report-model.ts';
import type { State } from '../state.ts';
import { os } from './window-context.ts';

const writers = {
  html: { write: reportHtml, ending: 'html', mediaType: 'text/html' },
  markdown: { write: reportMarkdown, ending: 'md', mediaType: 'text/markdown' },
  json: { write: reportJson, ending: 'json', mediaType: 'application/json' },
  csv: { write: reportCsv, ending: 'csv', mediaType: 'text/csv' },
};

export function reportHandlers({ runs, labs }: State) {
  return {
    export: os.report.export.handler(async ({ input }) => {
      const { lab } = await labs.load(input.lab);
      const model = reportModel(await runs.allEvents(input.run, lab.name));
      const { write, ending, mediaType } = writers[input.format];
      const day = model.startedAt.slice(0, 16).replace(/[:T]/g, '-');
      return { fileName: `${lab.name}-${model.command}-${day}.${ending}`, mediaType, text: write(model) };
    }),
  };
}
