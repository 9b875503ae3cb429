import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../shared/fixtures/temporary-folder.ts';
import { dialog } from './fixtures/stand-in-electron.ts';
import { saveReport } from './save-report.ts';

vi.mock('electron', () => import('./fixtures/stand-in-electron.ts'));

const bugReport = vi.fn(async (withNames: boolean) => ({ fileName: 'bug.md', text: `names: ${withNames}` }));
beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(dialog, { press: 0, check: false, file: path.join(temporaryFolder('report'), 'mine.md') });
});

test('a report is saved where its person wants it, for them alone, without names unless they are wanted', async () => {
  await saveReport({ bugReport });
  expect(readFileSync(dialog.file, 'utf8')).toBe('names: false');
  expect(statSync(dialog.file).mode & 0o777).toBe(0o600);
  expect(dialog.showSaveDialog).toHaveBeenCalledWith({ defaultPath: expect.stringMatching(/bug\.md$/) });
  dialog.check = true;
  await saveReport({ bugReport });
  expect(readFileSync(dialog.file, 'utf8')).toBe('names: true');
});

test('nothing is written after a no, and what fails is told', async () => {
  dialog.press = 1;
  await saveReport({ bugReport });
  expect(bugReport).not.toHaveBeenCalled();
  // Below a file there is no folder.
  Object.assign(dialog, { press: 0, file: path.join(import.meta.filename, 'mine.md') });
  await saveReport({ bugReport });
  expect(dialog.showErrorBox).toHaveBeenCalledWith('The report could not be saved', expect.stringContaining('mine.md'));
});
