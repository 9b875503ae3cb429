import { type Settings, settingsSchema } from '../../shared/wire/settings.ts';
import { readJson, writePrivate } from '../gates/private-file.ts';

/** What the person chose. A file that someone broke counts as none: settings must never keep the app from opening. */
export class SettingsFile {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async read(): Promise<Settings> {
    const found = await readJson(this.#file, settingsSchema).catch(() => undefined);
    return found ?? settingsSchema.parse({});
  }

  async save(settings: Settings): Promise<Settings> {
    await writePrivate(this.#file, `${JSON.stringify(settings, null, 2)}\n`);
    return settings;
  }
}
