import { bugReport } from '../bug-report.ts';
import type { State } from '../state.ts';
import { os } from './window-context.ts';

export function appHandlers(state: State) {
  const { options, settings } = state;
  return {
    info: os.app.info.handler(async () => ({
      version: options.version,
      shell: options.shell,
      platform: process.platform,
      practice: process.platform === 'linux',
      remembers: (await options.secrets?.usable()) ?? false,
    })),
    settings: os.app.settings.handler(() => settings.read()),
    bugReport: os.app.bugReport.handler(({ input }) => bugReport(state, input.withNames)),
    saveSettings: os.app.saveSettings.handler(({ input }) => settings.save(input)),
  };
}
