import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { Action } from '../ui/action.tsx';
import { useAppActions } from './app-actions.ts';
import { saveBugReport } from './save-bug-report.ts';

vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: (key: string) => key }) }));
vi.mock('../state/app-stores.ts', () => ({ saveSettings: vi.fn() }));
vi.mock('./save-bug-report.ts', () => ({ saveBugReport: vi.fn(async () => {}) }));

function appActions(): Action[] {
  let actions: Action[] = [];
  const Palette = () => {
    actions = useAppActions();
    return null;
  };
  renderToStaticMarkup(createElement(Palette));
  return actions;
}

test('the palette saves a report for a bug, with names and addresses only where that was chosen', () => {
  for (const [id, withNames] of [['bug-plain', false] as const, ['bug-withNames', true] as const]) {
    void appActions()
      .find((one) => one.id === id)
      ?.act();
    expect(saveBugReport).toHaveBeenLastCalledWith(withNames);
  }
});
