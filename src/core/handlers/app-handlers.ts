import type { State } from './state.ts';
import { os } from './window-context.ts';

export function appHandlers({ options, settings }: State) {
  return {
    info: os.app.info.handler(() => ({
      version: options.version,
      shell: options.shell,
      platform: process.platform,
      practice: process.platform === 'linux',
      remembers: options.secrets?.usable() ?? false,
    })),
    settings: os.app.settings.handler(() => settings.read()),
    saveSettings: os.app.saveSettings.handler(({ input }) => settings.save(input)),
  };
}
